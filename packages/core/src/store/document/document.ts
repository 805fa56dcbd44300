import type { RecordKind, RecordShapes, Snapshot } from '../../ports/store.ts';

/** One record and its JSON as bytes, so that a write serialises only what changed. */
export type Entry = { record: { id: string }; bytes: Uint8Array };

/** A record that fits its kind, ready to be kept. */
export function entryOf(record: { id: string }): Entry {
  return { record, bytes: Buffer.from(JSON.stringify(record)) };
}

/** The records of one kind by id, in the order they were first put. */
export type Table = ReadonlyMap<string, Entry>;

/** A record that does not fit its schema: kept in the file, shown to nobody, and reported. */
export type Misfit = { kind: string; record: unknown; why: string };

/** The whole memory at one revision. Never changed, only replaced. */
export type StoreDocument = {
  revision: number;
  /** By kind. Kinds of a newer Lifeboat are here too, so that a write keeps them. */
  tables: ReadonlyMap<string, Table>;
  misfits: readonly Misfit[];
  /** Top-level fields of a newer Lifeboat. */
  extras: Readonly<Record<string, unknown>>;
};

/** A memory without a record. */
export const emptyDocument: StoreDocument = {
  revision: 0,
  tables: new Map(),
  misfits: [],
  extras: {},
};

const noRecords: Table = new Map();

/** The records of a kind; empty when there are none. */
export function tableOf(document: StoreDocument, kind: string): Table {
  return document.tables.get(kind) ?? noRecords;
}

/** The document as the Store port shows it; lists are made once. */
export function snapshotOf(document: StoreDocument): Snapshot {
  const lists = new Map<RecordKind, readonly { id: string }[]>();
  return {
    revision: document.revision,
    get<K extends RecordKind>(kind: K, id: string): RecordShapes[K] | null {
      const entry = tableOf(document, kind).get(id);
      // Only what fitted the kind's schema gets into its table.
      return entry === undefined ? null : (entry.record as RecordShapes[K]);
    },
    all<K extends RecordKind>(kind: K): readonly RecordShapes[K][] {
      const list = lists.get(kind) ?? [...tableOf(document, kind).values()].map((e) => e.record);
      lists.set(kind, list);
      return list as readonly RecordShapes[K][]; // as above
    },
  };
}
