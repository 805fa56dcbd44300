import { asLifeboatError } from '../domain/error.ts';
import { isEnded, type Operation } from '../domain/operation.ts';
import { openOperations } from './adopt.ts';
import { follow } from './follow.ts';
import { takeLease } from './lease.ts';
import { lookAtUnfollowed, settleOrphans } from './settle-orphans.ts';
import type { Tell } from './watch-events.ts';
import type { Work } from './work.ts';

/** What follows every open operation in this process, whoever started it. */
export type Follower = {
  /** Begins to follow what nobody follows. Errors: those of the store. */
  followOpen(signal: AbortSignal): Promise<void>;
  /** Resolves when this process follows nothing any more; the leases are given back. */
  settled(): Promise<void>;
};

/**
 * A follower that follows nothing yet; `wake` is called when an operation ended. What `isLookedAfter`
 * names is left to something else in this process, which follows it by itself.
 */
export function createFollower(
  work: Work,
  {
    tell,
    wake,
    isLookedAfter = () => false,
  }: { tell: Tell; wake(): void; isLookedAfter?(operation: Operation): boolean },
): Follower {
  const { ports } = work;
  const me = ports.thisProcess.id;
  const active = new Map<string, Promise<void>>();

  async function followOne(operation: Operation, signal: AbortSignal): Promise<void> {
    try {
      const ended = await follow(work, operation.id, { signal, onChange: () => undefined });
      tell({ kind: 'ended', operation: ended });
    } catch (error) {
      if (signal.aborted) return;
      const { message } = asLifeboatError(error);
      tell({ kind: 'trouble', task: `following ${operation.label}`, words: message });
      ports.log.error('an operation is not followed', { operation: operation.id, error });
    }
  }

  return {
    async followOpen(signal) {
      for (const operation of openOperations(await ports.store.read())) {
        if (active.has(operation.id) || isAboutToBeSent(operation, me)) continue;
        if (isLookedAfter(operation)) continue;
        // With another's lease there is nothing to do, and nothing to ask for every few seconds.
        if (!(await takeLease(ports, operation.id))) continue;
        if (operation.process !== me) tell({ kind: 'adopted', operation });
        const following = followOne(operation, signal).finally(() => {
          active.delete(operation.id);
          wake();
        });
        active.set(operation.id, following);
      }
    },
    async settled() {
      await Promise.all(active.values());
    },
  };
}

/** Whoever sends it in this very process looks after it until then. */
function isAboutToBeSent({ status, process }: Operation, me: string): boolean {
  return process === me && (status === 'planned' || status === 'submitting');
}

/** Looks once at every open operation that nobody follows; for a round that does not stay. */
export async function lookAtOpen(work: Work, tell: Tell, signal: AbortSignal): Promise<void> {
  const open = openOperations(await work.ports.store.read());
  for (const service of new Set(open.map((operation) => operation.service))) {
    await settleOrphans(work, service);
    await lookAtUnfollowed(work, service, signal);
  }
  const after = await work.ports.store.read();
  for (const { id } of open) {
    const operation = after.get('operation', id);
    if (operation !== null && isEnded(operation.status)) tell({ kind: 'ended', operation });
  }
}
