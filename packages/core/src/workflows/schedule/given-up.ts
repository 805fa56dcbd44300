import type { Configuration } from '../../domain/configuration.ts';
import type { Instant } from '../../domain/instant.ts';
import { utcTimeAndRelative } from '../../domain/relative-time.ts';
import { runCause } from '../../domain/run-cause.ts';
import type { ScheduledRun } from '../../domain/scheduled-run.ts';
import type { Draft } from '../../ports/store.ts';
import { raiseNotice } from '../raise-notice.ts';

/** Puts a notice into the outbox that a due backup was given up, in the update that says so. */
export function noteGivenUp(
  draft: Draft,
  configuration: Configuration,
  run: ScheduledRun,
  nextAt: Instant | null,
  now: Instant,
): void {
  const next = nextAt === null ? '' : ` The next one is due ${utcTimeAndRelative(nextAt, now)}.`;
  raiseNotice(
    draft,
    configuration,
    {
      event: 'failure',
      cause: runCause(run.id, run.dueAt),
      severity: 'critical',
      service: run.id,
      label: run.label,
      title: `${run.label}: the scheduled backup was not made`,
      text: `It was due ${utcTimeAndRelative(run.dueAt, now)} and was tried ${run.tries === 1 ? 'once' : `${run.tries} times`}: ${run.words ?? 'it failed'}.${next} \`apim backup ${run.label}\` makes one now.`,
      ...(run.operation === null ? {} : { operation: run.operation }),
    },
    now,
  );
}
