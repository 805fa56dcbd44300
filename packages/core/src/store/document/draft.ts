import type { Draft, RecordKind, RecordShapes, Snapshot } from '../../ports/store.ts';
import { bytesOf, type Entry, type StoreDocument, snapshotOf, tableOf } from './document.ts';

/** Turns a record into what is kept; throws when it does not fit its kind. `before` is the one it replaces. */
export type KeepRecord = (kind: RecordKind, record: { id: string }, before: Entry | null) => Entry;

/** A draft over a document, and what comes of it: the next document, or the same when nothing changed. */
export function draftOf(
  base: StoreDocument,
  keep: KeepRecord,
): { draft: Draft; result(): StoreDocument } {
  let current = base;
  let view: Snapshot | null = null;
  const changed = new Map<RecordKind, Map<string, Entry>>();

  function look(): Snapshot {
    view ??= snapshotOf(current);
    return view;
  }

  function writable(kind: RecordKind): Map<string, Entry> {
    view = null;
    const table = changed.get(kind) ?? new Map(tableOf(base, kind));
    if (!changed.has(kind)) {
      changed.set(kind, table);
      current = { ...current, tables: new Map([...current.tables, [kind, table]]) };
    }
    return table;
  }

  const draft: Draft = {
    revision: base.revision,
    get: (kind, id) => look().get(kind, id),
    all: (kind) => look().all(kind),
    put<K extends RecordKind>(kind: K, record: RecordShapes[K]): void {
      const before = tableOf(current, kind).get(record.id) ?? null;
      const entry = keep(kind, record, before);
      if (before === null || !sameBytes(entry, before)) writable(kind).set(record.id, entry);
    },
    remove(kind, id) {
      if (tableOf(current, kind).has(id)) writable(kind).delete(id);
    },
  };
  return {
    draft,
    result: () => (current === base ? base : { ...current, revision: base.revision + 1 }),
  };
}

function sameBytes(one: Entry, other: Entry): boolean {
  return Buffer.compare(bytesOf(one), bytesOf(other)) === 0;
}
