import type { Misfit } from './document.ts';
import { readHeader } from './format.ts';

/** The lines of a store file, without their commas, and the revision of its first one. */
export type FileLines = {
  revision: number;
  extras: Record<string, unknown>;
  settings: Buffer[];
  /** By kind, in the order of the file. */
  records: Map<string, Buffer[]>;
  misfits: Misfit[];
};

/** Takes apart what `documentBytes` wrote. Throws when a line is not what it writes. */
export function linesOf(bytes: Buffer): FileLines {
  const next = lineReader(bytes);
  const { revision } = readHeader(next().toString());
  let extras: Record<string, unknown> = {};
  let settings: Buffer[] = [];
  for (let line = next(); !is(line, '"records":{'); line = next()) {
    if (is(line, '"sharedSettings":[')) settings = listIn(next);
    else extras = { ...extras, ...JSON.parse(`{${withoutComma(line)}}`) };
  }
  const records = new Map<string, Buffer[]>();
  for (let line = next(); !is(line, '},'); line = next()) {
    const kind: string = JSON.parse(line.toString('utf8', 0, line.length - 2)); // `"backup":[`
    records.set(kind, listIn(next));
  }
  next(); // `"misfits":[`
  const misfits: Misfit[] = [];
  for (let line = next(); !is(line, ']}'); line = next()) {
    misfits.push(JSON.parse(withoutComma(line).toString()));
  }
  return { revision, extras, settings, records, misfits };
}

const newline = 0x0a;
const comma = 0x2c;

function lineReader(bytes: Buffer): () => Buffer {
  let at = 0;
  return () => {
    const end = bytes.indexOf(newline, at);
    if (end === -1) throw new SyntaxError('The store ends in the middle.');
    const line = bytes.subarray(at, end);
    at = end + 1;
    return line;
  };
}

function listIn(next: () => Buffer): Buffer[] {
  const list: Buffer[] = [];
  for (let line = next(); !is(line, ']') && !is(line, '],'); line = next()) {
    list.push(withoutComma(line));
  }
  return list;
}

/** Only for text of ASCII; the lines of records are longer than any of these. */
function is(line: Buffer, text: string): boolean {
  return line.length === text.length && line.toString('latin1') === text;
}

function withoutComma(line: Buffer): Buffer {
  return line[line.length - 1] === comma ? line.subarray(0, -1) : line;
}
