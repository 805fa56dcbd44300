import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Archive, ArchivedKind, ArchivedShapes, ArchiveRange } from '../../ports/archive.ts';
import { allLines } from '../audit/read-lines.ts';
import type { FileAccess } from '../json-file/file-access.ts';
import { prepareStateFolder } from '../json-file/state-folder.ts';
import { readFailure, systemCode, writeFailure } from '../json-file/store-failure.ts';
import { appendLines } from './append-lines.ts';

/** Where archived records are. */
export type ArchiveOptions = {
  folder: string;
  access: FileAccess;
  /** Hides secrets in a line before it is written. */
  mask(text: string): string;
};

/**
 * The archive as files of JSON lines, one a kind and month: `operation-2026-11.jsonl`. Lines are on
 * the disk when `append` resolves; a torn one is counted and passed over. Opens nothing before it is
 * used, and reads line by line: the files of years fit no memory.
 */
export function openArchive(options: ArchiveOptions): Archive {
  const { folder, access, mask } = options;
  return {
    async append(kind, records) {
      const byFile = Map.groupBy(records, ({ at }) => fileName(kind, at));
      try {
        if (byFile.size > 0) await prepareStateFolder(folder, access);
        for (const [name, lines] of byFile) {
          const texts = lines.map((line) => mask(JSON.stringify(line)));
          await appendLines(join(folder, name), texts, access.fileMode);
        }
      } catch (error) {
        throw writeFailure(error, folder);
      }
    },
    async read<K extends ArchivedKind>(kind: K, range: ArchiveRange) {
      const found = new Map<string, Line>();
      let unreadable = 0;
      for await (const line of linesOf(folder, kind, range)) {
        if (line === null) unreadable += 1;
        else if (line.at >= range.from && line.at <= range.to) found.set(line.record.id, line);
      }
      const inOrder = [...found.values()].sort((one, other) => one.at - other.at);
      // Only what fits the kind's schema was let in.
      return { records: inOrder.map(({ record }) => record as ArchivedShapes[K]), unreadable };
    },
    async ids(kind) {
      const ids = new Set<string>();
      for (const name of await filesOf(folder, kind, everything)) {
        for await (const text of allLines(join(folder, name))) {
          const id = idIn(text);
          if (id !== null) ids.add(id);
        }
      }
      return ids;
    },
  };
}

const everything: ArchiveRange = { from: 0, to: Number.MAX_SAFE_INTEGER };

/** The lines of a kind in a range of months, one at a time; null for each that cannot be read. */
async function* linesOf(
  folder: string,
  kind: string,
  range: ArchiveRange,
): AsyncGenerator<Line | null> {
  const needle = range.holding === undefined ? null : inJson(range.holding);
  for (const name of await filesOf(folder, kind, range)) {
    for await (const text of allLines(join(folder, name)))
      if (needle === null || text.includes(needle)) yield await parse(kind, text);
  }
}

type Line = { at: number; record: { id: string } };

function fileName(kind: string, at: number): string {
  return `${kind}-${monthOf(at)}.jsonl`;
}

function monthOf(at: number): string {
  return new Date(at).toISOString().slice(0, 7);
}

/** The text as it stands inside a JSON string. */
function inJson(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

/** The files that may hold something of the range, oldest month first. */
async function filesOf(
  folder: string,
  kind: string,
  { from, to }: ArchiveRange,
): Promise<string[]> {
  const form = new RegExp(`^${kind}-(\\d{4}-\\d{2})\\.jsonl$`);
  const [first, last] = [monthOf(inTime(from)), monthOf(inTime(to))];
  try {
    return (await readdir(folder))
      .filter((name) => {
        const month = form.exec(name)?.[1];
        return month !== undefined && month >= first && month <= last;
      })
      .sort();
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return [];
    throw readFailure(error, folder);
  }
}

/** Years with four digits: a range may be as wide as it likes. */
function inTime(at: number): number {
  return Math.min(Math.max(at, 0), Date.UTC(9999, 11, 31));
}

/** The id alone, without a judgement on the rest: what has an id was whole when it was written. */
function idIn(text: string): string | null {
  try {
    const line: { record?: { id?: unknown } } | null = JSON.parse(text);
    return typeof line?.record?.id === 'string' ? line.record.id : null;
  } catch {
    return null;
  }
}

async function parse(kind: string, text: string): Promise<Line | null> {
  try {
    const line: unknown = JSON.parse(text);
    if (typeof line !== 'object' || line === null || !('at' in line) || !('record' in line))
      return null;
    // Brings zod along, which no command loads that reads no archive.
    const { misfitReason } = await import('../records/misfit-reason.ts');
    if (typeof line.at !== 'number' || misfitReason(kind, line.record) !== null) return null;
    return line as Line; // as its parts were just seen to be
  } catch {
    return null;
  }
}
