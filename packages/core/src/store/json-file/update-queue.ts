import type { Draft } from '../../ports/store.ts';
import { openBatch } from '../document/apply-change.ts';
import type { KeepRecord } from '../document/draft.ts';
import type { CurrentDocument } from './current-document.ts';
import type { StoreLock } from './store-lock.ts';

/** Updates of this process, waiting for their turn at the lock. */
export type UpdateQueue = {
  add<T>(change: (draft: Draft) => T): Promise<T>;
  /** Resolves when nothing waits any more. */
  idle(): Promise<void>;
};

type Pending = {
  change: (draft: Draft) => unknown;
  resolve: (answer: unknown) => void;
  reject: (error: unknown) => void;
};

/**
 * Whatever waits when the lock is had goes into the file in one write: each change still sees the
 * ones before it and stands or falls alone, but 500 followed operations share one fsync.
 */
export function updateQueue(parts: {
  lock: StoreLock;
  current: CurrentDocument;
  keep: () => Promise<KeepRecord>;
  /** After each turn at the lock, before its updates resolve. */
  announce: () => void;
}): UpdateQueue {
  const { lock, current, announce } = parts;
  const waiting: Pending[] = [];
  let draining: Promise<void> | null = null;

  async function turnAtTheLock(): Promise<void> {
    await current.refreshAlone();
    const keep = await parts.keep();
    const applied: { pending: Pending; answer: unknown }[] = [];
    const failed: { pending: Pending; error: unknown }[] = [];
    const batch = openBatch(current.document(), keep);
    for (const pending of waiting.splice(0)) {
      try {
        applied.push({ pending, answer: batch.apply(pending.change) });
      } catch (error) {
        failed.push({ pending, error });
      }
    }
    const document = batch.document();
    try {
      if (document !== current.document()) await current.replace(document);
      announce();
      for (const { pending, answer } of applied) pending.resolve(answer);
    } catch (error) {
      for (const { pending } of applied) pending.reject(error);
    }
    for (const { pending, error } of failed) pending.reject(error);
  }

  async function drain(): Promise<void> {
    while (waiting.length > 0) {
      try {
        await lock.hold(turnAtTheLock);
      } catch (error) {
        for (const pending of waiting.splice(0)) pending.reject(error);
      }
    }
    draining = null;
  }

  return {
    add<T>(change: (draft: Draft) => T): Promise<T> {
      return new Promise<T>((resolve, reject) => {
        // What resolves is what this very change answered.
        waiting.push({ change, resolve: (answer) => resolve(answer as T), reject });
        draining ??= drain();
      });
    },
    idle: async () => {
      await draining;
    },
  };
}
