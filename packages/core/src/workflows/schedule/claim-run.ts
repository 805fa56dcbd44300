import type { Service } from '../../domain/configuration.ts';
import { LifeboatError } from '../../domain/error.ts';
import type { Operation } from '../../domain/operation.ts';
import type { Schedules } from '../../domain/schedule.ts';
import type { ScheduledRun } from '../../domain/scheduled-run.ts';
import type { Draft } from '../../ports/store.ts';
import type { Work } from '../work.ts';
import { underWay } from './under-way.ts';
import { whatIsDueOf } from './what-is-due.ts';

/** The lease of whoever is about to start a service's scheduled backup; it tells that they live. */
export function runLease(service: Pick<Service, 'id'>): string {
  return `run|${service.id}`;
}

/**
 * Takes a service's due time for this process, which holds its {@link runLease}: the compare-and-set
 * that makes each due backup one backup, whoever watches. Null when it is not due any more, or when
 * as many are under way as may be.
 */
export function claimRun(
  work: Work,
  service: Service,
  schedules: Schedules,
): Promise<ScheduledRun | null> {
  const { clock, store, thisProcess } = work.ports;
  return store.update((draft) => {
    const now = clock.now();
    const { due } = whatIsDueOf(service, draft, work.configuration, now, schedules);
    const before = draft.get('run', service.id);
    const dueAt = takableAt(due);
    if (dueAt === null) return null;
    const { services, watch } = work.configuration;
    const others = underWay(draft, services, now) - (due.kind === 'taken' ? 1 : 0);
    if (others >= watch.concurrency) return null;
    const run: ScheduledRun = {
      id: service.id,
      label: service.label,
      dueAt,
      status: 'taken',
      process: thisProcess.id,
      takenAt: now,
      tries: before?.dueAt === dueAt ? before.tries + 1 : 1,
      nextTryAt: null,
      operation: null,
      words: null,
    };
    draft.put('run', run);
    return run;
  });
}

/** One that was taken by another is ours to take: its lease changed hands. */
function takableAt(due: ReturnType<typeof whatIsDueOf>['due']): number | null {
  if (due.kind === 'take') return due.dueAt;
  return due.kind === 'taken' ? due.run.dueAt : null;
}

/**
 * Notes in the update that writes an intent that the run is started by it.
 * Errors: `conflict` when another process took the run over meanwhile; then there is no intent.
 */
export function beginRun(draft: Draft, claimed: ScheduledRun, operation: Operation): void {
  if (!isStillOurs(draft, claimed)) {
    throw new LifeboatError(
      'conflict',
      `The scheduled backup of ${claimed.label} was taken over by another process. Nothing was sent.`,
    );
  }
  draft.put('run', { ...claimed, status: 'started', operation: operation.id });
}

/** Whether a run still stands as this process claimed it. */
export function isStillOurs(draft: Draft, claimed: ScheduledRun): boolean {
  const run = draft.get('run', claimed.id);
  return (
    run?.status === 'taken' &&
    run.process === claimed.process &&
    run.takenAt === claimed.takenAt &&
    run.tries === claimed.tries
  );
}
