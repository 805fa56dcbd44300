import type { Entry, Misfit, StoreDocument, Table } from './document.ts';

/**
 * Reads bytes that `documentBytes` wrote, their checksum proven: line by line, taking over every
 * record of `known` whose line is the same. Throws when a line is not what the writer writes.
 */
export function readOwnDocument(
  body: Buffer,
  revision: number,
  known: StoreDocument | null,
): StoreDocument {
  const lines = lineReader(body);
  let extras: Record<string, unknown> = {};
  for (let line = lines.next(); !is(line, '"records":{'); line = lines.next()) {
    extras = { ...extras, ...JSON.parse(`{${withoutComma(line)}}`) };
  }
  const tables = new Map<string, Table>();
  for (let line = lines.next(); !is(line, '},'); line = lines.next()) {
    const kind: string = JSON.parse(line.toString('utf8', 0, line.length - 2)); // `"backup":[`
    tables.set(kind, readTable(lines, known?.tables.get(kind) ?? null));
  }
  lines.next(); // `"misfits":[`
  const misfits: Misfit[] = [];
  for (let line = lines.next(); !is(line, ']}'); line = lines.next()) {
    misfits.push(JSON.parse(withoutComma(line).toString()));
  }
  return { revision, tables, misfits, extras };
}

type Lines = { next(): Buffer };

const newline = 0x0a;
const comma = 0x2c;

function lineReader(bytes: Buffer): Lines {
  let at = 0;
  return {
    next() {
      const end = bytes.indexOf(newline, at);
      if (end === -1) throw new SyntaxError('The store ends in the middle.');
      const line = bytes.subarray(at, end);
      at = end + 1;
      return line;
    },
  };
}

function readTable(lines: Lines, known: Table | null): Table {
  const table = new Map<string, Entry>();
  const old = known === null ? [] : [...known.values()];
  let at = 0;
  for (let line = lines.next(); !is(line, ']') && !is(line, '],'); line = lines.next()) {
    const bytes = withoutComma(line);
    // Where one was removed, the next one is where it was.
    if (!isEntry(old[at], bytes) && isEntry(old[at + 1], bytes)) at += 1;
    const same = old[at];
    const entry = same && isEntry(same, bytes) ? same : parseEntry(bytes, known !== null);
    if (same?.record.id === entry.record.id) at += 1;
    table.set(entry.record.id, entry);
  }
  return table;
}

/**
 * A slice keeps the whole file's bytes alive. That is fine for all lines of one file, but a few lines
 * of each of a thousand files would keep a thousand files: those are copied.
 */
function parseEntry(bytes: Buffer, copy: boolean): Entry {
  return { record: JSON.parse(bytes.toString()), bytes: copy ? Buffer.from(bytes) : bytes };
}

function isEntry(entry: Entry | undefined, bytes: Buffer): boolean {
  return entry !== undefined && bytes.equals(entry.bytes);
}

/** Only for text of ASCII; the lines of records are longer than any of these. */
function is(line: Buffer, text: string): boolean {
  return line.length === text.length && line.toString('latin1') === text;
}

function withoutComma(line: Buffer): Buffer {
  return line[line.length - 1] === comma ? line.subarray(0, -1) : line;
}
