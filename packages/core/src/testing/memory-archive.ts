import type { Archive, ArchivedKind, ArchivedShapes, ArchiveRange } from '../ports/archive.ts';

type Kept = { kind: ArchivedKind; at: number; record: ArchivedShapes[ArchivedKind] };

/** An archive that keeps what it is given in memory. */
export type MemoryArchive = Archive & { readonly kept: readonly Kept[] };

/** An empty {@link MemoryArchive}. */
export function memoryArchive(): MemoryArchive {
  const kept: Kept[] = [];
  return {
    kept,
    async append(kind, records) {
      for (const { at, record } of records)
        kept.push({ kind, at, record: structuredClone(record) });
    },
    async read<K extends ArchivedKind>(kind: K, { from, to, holding }: ArchiveRange) {
      const found = new Map<string, Kept>();
      for (const each of kept) {
        if (each.kind !== kind || each.at < from || each.at > to) continue;
        if (holding !== undefined && !holds(each.record, holding)) continue;
        found.set(each.record.id, each);
      }
      const inOrder = [...found.values()].sort((one, other) => one.at - other.at);
      // Kept under its own kind.
      return { records: inOrder.map(({ record }) => record as ArchivedShapes[K]), unreadable: 0 };
    },
    async ids(kind) {
      return new Set(kept.filter((each) => each.kind === kind).map(({ record }) => record.id));
    },
  };
}

function holds(record: object, text: string): boolean {
  return JSON.stringify(record).includes(JSON.stringify(text).slice(1, -1));
}
