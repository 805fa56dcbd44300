import type { Service } from '../../domain/configuration.ts';
import type { Instant } from '../../domain/instant.ts';
import type { ScheduledRun } from '../../domain/scheduled-run.ts';
import type { Snapshot } from '../../ports/store.ts';

/**
 * So long after its start an operation that is unknown no longer takes a place: a few that nobody
 * can see must not stop the whole fleet. Twice the 45 minutes a backup takes at most
 * (facts/azure.md 2.5, read 2026-11-23), in milliseconds.
 */
const unknownForMs = 90 * 60 * 1000;

/**
 * How many scheduled backups of these services are under way now, in whatever process. What is left
 * of a service that is configured no longer takes no place. Pure.
 */
export function underWay(snapshot: Snapshot, services: readonly Service[], now: Instant): number {
  return services.filter(({ id }) => {
    const run = snapshot.get('run', id);
    return run !== null && takesPlace(run, snapshot, now);
  }).length;
}

function takesPlace({ status, operation }: ScheduledRun, snapshot: Snapshot, now: Instant) {
  if (status === 'taken') return true;
  if (status !== 'started' || operation === null) return false;
  const made = snapshot.get('operation', operation);
  switch (made?.status) {
    case 'planned':
    case 'submitting':
    case 'running':
      return true;
    case 'unknown':
      return now - made.plannedAt < unknownForMs;
    default:
      return false;
  }
}
