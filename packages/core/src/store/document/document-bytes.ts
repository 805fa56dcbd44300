import { crc32 } from 'node:zlib';
import type { StoreDocument, Table } from './document.ts';
import { type Header, schemaVersion, shapesVersion } from './format.ts';

/**
 * The document as it is written: one JSON document, compact, one record a line so that a reader can
 * skip the lines it knows.
 */
export function documentBytes(document: StoreDocument): Buffer {
  const body = Buffer.from(bodyText(document));
  const header: Header = {
    schema: schemaVersion,
    revision: document.revision,
    shapes: shapesVersion,
    crc32: checksum(body),
  };
  return Buffer.concat([Buffer.from(`${JSON.stringify(header).slice(0, -1)},\n`), body]);
}

/** CRC-32 in eight hexadecimal digits: enough to notice damage and edits by hand. */
export function checksum(body: Uint8Array): string {
  return crc32(body).toString(16).padStart(8, '0');
}

function bodyText(document: StoreDocument): string {
  const extras = Object.entries(document.extras).map(
    ([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)},\n`,
  );
  const tables = [...document.tables].filter(([, table]) => table.size > 0).map(tableText);
  const misfits = document.misfits.map((misfit) => `${JSON.stringify(misfit)}`);
  return `${extras.join('')}"records":{\n${tables.join(',\n')}${tables.length > 0 ? '\n' : ''}},\n"misfits":[\n${misfits.join(',\n')}${misfits.length > 0 ? '\n' : ''}]}\n`;
}

function tableText([kind, table]: [string, Table]): string {
  const lines: string[] = [];
  for (const entry of table.values()) lines.push(entry.text);
  return `${JSON.stringify(kind)}:[\n${lines.join(',\n')}\n]`;
}
