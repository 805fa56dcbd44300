import { LifeboatError } from '../../domain/error.ts';
import type { Draft } from '../../ports/store.ts';
import type { StoreDocument } from './document.ts';
import { type KeepRecord, openDraft } from './draft.ts';

/** Several changes on one document, each of which stands or falls alone. */
export type Batch = {
  /** Runs a change on what the ones before it made. Throws what it throws, and nothing of it stays. */
  apply<T>(change: (draft: Draft) => T): T;
  /** The next document; the same one when nothing changed. */
  document(): StoreDocument;
};

/** Begins a batch. A table is copied once for all changes in it: with hundreds of each that counts. */
export function openBatch(base: StoreDocument, keep: KeepRecord): Batch {
  const writing = openDraft(base, keep);
  return {
    apply(change) {
      const { draft, finish, undo } = writing.begin();
      try {
        const answer = change(draft);
        if (answer instanceof Promise) {
          // Its changes would arrive after the write and be lost without a word.
          answer.catch(() => undefined);
          throw new LifeboatError('internal', 'A change of the store must not be asynchronous.');
        }
        finish();
        return answer;
      } catch (error) {
        undo();
        throw error;
      }
    },
    document: writing.document,
  };
}

/** One change run on a document: the next document and what the change answered. */
export function applyChange<T>(
  base: StoreDocument,
  keep: KeepRecord,
  change: (draft: Draft) => T,
): { document: StoreDocument; answer: T } {
  const batch = openBatch(base, keep);
  const answer = batch.apply(change);
  return { document: batch.document(), answer };
}
