import type { StoreDocument } from './document.ts';
import { checksum } from './document-bytes.ts';
import { readHeader, schemaVersion, shapesVersion } from './format.ts';
import {
  type ForeignReading,
  type JudgeRecord,
  readForeignDocument,
} from './read-foreign-document.ts';
import { readOwnDocument } from './read-own-document.ts';

/**
 * What the bytes of a store file hold. A file whose checksum proves it our own is read the quick
 * way; `judge` is asked for (it costs start-up time) only for any other.
 */
export async function readDocument(
  bytes: Buffer,
  known: StoreDocument | null,
  judge: () => Promise<JudgeRecord>,
): Promise<ForeignReading & { own: boolean }> {
  const own = readProven(bytes, known);
  if (own !== null) return { kind: 'document', document: own, own: true };
  return { ...readForeignDocument(bytes.toString(), await judge()), own: false };
}

function readProven(bytes: Buffer, known: StoreDocument | null): StoreDocument | null {
  const end = bytes.indexOf('\n');
  if (end === -1) return null;
  try {
    const header = readHeader(bytes.toString('utf8', 0, end));
    if (header.schema !== schemaVersion || header.shapes !== shapesVersion) return null;
    if (header.crc32 !== checksum(bytes.subarray(end + 1))) return null;
    return readOwnDocument(bytes, known);
  } catch {
    return null; // not our layout after all: the careful way finds out what it is
  }
}
