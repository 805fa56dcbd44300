import type { Service, ServiceId } from '../../domain/configuration.ts';
import { asLifeboatError, type LifeboatError } from '../../domain/error.ts';
import { readSchedules, type Schedules } from '../../domain/schedule.ts';
import type { ScheduledRun } from '../../domain/scheduled-run.ts';
import { startBackup } from '../back-up.ts';
import { releaseLease, takeLease } from '../lease.ts';
import { planBackup } from '../plan-backup.ts';
import { resolveStorage } from '../resolve-storage.ts';
import type { Tell } from '../watch-events.ts';
import type { Work } from '../work.ts';
import { beginRun, claimRun, isStillOurs, runLease } from './claim-run.ts';
import { noteGivenUp } from './given-up.ts';
import { errorMayPass } from './may-pass.ts';
import { afterFailure } from './retry.ts';
import { nextAfter, settleRuns } from './settle-runs.ts';
import { underWay } from './under-way.ts';
import { type ServiceDue, whatIsDue } from './what-is-due.ts';

/** What starts due backups in this process. */
export type Scheduler = {
  /**
   * Writes down what ended, and begins what is due, at most as many at once as the configuration
   * allows over all processes. Resolves when they are begun, not when they are sent.
   * Errors: those of the store.
   */
  runDue(signal: AbortSignal): Promise<void>;
  /** Resolves when nothing of this process is between its claim and its POST any more. */
  settled(): Promise<void>;
};

/** How a {@link Scheduler} tells what it does; `wake` is called when something of its own ended. */
export type SchedulerParts = { tell: Tell; wake(): void; schedules?: Schedules };

/** A scheduler that has begun nothing yet. */
export function createScheduler(work: Work, parts: SchedulerParts): Scheduler {
  const { tell, wake, schedules = readSchedules() } = parts;
  const { ports, configuration } = work;
  const active = new Map<ServiceId, Promise<void>>();

  function begin(one: ServiceDue, signal: AbortSignal): void {
    const { service } = one;
    const trying = tryOnce(work, one, { tell, schedules }, signal)
      .catch((error: unknown) => {
        const { message } = asLifeboatError(error);
        tell({ kind: 'trouble', task: `schedule of ${service.label}`, words: message });
        ports.log.error('a due backup was not begun', { service: service.label, error });
        return false;
      })
      .then((tried) => {
        active.delete(service.id);
        // What was left to others changes nothing here: looking again at once would never end.
        if (tried) wake();
      });
    active.set(service.id, trying);
  }

  return {
    async runDue(signal) {
      for (const run of await settleRuns(work, schedules)) {
        if (run.status !== 'done') tell({ kind: 'failed', run });
      }
      if (configuration.readOnly) return;
      const snapshot = await ports.store.read();
      const now = ports.clock.now();
      const free = whatIsDue(snapshot, configuration, now, schedules).filter(
        ({ service }) => !active.has(service.id),
      );
      // Their places are counted already: whoever took them is looked at, not waited for.
      for (const one of free) if (one.due.kind === 'taken') begin(one, signal);
      const room = Math.max(
        0,
        configuration.watch.concurrency - underWay(snapshot, configuration.services, now),
      );
      const due = free.filter((one) => one.due.kind === 'take').toSorted(longestDueFirst);
      for (const one of due.slice(0, room)) begin(one, signal);
    },
    async settled() {
      await Promise.all(active.values());
    },
  };
}

function longestDueFirst(one: ServiceDue, other: ServiceDue): number {
  return (one.startAt ?? 0) - (other.startAt ?? 0);
}

/** One try at a service's due time; false when it was left to somebody else. */
async function tryOnce(
  work: Work,
  { service, due }: ServiceDue,
  { tell, schedules }: { tell: Tell; schedules: Schedules },
  signal: AbortSignal,
): Promise<boolean> {
  const lease = runLease(service);
  // The lease tells others that this process lives; the claim is what nobody else can make.
  if (!(await takeLease(work.ports, lease))) return false;
  try {
    const run = await claimRun(work, service, schedules);
    if (run === null) return false;
    tell({ kind: 'taken', run, late: due.kind === 'take' && due.late });
    try {
      const operation = await makeBackup(work, service, run, signal);
      tell({ kind: 'started', operation });
    } catch (error) {
      await noteFailure(work, run, { error: asLifeboatError(error), schedules, tell, signal });
    }
    return true;
  } finally {
    await releaseLease(work.ports, lease);
  }
}

async function makeBackup(work: Work, service: Service, run: ScheduledRun, signal: AbortSignal) {
  const own = { access: null, clientId: null };
  const storage = resolveStorage(work.configuration, service, null, own);
  const wish = {
    service,
    storage,
    purpose: 'scheduled' as const,
    name: null,
    parent: null,
    reason: null,
  };
  const planned = await planBackup(work, wish, signal);
  signal.throwIfAborted();
  const operation = { ...planned.operation, dueAt: run.dueAt };
  return startBackup(work, { ...planned, operation }, signal, (draft, intent) =>
    beginRun(draft, run, intent),
  );
}

type FailedTry = {
  error: LifeboatError;
  schedules: Schedules;
  tell: Tell;
  signal: AbortSignal;
};

/** Keeps why a try failed before its intent; with an intent its operation tells. */
async function noteFailure(work: Work, claimed: ScheduledRun, failed: FailedTry): Promise<void> {
  const { ports, configuration } = work;
  const { error, signal } = failed;
  const spread = ports.random();
  const run = await ports.store.update((draft) => {
    if (!isStillOurs(draft, claimed)) return null;
    const now = ports.clock.now();
    const nextAt = nextAfter(configuration.services, claimed, failed.schedules, now);
    const next = signal.aborted
      ? handedOn(claimed, now)
      : afterFailure(claimed, {
          words: wordsOf(error),
          mayPass: errorMayPass(error.code),
          now,
          nextAt,
          spread,
        });
    draft.put('run', next);
    if (next.status === 'given-up') noteGivenUp(draft, configuration, next, nextAt, now);
    return next;
  });
  if (run !== null) failed.tell({ kind: 'failed', run });
}

/** A watch that stops leaves what it has not sent to others, or to itself after its restart. */
function handedOn(run: ScheduledRun, now: number): ScheduledRun {
  const words = 'The watch was stopped before it was sent.';
  return { ...run, status: 'failed', nextTryAt: now, tries: run.tries - 1, words };
}

function wordsOf({ message, azure }: LifeboatError): string {
  return azure?.code == null ? message : `${message} (${azure.code})`;
}
