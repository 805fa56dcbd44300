import { crc32 } from 'node:zlib';
import { bytesOf, type StoreDocument } from './document.ts';
import { type Header, schemaVersion, shapesVersion } from './format.ts';

/**
 * The document as it is written: one JSON document, compact, one record a line so that a reader can
 * skip the lines it knows. What did not change since it was read is copied, not serialised.
 */
export function documentBytes(document: StoreDocument): Buffer {
  return documentWriter()(document);
}

/**
 * The same for one write after another, into one piece of memory: the bytes given are good until the
 * next call. 500 followed operations write a megabyte a hundred times a second, which a fresh piece
 * each would leave lying about until the collector comes.
 */
export function documentWriter(): (document: StoreDocument) => Buffer {
  let memory = Buffer.alloc(0);
  return (document) => {
    const lines = linesOf(document);
    const size = lines.reduce((sum, line) => sum + line.length, 0);
    if (memory.length < size) memory = Buffer.allocUnsafeSlow(Math.ceil(size * 1.25));
    let at = 0;
    for (const line of lines) {
      memory.set(line, at);
      at += line.length;
    }
    const bytes = memory.subarray(0, size);
    const first = lines[0]?.length ?? 0;
    // Filled in afterwards, so that five thousand records are put together only once.
    bytes.write(checksum(bytes.subarray(first)), bytes.indexOf(noChecksum), 'latin1');
    return bytes;
  };
}

/** CRC-32 in eight hexadecimal digits: enough to notice damage and edits by hand. */
export function checksum(body: Uint8Array): string {
  return crc32(body).toString(16).padStart(8, '0');
}

const noChecksum = '--------';
const comma = Buffer.from(',\n');
const end = Buffer.from('\n');

function linesOf(document: StoreDocument): Uint8Array[] {
  const header: Header = {
    schema: schemaVersion,
    revision: document.revision,
    shapes: shapesVersion,
    crc32: noChecksum,
  };
  const lines: Uint8Array[] = [Buffer.from(`${JSON.stringify(header).slice(0, -1)},\n`)];
  for (const [name, value] of Object.entries(document.extras)) {
    lines.push(Buffer.from(`${JSON.stringify(name)}:${JSON.stringify(value)},\n`));
  }
  const settings = settingsIn(document);
  if (settings.length > 0) {
    lines.push(Buffer.from('"sharedSettings":[\n'));
    pushList(lines, settings);
    lines.push(Buffer.from('],\n'));
  }
  lines.push(Buffer.from('"records":{\n'));
  const tables = [...document.tables].filter(([, table]) => table.size > 0);
  for (const [index, [kind, table]] of tables.entries()) {
    lines.push(Buffer.from(`${JSON.stringify(kind)}:[\n`));
    pushList(lines, [...table.values()].map(bytesOf));
    lines.push(Buffer.from(index < tables.length - 1 ? '],\n' : ']\n'));
  }
  lines.push(Buffer.from('},\n"misfits":[\n'));
  pushList(
    lines,
    document.misfits.map((misfit) => Buffer.from(JSON.stringify(misfit))),
  );
  lines.push(Buffer.from(']}\n'));
  return lines;
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

function pushList(lines: Uint8Array[], items: Uint8Array[]): void {
  for (const [index, item] of items.entries()) {
    lines.push(item, index < items.length - 1 ? comma : end);
  }
}
