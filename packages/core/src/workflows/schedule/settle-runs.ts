import type { Service } from '../../domain/configuration.ts';
import { isEnded, type Operation } from '../../domain/operation.ts';
import type { Schedules } from '../../domain/schedule.ts';
import type { ScheduledRun } from '../../domain/scheduled-run.ts';
import type { Snapshot } from '../../ports/store.ts';
import type { Work } from '../work.ts';
import { noteGivenUp } from './given-up.ts';
import { azureMayPass } from './may-pass.ts';
import { afterFailure } from './retry.ts';

/**
 * Writes down what became of the runs whose operation has ended, whoever followed it: done, to be
 * tried again, or given up with a notice. Gives those that changed. Any process may do it, at any
 * time, and nothing is lost when it was killed before.
 */
export async function settleRuns(work: Work, schedules: Schedules): Promise<ScheduledRun[]> {
  const { store, clock } = work.ports;
  const snapshot = await store.read();
  if (!snapshot.all('run').some((run) => hasEnded(run, snapshot))) return [];
  const spread = work.ports.random();
  const settled = await store.update((draft) => {
    const now = clock.now();
    const ended = draft.all('run').filter((run) => hasEnded(run, draft));
    return ended.map((run) => {
      const operation = run.operation === null ? null : draft.get('operation', run.operation);
      const nextAt = nextAfter(work.configuration.services, run, schedules, now);
      const next = settledRun(run, operation, { now, nextAt, spread });
      draft.put('run', next);
      if (next.status === 'given-up') noteGivenUp(draft, work.configuration, next, nextAt, now);
      return next;
    });
  });
  return settled;
}

function hasEnded({ status, operation }: ScheduledRun, snapshot: Snapshot): boolean {
  if (status !== 'started') return false;
  const made = operation === null ? null : snapshot.get('operation', operation);
  return made === null || isEnded(made.status);
}

/** When the next due time takes a run's place; null when the service has no schedule any more. */
export function nextAfter(
  services: readonly Service[],
  { id }: Pick<ScheduledRun, 'id'>,
  schedules: Schedules,
  now: number,
): number | null {
  const schedule = services.find((service) => service.id === id)?.schedule ?? null;
  return schedule === null ? null : schedules(schedule).slotAt(now).nextAt;
}

/** A run after the end of its operation; null when the store does not know that one any more. Pure. */
export function settledRun(
  run: ScheduledRun,
  operation: Operation | null,
  around: { now: number; nextAt: number | null; spread: number },
): ScheduledRun {
  if (operation?.status === 'succeeded') {
    return { ...run, status: 'done', nextTryAt: null, words: null };
  }
  const error = operation?.error ?? null;
  const mayPass = operation?.status !== 'failed' || error === null || azureMayPass(error);
  return afterFailure(run, { ...around, mayPass, words: wordsOf(operation) });
}

function wordsOf(operation: Operation | null): string {
  if (operation === null) return 'what became of it is not known';
  const { error, lastAnswer, status } = operation;
  if (error !== null) {
    return error.code === null ? error.message : `${error.code}: ${error.message}`;
  }
  return lastAnswer?.words ?? `it is ${status}`;
}
