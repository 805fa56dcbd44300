import { LifeboatError } from '../../domain/error.ts';
import type { Draft } from '../../ports/store.ts';
import type { StoreDocument } from './document.ts';
import { draftOf, type KeepRecord } from './draft.ts';

/** One change run on a document: the next document and what the change answered. */
export function applyChange<T>(
  base: StoreDocument,
  keep: KeepRecord,
  change: (draft: Draft) => T,
): { document: StoreDocument; answer: T } {
  const { draft, result } = draftOf(base, keep);
  const answer = change(draft);
  if (answer instanceof Promise) {
    // Its changes would arrive after the write and be lost without a word.
    answer.catch(() => undefined);
    throw new LifeboatError('internal', 'A change of the store must not be asynchronous.');
  }
  return { document: result(), answer };
}
