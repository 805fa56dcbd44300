import { crc32 } from 'node:zlib';
import { bytesOf, type StoreDocument } from './document.ts';
import { type Header, schemaVersion, shapesVersion } from './format.ts';
import type { SharedSettings } from './settings-by-key.ts';

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
  let size = 0;

  const put = (piece: Uint8Array): void => {
    const needed = size + piece.length;
    if (memory.length < needed) {
      const larger = Buffer.allocUnsafeSlow(Math.max(needed, memory.length * 2, leastMemory));
      memory.copy(larger, 0, 0, size);
      memory = larger;
    }
    memory.set(piece, size);
    size = needed;
  };

  return (document) => {
    size = 0;
    const head = headOf(document.revision);
    put(head);
    putBody(put, document);
    const bytes = memory.subarray(0, size);
    // Filled in afterwards, so that five thousand records are put together only once.
    bytes.write(checksum(bytes.subarray(head.length)), bytes.indexOf(noChecksum), 'latin1');
    return bytes;
  };
}

/** CRC-32 in eight hexadecimal digits: enough to notice damage and edits by hand. */
export function checksum(body: Uint8Array): string {
  return crc32(body).toString(16).padStart(8, '0');
}

const noChecksum = '--------';
/** Enough for most stores. Bytes. */
const leastMemory = 64 * 1024;

const comma = Buffer.from(',\n');
const end = Buffer.from('\n');

function headOf(revision: number): Buffer {
  const header: Header = {
    schema: schemaVersion,
    revision,
    shapes: shapesVersion,
    crc32: noChecksum,
  };
  return Buffer.from(`${JSON.stringify(header).slice(0, -1)},\n`);
}

type Put = (piece: Uint8Array) => void;

function putBody(put: Put, document: StoreDocument): void {
  const putText = (text: string): void => put(Buffer.from(text));
  for (const [name, value] of Object.entries(document.extras)) {
    putText(`${JSON.stringify(name)}:${JSON.stringify(value)},\n`);
  }
  const settings = settingsIn(document);
  if (settings.size > 0) {
    putText('"sharedSettings":[\n');
    putList(put, settings.values(), (shared) => shared.line());
    putText('],\n');
  }
  putText('"records":{\n');
  const tables = [...document.tables].filter(([, table]) => table.size > 0);
  for (const [index, [kind, table]] of tables.entries()) {
    putText(`${JSON.stringify(kind)}:[\n`);
    putList(put, table.values(), bytesOf);
    putText(index < tables.length - 1 ? '],\n' : ']\n');
  }
  putText('},\n"misfits":[\n');
  putList(put, document.misfits, (misfit) => Buffer.from(JSON.stringify(misfit)));
  putText(']}\n');
}

/** All settings that records name, each once. */
function settingsIn({ tables }: StoreDocument): Map<string, SharedSettings> {
  const found = new Map<string, SharedSettings>();
  for (const table of tables.values()) {
    for (const { settings } of table.values()) {
      if (settings !== null && !found.has(settings.key)) found.set(settings.key, settings);
    }
  }
  return found;
}

function putList<T>(put: Put, items: Iterable<T>, line: (item: T) => Uint8Array): void {
  let isFirst = true;
  for (const item of items) {
    if (!isFirst) put(comma);
    put(line(item));
    isFirst = false;
  }
  if (!isFirst) put(end);
}
