import {
  bytesOf,
  type Entry,
  type LinesOfFile,
  type Misfit,
  type StoreDocument,
  type Table,
} from './document.ts';
import { type FileLines, linesOf } from './file-lines.ts';
import type { Header } from './format.ts';
import { resolveSettings, type SharedSettings } from './settings-by-key.ts';

/** A file of our own, parsed. */
type Parsed = Header & {
  sharedSettings?: [key: string, value: object][];
  records: Record<string, { id: string }[]>;
  misfits: Misfit[];
  [extra: string]: unknown;
};

/**
 * Reads bytes that `documentBytes` wrote, their checksum proven: at once when nothing is known yet,
 * else line by line, taking over every record of `known` whose line is the same. Throws when a line is
 * not what the writer writes.
 */
export function readOwnDocument(bytes: Buffer, known: StoreDocument | null): StoreDocument {
  const isFirst = known === null || known.tables.size === 0;
  return isFirst ? readAtOnce(bytes) : readOver(linesOf(bytes), known);
}

/**
 * One parse of everything is four times as quick as one of each line. The lines themselves are only
 * needed for a write, and are found then.
 */
function readAtOnce(bytes: Buffer): StoreDocument {
  // The writer wrote it, whose layout this is.
  const {
    schema: _,
    shapes: _s,
    crc32: _c,
    revision,
    sharedSettings = [],
    records,
    misfits,
    ...extras
  } = JSON.parse(bytes.toString()) as Parsed;
  let found: FileLines | null = null;
  const lines = (): FileLines => {
    found ??= linesOf(bytes);
    return found;
  };
  const shared = new Map<string, SharedSettings>();
  for (const [index, [key, value]] of sharedSettings.entries()) {
    shared.set(key, { key, value, line: () => present(lines().settings[index]) });
  }
  const tables = new Map<string, Table>();
  for (const [kind, list] of Object.entries(records)) {
    const line = linesById(list, () => lines().records.get(kind) ?? []);
    const table = new Map<string, Entry>();
    for (const record of list) {
      table.set(record.id, { record, line, settings: resolveSettings(kind, record, shared) });
    }
    tables.set(kind, table);
  }
  return { revision, tables, misfits, extras };
}

/** Finds a record's line by its place in the list, which is that of its line. */
function linesById(
  list: readonly { id: string }[],
  lines: () => readonly Uint8Array[],
): LinesOfFile {
  let byId: Map<string, Uint8Array> | null = null;
  return ({ id }) => {
    if (byId === null) {
      const all = lines();
      byId = new Map(list.map((record, index) => [record.id, present(all[index])]));
    }
    return present(byId.get(id));
  };
}

function present(line: Uint8Array | undefined): Uint8Array {
  if (line === undefined) throw new SyntaxError('The store has fewer lines than records.');
  return line;
}

function readOver(lines: FileLines, known: StoreDocument): StoreDocument {
  const before = new Map<string, SharedSettings>();
  for (const table of known.tables.values()) {
    for (const { settings } of table.values()) if (settings) before.set(settings.key, settings);
  }
  const shared = new Map<string, SharedSettings>();
  for (const bytes of lines.settings) {
    const [key, value]: [string, object] = JSON.parse(bytes.toString());
    const line = Buffer.from(bytes);
    shared.set(key, before.get(key) ?? { key, value, line: () => line });
  }
  const tables = new Map<string, Table>();
  for (const [kind, list] of lines.records) {
    tables.set(kind, readTable(kind, list, known.tables.get(kind) ?? null, shared));
  }
  const { revision, misfits, extras } = lines;
  return { revision, tables, misfits, extras };
}

function readTable(
  kind: string,
  lines: readonly Buffer[],
  known: Table | null,
  shared: ReadonlyMap<string, SharedSettings>,
): Table {
  const table = new Map<string, Entry>();
  const old = known === null ? [] : [...known.values()];
  let at = 0;
  for (const bytes of lines) {
    // Where one was removed, the next one is where it was.
    if (!isEntry(old[at], bytes) && isEntry(old[at + 1], bytes)) at += 1;
    const same = old[at];
    const entry = same && isEntry(same, bytes) ? same : parseEntry(kind, bytes, shared);
    if (same?.record.id === entry.record.id) at += 1;
    table.set(entry.record.id, entry);
  }
  return table;
}

/**
 * A slice keeps the whole file's bytes alive. That is fine for all lines of one file, but a few lines
 * of each of a thousand files would keep a thousand files: so they are copied.
 */
function parseEntry(
  kind: string,
  bytes: Buffer,
  shared: ReadonlyMap<string, SharedSettings>,
): Entry {
  const record = JSON.parse(bytes.toString());
  return { record, line: Buffer.from(bytes), settings: resolveSettings(kind, record, shared) };
}

function isEntry(entry: Entry | undefined, bytes: Buffer): boolean {
  return entry !== undefined && bytes.equals(bytesOf(entry));
}
