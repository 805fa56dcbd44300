import type { Operation } from '../domain/operation.ts';
import { moveOperation } from './transition.ts';
import type { Work } from './work.ts';

/** Ends a planned operation that will not be sent, with the reason in words. */
export async function giveUp(work: Work, operation: Operation, words: string): Promise<void> {
  const now = work.ports.clock.now();
  await moveOperation(work, operation, (current) => ({
    ...current,
    status: 'not-started',
    endedAt: now,
    lastAnswer: { at: now, words },
  }));
}
