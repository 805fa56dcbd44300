import type { AuditEntry } from '@lifeboat/core/live';
import { isRunning, type Job } from '../../app/jobs/job.ts';
import { containsWords } from '../../format/contains-words.ts';

/** A line of the screen: a command that runs here, or an entry of the trail. */
export type ActivityItem =
  | { kind: 'job'; key: string; job: Job }
  | { kind: 'entry'; key: string; entry: AuditEntry };

/** What runs here, then the trail, newest first. With a subject only the trail is asked: a job has none. */
export function activityItems(
  jobs: readonly Job[],
  entries: readonly AuditEntry[],
  subject: string | null,
): ActivityItem[] {
  const running = subject === null ? jobs.filter(isRunning).toReversed() : [];
  const seen = new Map<string, number>();
  const keyed = entries.map((entry): ActivityItem => {
    // Entries have no id, and the same may be written down twice in one millisecond.
    const base = [entry.at, entry.event, entry.operation, entry.what].join('|');
    const before = seen.get(base) ?? 0;
    seen.set(base, before + 1);
    return { kind: 'entry', key: `${base}|${before}`, entry };
  });
  return [
    ...running.map((job): ActivityItem => ({ kind: 'job', key: `job ${job.id}`, job })),
    ...keyed.reverse(),
  ];
}

/** The items that a filter shows. */
export function filterActivity(items: readonly ActivityItem[], filter: string): ActivityItem[] {
  return items.filter((item) => containsWords(textsOf(item), filter));
}

function textsOf(item: ActivityItem): (string | null)[] {
  if (item.kind === 'job') return [item.job.line];
  const { at, event, who, host, door, subject, operation, what, why } = item.entry;
  return [at, event, who, host, door, subject, operation, what, why];
}
