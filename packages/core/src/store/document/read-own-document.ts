import type { Entry, Misfit, StoreDocument, Table } from './document.ts';

/**
 * Reads text that {@link documentBytes} wrote, its checksum proven: line by line, taking over every
 * record of `known` whose line is the same. Throws when a line is not what the writer writes.
 */
export function readOwnDocument(
  body: string,
  revision: number,
  known: StoreDocument | null,
): StoreDocument {
  const lines = lineReader(body);
  let extras: Record<string, unknown> = {};
  for (let line = lines.next(); line !== '"records":{'; line = lines.next()) {
    extras = { ...extras, ...JSON.parse(`{${withoutComma(line)}}`) };
  }
  const tables = new Map<string, Table>();
  for (let line = lines.next(); line !== '},'; line = lines.next()) {
    const kind: string = JSON.parse(line.slice(0, -2)); // `"backup":[`
    tables.set(kind, readTable(lines, known?.tables.get(kind) ?? null));
  }
  lines.next(); // `"misfits":[`
  const misfits: Misfit[] = [];
  for (let line = lines.next(); line !== ']}'; line = lines.next()) {
    misfits.push(JSON.parse(withoutComma(line)));
  }
  return { revision, tables, misfits, extras };
}

type Lines = { next(): string };

function lineReader(text: string): Lines {
  let at = 0;
  return {
    next() {
      const end = text.indexOf('\n', at);
      if (end === -1) throw new SyntaxError('The store ends in the middle.');
      const line = text.slice(at, end);
      at = end + 1;
      return line;
    },
  };
}

function readTable(lines: Lines, known: Table | null): Table {
  const table = new Map<string, Entry>();
  const old = known === null ? [] : [...known.values()];
  let at = 0;
  for (let line = lines.next(); line !== ']' && line !== '],'; line = lines.next()) {
    const text = withoutComma(line);
    // Where one was removed, the next one is where it was.
    if (old[at]?.text !== text && old[at + 1]?.text === text) at += 1;
    const same = old[at];
    const entry = same?.text === text ? same : parseEntry(text, known !== null);
    if (same?.record.id === entry.record.id) at += 1;
    table.set(entry.record.id, entry);
  }
  return table;
}

/**
 * A slice of a string keeps the whole string alive. That is fine for all lines of one file, but a
 * few lines of each of a thousand files would keep a thousand files: those are copied.
 */
function parseEntry(text: string, copy: boolean): Entry {
  return { record: JSON.parse(text), text: copy ? Buffer.from(text).toString() : text };
}

function withoutComma(line: string): string {
  return line.endsWith(',') ? line.slice(0, -1) : line;
}
