import type { Draft, RecordKind, RecordShapes, Snapshot } from '../../ports/store.ts';
import {
  bytesOf,
  type Entry,
  type Lists,
  type StoreDocument,
  snapshotOf,
  tableOf,
} from './document.ts';

/** Turns a record into what is kept; throws when it does not fit its kind. `before` is the one it replaces. */
export type KeepRecord = (kind: RecordKind, record: { id: string }, before: Entry | null) => Entry;

/** A document being changed, one change after the other. */
export type Writing = {
  begin(): Change;
  /** The next document, or the base when nothing changed. */
  document(): StoreDocument;
};

/** One change: its draft, and how it ends. */
export type Change = { draft: Draft; finish(): void; undo(): void };

type Step = { kind: RecordKind; id: string; before: Entry | null };

/** Drafts over a document. Each finished change that altered something makes the revision one higher. */
export function openDraft(base: StoreDocument, keep: KeepRecord): Writing {
  let current = base;
  let view: Snapshot | null = null;
  /** Those of kinds nothing was written to stay: a change may read one kind and write another, in turn. */
  const lists: Lists = new Map();
  const own = new Map<RecordKind, Map<string, Entry>>();

  function look(): Snapshot {
    view ??= snapshotOf(current, lists);
    return view;
  }

  /** The table as a copy of our own, made at the first write to it. */
  function writable(kind: RecordKind): Map<string, Entry> {
    view = null;
    lists.delete(kind);
    const table = own.get(kind) ?? new Map(tableOf(base, kind));
    if (!own.has(kind)) {
      own.set(kind, table);
      current = { ...current, tables: new Map([...current.tables, [kind, table]]) };
    }
    return table;
  }

  function write({ kind, id }: Omit<Step, 'before'>, entry: Entry | null): void {
    if (entry === null) writable(kind).delete(id);
    else writable(kind).set(id, entry);
  }

  function begin(): Change {
    const { revision } = current;
    const steps: Step[] = [];
    const change = (kind: RecordKind, id: string, entry: Entry | null): void => {
      steps.push({ kind, id, before: tableOf(current, kind).get(id) ?? null });
      write({ kind, id }, entry);
    };
    const draft: Draft = {
      revision,
      get: (kind, id) => look().get(kind, id),
      all: (kind) => look().all(kind),
      put<K extends RecordKind>(kind: K, record: RecordShapes[K]): void {
        const before = tableOf(current, kind).get(record.id) ?? null;
        const entry = keep(kind, record, before);
        if (before === null || !sameBytes(entry, before)) change(kind, record.id, entry);
      },
      remove(kind, id) {
        if (tableOf(current, kind).has(id)) change(kind, id, null);
      },
    };
    return {
      draft,
      finish() {
        if (steps.length === 0) return;
        view = null;
        current = { ...current, revision: revision + 1 };
      },
      undo() {
        for (const step of steps.reverse()) write(step, step.before);
      },
    };
  }

  return { begin, document: () => (current.revision === base.revision ? base : current) };
}

function sameBytes(one: Entry, other: Entry): boolean {
  return Buffer.compare(bytesOf(one), bytesOf(other)) === 0;
}
