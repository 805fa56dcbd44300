import type { RecordKind, RecordShapes, Snapshot } from '../../ports/store.ts';
import { type SharedSettings, settingsOf, withKey } from './settings-by-key.ts';

/** One record and its line in the file, so that a write serialises only what changed. */
export type Entry = {
  readonly record: { id: string };
  /** Its line as JSON, or where that is. */
  readonly line: Uint8Array | LinesOfFile;
  /** What the line names by its key. */
  readonly settings: SharedSettings | null;
};

/** The lines of one kind in a file that was read; taken apart when one of them is first needed. */
export type LinesOfFile = (record: { id: string }) => Uint8Array;

/** An entry's line in the file. */
export function bytesOf({ record, line }: Pick<Entry, 'record' | 'line'>): Uint8Array {
  return typeof line === 'function' ? line(record) : line;
}

/** A record that fits its kind, ready to be kept. */
export function entryOf(kind: string, record: { id: string }): Entry {
  const settings = settingsOf(kind, record);
  return { record, line: Buffer.from(JSON.stringify(withKey(record, settings))), settings };
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

/** The lists of a document that were asked for, by kind. */
export type Lists = Map<RecordKind, readonly { id: string }[]>;

/** The document as the Store port shows it; lists are made once. Those in `lists` are made already. */
export function snapshotOf(document: StoreDocument, lists: Lists = new Map()): Snapshot {
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
