import { Low } from 'lowdb';
import type { Recovery, Snapshot } from '../../ports/store.ts';
import { emptyDocument, type StoreDocument, snapshotOf } from '../document/document.ts';
import type { FileLook, StoreFile } from './store-file.ts';

/** What of a look cannot be used as it is. */
export type Unusable = Extract<FileLook, { kind: 'missing' | 'damaged' }>;

/** The newest document this process knows, kept by lowdb over the store's file. */
export type CurrentDocument = {
  snapshot(): Snapshot;
  document(): StoreDocument;
  /** Whether anything was read or written yet. */
  loaded(): boolean;
  /** Looks at the file; answers what only the lock's holder may mend, null when all is well. */
  refresh(): Promise<Unusable | null>;
  /** The same under the lock, where it mends at once. */
  refreshAlone(): Promise<void>;
  /** Puts `document` in the file's place; on an error everything is as before. Under the lock. */
  replace(document: StoreDocument): Promise<void>;
  recovery(): Recovery | null;
};

/** Nothing is read before the first look. */
export function currentDocument(
  file: StoreFile,
  recover: (look: Unusable) => Promise<{ document: StoreDocument; recovery: Recovery | null }>,
  noticeForeign: (document: StoreDocument) => void,
): CurrentDocument {
  let unusable: Unusable | null = null;
  let recovery: Recovery | null = null;
  let loaded = false;
  let swept = false;
  let snapshot = snapshotOf(emptyDocument);
  let turn: Promise<unknown> = Promise.resolve();
  let waiting: Promise<Unusable | null> | null = null;

  const low = new Low<StoreDocument>(
    {
      // lowdb keeps what it has when there is nothing to read.
      async read() {
        unusable = null;
        const look = await file.look(low.data);
        if (look.kind === 'unchanged') return null;
        if (look.kind !== 'read') {
          unusable = look;
          return null;
        }
        if (!look.own) noticeForeign(look.document);
        return look.document;
      },
      write: (document) => file.write(document, { keepLast: true }),
    },
    emptyDocument,
  );

  function show(document: StoreDocument): void {
    low.data = document;
    snapshot = snapshotOf(document);
    loaded = true;
  }

  /** One after the other: a look that began before a write must not end after it and undo it here. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = turn.then(work);
    turn = result.catch(() => undefined);
    return result;
  }

  async function look(): Promise<Unusable | null> {
    const before = low.data;
    await low.read();
    if (low.data !== before || (!loaded && unusable === null)) show(low.data);
    return unusable;
  }

  return {
    snapshot: () => snapshot,
    document: () => low.data,
    loaded: () => loaded,
    refresh() {
      // Whoever asks before a look begins may share it: hundreds of followers ask at the same moment.
      waiting ??= inTurn(() => {
        waiting = null;
        return look();
      });
      return waiting;
    },
    refreshAlone: () =>
      inTurn(async () => {
        if (!swept) await file.sweep();
        swept = true;
        const found = await look();
        if (found === null) return;
        const mended = await recover(found);
        recovery = mended.recovery ?? recovery;
        show(mended.document);
      }),
    replace: (document) =>
      inTurn(async () => {
        const before = low.data;
        try {
          low.data = document;
          await low.write();
          show(document);
        } catch (error) {
          low.data = before;
          throw error;
        }
      }),
    recovery: () => recovery,
  };
}
