import { LifeboatError } from '../domain/error.ts';
import type { Instant } from '../domain/instant.ts';
import { isEnded, type Operation } from '../domain/operation.ts';
import { orphaned } from './adopt.ts';
import { releaseLease, takeLease } from './lease.ts';
import { lookOnce } from './look-once.ts';
import { isProcessGone } from './settle-orphans.ts';
import { moveOperation } from './transition.ts';
import type { Work } from './work.ts';

/** How a follower watches. */
export type FollowOptions = {
  /** Aborting stops watching; the operation in Azure goes on. */
  signal: AbortSignal;
  /** Called with the operation whenever it was looked at or changed by anybody. */
  onChange(operation: Operation): void;
};

/** Without a lease the store is watched; this often the lease is asked for again. Milliseconds. */
const leaseAgainMs = 5_000;

/**
 * Follows one operation to its end, whoever started it: takes its lease and asks Azure at the pace
 * Azure wants; while another process holds the lease, watches the store instead (promise 3).
 * Rejects with the signal's reason when watching stops, the lease given back.
 * Errors: `operation-not-found`.
 */
export async function follow(work: Work, id: string, options: FollowOptions): Promise<Operation> {
  const { signal, onChange } = options;
  try {
    for (;;) {
      const operation = await readOperation(work, id);
      onChange(operation);
      if (isEnded(operation.status)) return operation;
      const held = await takeLease(work.ports, id);
      if (!held) {
        await changeOrPause(work, operation, signal);
        continue;
      }
      await oneTurn(work, operation, signal);
    }
  } finally {
    await releaseLease(work.ports, id);
  }
}

/** With the lease in hand: settle what its process left behind, or wait and look. */
async function oneTurn(work: Work, operation: Operation, signal: AbortSignal): Promise<void> {
  // Only an operation that was not sent yet hangs on its own process.
  const unsent = operation.status === 'planned' || operation.status === 'submitting';
  const gone = unsent && (await isProcessGone(work, operation.process));
  const holder = { me: work.ports.thisProcess.id, gone };
  const left = orphaned(operation, holder, work.ports.clock.now());
  if (left.kind === 'settle') {
    await moveOperation(work, operation, left.next);
    return;
  }
  if (left.kind === 'wait') {
    await changeOrPause(work, operation, signal);
    return;
  }
  await sleepUntil(work, operation.nextLookAt, signal);
  await lookOnce(work, operation, signal);
}

async function readOperation(work: Work, id: string): Promise<Operation> {
  const operation = (await work.ports.store.read()).get('operation', id);
  if (operation !== null) return operation;
  throw new LifeboatError('operation-not-found', `There is no operation ${id}.`, {
    hint: '`apim status` lists what runs.',
  });
}

async function sleepUntil(work: Work, at: Instant | null, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  const wait = (at ?? 0) - work.ports.clock.now();
  if (wait > 0) await work.ports.clock.sleep(wait, signal);
}

/** Resolves when the operation's record changes, or after a while, or rejects when aborted. */
async function changeOrPause(work: Work, seen: Operation, signal: AbortSignal): Promise<void> {
  const woken = new AbortController();
  const stop = work.ports.store.subscribe((snapshot) => {
    if (snapshot.get('operation', seen.id) !== seen) woken.abort();
  });
  try {
    await work.ports.clock.sleep(leaseAgainMs, AbortSignal.any([signal, woken.signal]));
  } catch {
    signal.throwIfAborted();
  } finally {
    stop();
  }
}
