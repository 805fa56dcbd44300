import { crc32 } from 'node:zlib';
import { bytesOf, type StoreDocument } from './document.ts';
import { type Header, schemaVersion, shapesVersion } from './format.ts';

/**
 * The document as it is written: one JSON document, compact, one record a line so that a reader can
 * skip the lines it knows. What did not change since it was read is copied, not serialised.
 */
export function documentBytes(document: StoreDocument): Buffer {
  const body = bodyPieces(document);
  const header: Header = {
    schema: schemaVersion,
    revision: document.revision,
    shapes: shapesVersion,
    crc32: noChecksum,
  };
  const first = Buffer.from(`${JSON.stringify(header).slice(0, -1)},\n`);
  const bytes = Buffer.concat([first, ...body]);
  // Filled in afterwards, so that five thousand records are put together only once.
  bytes.write(checksum(bytes.subarray(first.length)), first.indexOf(noChecksum), 'latin1');
  return bytes;
}

/** CRC-32 in eight hexadecimal digits: enough to notice damage and edits by hand. */
export function checksum(body: Uint8Array): string {
  return crc32(body).toString(16).padStart(8, '0');
}

const noChecksum = '--------';
const comma = Buffer.from(',\n');
const end = Buffer.from('\n');

function bodyPieces(document: StoreDocument): Uint8Array[] {
  const pieces: Uint8Array[] = [];
  for (const [name, value] of Object.entries(document.extras)) {
    pieces.push(Buffer.from(`${JSON.stringify(name)}:${JSON.stringify(value)},\n`));
  }
  const settings = settingsIn(document);
  if (settings.length > 0) {
    pieces.push(Buffer.from('"sharedSettings":[\n'));
    pushList(pieces, settings.length, settings);
    pieces.push(Buffer.from('],\n'));
  }
  pieces.push(Buffer.from('"records":{\n'));
  const tables = [...document.tables].filter(([, table]) => table.size > 0);
  for (const [index, [kind, table]] of tables.entries()) {
    pieces.push(Buffer.from(`${JSON.stringify(kind)}:[\n`));
    pushList(pieces, table.size, [...table.values()].map(bytesOf));
    pieces.push(Buffer.from(index < tables.length - 1 ? '],\n' : ']\n'));
  }
  pieces.push(Buffer.from('},\n"misfits":[\n'));
  const misfits = document.misfits.map((misfit) => Buffer.from(JSON.stringify(misfit)));
  pushList(pieces, misfits.length, misfits);
  pieces.push(Buffer.from(']}\n'));
  return pieces;
}

/** The lines of all settings that records name, each once. */
function settingsIn({ tables }: StoreDocument): Uint8Array[] {
  const found = new Map<string, Uint8Array>();
  for (const table of tables.values()) {
    for (const { settings } of table.values()) {
      if (settings !== null && !found.has(settings.key)) found.set(settings.key, settings.line());
    }
  }
  return [...found.values()];
}

function pushList(pieces: Uint8Array[], count: number, items: Uint8Array[]): void {
  for (const [index, item] of items.entries()) pieces.push(item, index < count - 1 ? comma : end);
}
