import type { Archive, ArchivedKind, ArchivedShapes } from '../ports/archive.ts';

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
    async read<K extends ArchivedKind>(kind: K, { from, to }: { from: number; to: number }) {
      const found = new Map<string, Kept>();
      for (const each of kept) {
        if (each.kind === kind && each.at >= from && each.at <= to) found.set(each.record.id, each);
      }
      const inOrder = [...found.values()].sort((one, other) => one.at - other.at);
      // Kept under its own kind.
      return { records: inOrder.map(({ record }) => record as ArchivedShapes[K]), unreadable: 0 };
    },
  };
}
