import type { Instant } from '../domain/instant.ts';
import { isEnded, isInAzure, type Operation, plannedForMs } from '../domain/operation.ts';
import type { Snapshot } from '../ports/store.ts';

/** What somebody who holds the lease of another process's operation may do with it. */
export type Orphan =
  /** It is in Azure: look at it. */
  | { kind: 'look' }
  /** Its own process is about to act, or may be. */
  | { kind: 'wait' }
  /** Its process is gone: this is what it left behind. */
  | { kind: 'settle'; next: (operation: Operation) => Operation };

/**
 * What to do with an operation whose lease we hold (promise 3). Adopting only follows and settles:
 * a planned operation is never sent by anybody but the process it was confirmed in, and is
 * `not-started` once that process is proven gone or 10 minutes have passed; a submission that was
 * cut off is `unknown`, or `not-started` when its last attempt is proven not taken.
 */
export function orphaned(
  operation: Operation,
  holder: { me: string; gone: boolean },
  now: Instant,
): Orphan {
  const mine = operation.process === holder.me;
  if (operation.status === 'planned') {
    const waited = now - operation.plannedAt >= plannedForMs;
    if (mine || !(holder.gone || waited)) return { kind: 'wait' };
    return { kind: 'settle', next: (current) => neverSent(current, now) };
  }
  if (operation.status === 'submitting') {
    if (mine) return { kind: 'wait' };
    return { kind: 'settle', next: (current) => cutOff(current, now) };
  }
  return { kind: 'look' };
}

/** Operations that anybody may follow: sent, without a known end; oldest first. */
export function adoptable(snapshot: Snapshot): Operation[] {
  return snapshot
    .all('operation')
    .filter((operation) => isInAzure(operation.status))
    .toSorted((one, other) => one.plannedAt - other.plannedAt);
}

/** Operations without a known end, planned ones included; oldest first. */
export function openOperations(snapshot: Snapshot): Operation[] {
  return snapshot
    .all('operation')
    .filter((operation) => !isEnded(operation.status))
    .toSorted((one, other) => one.plannedAt - other.plannedAt);
}

function neverSent(operation: Operation, now: Instant): Operation {
  return {
    ...operation,
    status: 'not-started',
    endedAt: now,
    lastAnswer: { at: now, words: 'The process that planned it ended before it was sent.' },
  };
}

function cutOff(operation: Operation, now: Instant): Operation {
  const last = operation.attempts.at(-1)?.answer ?? null;
  const proven = last === 'challenged' || last === 'throttled' || last === 'never-connected';
  if (proven) return neverSent(operation, now);
  return {
    ...operation,
    status: 'unknown',
    nextLookAt: now,
    blind: {
      since: now,
      reason: 'post-answer-lost',
      words: 'The process that sent it ended before it could write down the answer.',
      remedy: null,
    },
  };
}
