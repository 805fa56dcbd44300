import { Cron } from 'croner';
import { formatDuration, parseDuration } from '../../domain/duration.ts';
import { lateAfterMs } from '../../domain/verdict.ts';
import { entries, type Finding, type Loose, text } from './finding.ts';

// A fixed day and enough runs to see every rhythm a cron expression has within a month.
const anyDay = new Date('2026-01-01T00:00:00Z');
const runsLookedAt = 40;

/** Schedules that can never keep the age that `every` asks for. */
export function impossibleSchedules(file: Loose): Finding[] {
  return entries(file.services).flatMap(([name, service]): Finding[] => {
    const everyMs = parseDuration(text(service.every) ?? '');
    const gapMs = shortestGapMs(text(service.schedule) ?? '');
    if (everyMs === null || everyMs === 0 || gapMs === null || gapMs <= lateAfterMs(everyMs))
      return [];
    const message = `runs every ${formatDuration(gapMs)} at most, but every wants a backup each ${formatDuration(everyMs)}`;
    return [{ path: ['services', name, 'schedule'], message }];
  });
}

function shortestGapMs(schedule: string): number | null {
  try {
    const runs = new Cron(schedule, { paused: true, utcOffset: 0, mode: '5-part' }).nextRuns(
      runsLookedAt,
      anyDay,
    );
    const times = runs.map((run) => run.getTime());
    const gaps = times.slice(1).map((time, index) => time - (times[index] ?? time));
    return gaps.length === 0 ? null : Math.min(...gaps);
  } catch {
    // The schema says what is wrong with it.
    return null;
  }
}
