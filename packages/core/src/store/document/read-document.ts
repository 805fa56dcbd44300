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
  const reading = readForeignDocument(bytes.toString(), await judge());
  const damage = isChanged(bytes) ? lostOperation(reading) : null;
  if (damage !== null) return { kind: 'damaged', why: damage, own: false };
  return { ...reading, own: false };
}

/** Whether the checksum of some Lifeboat, whichever version it was, says that the bytes have changed since. */
function isChanged(bytes: Buffer): boolean {
  const end = bytes.indexOf('\n');
  try {
    const { crc32 } = readHeader(bytes.toString('utf8', 0, end));
    return typeof crc32 === 'string' && crc32 !== checksum(bytes.subarray(end + 1));
  } catch {
    return false; // no first line of ours, so nothing is claimed
  }
}

/**
 * An operation that cannot be read any more must not be put aside in silence: its service would take
 * another POST (promise 4). The audit trail knows it still.
 */
function lostOperation(reading: ForeignReading): string | null {
  if (reading.kind !== 'document') return null;
  const misfit = reading.document.misfits.find(({ kind }) => kind === 'operation');
  return misfit === undefined ? null : `an operation in it does not fit (${misfit.why})`;
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
