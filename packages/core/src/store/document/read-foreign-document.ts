import { type Entry, entryOf, type Misfit, type StoreDocument, type Table } from './document.ts';
import { schemaVersion } from './format.ts';
import { isObject, migrate, schemaOf } from './migrations.ts';
import { resolveSettings, type SharedSettings } from './settings-by-key.ts';

/** Why a value is not a record of the kind; null when it fits. */
export type JudgeRecord = (kind: string, value: unknown) => string | null;

/** What a file that is not known to be our own turned out to be. */
export type ForeignReading =
  | { kind: 'document'; document: StoreDocument }
  | { kind: 'newer'; schema: number }
  | { kind: 'damaged'; why: string };

/**
 * Reads a file of an older Lifeboat, of one with other record shapes, or one edited by hand: every
 * record is judged, misfits are kept aside, and former misfits that fit now come back.
 */
export function readForeignDocument(text: string, judge: JudgeRecord): ForeignReading {
  const value = parse(text);
  const schema = schemaOf(value);
  if (!isObject(value) || schema === null) return { kind: 'damaged', why: 'it is not a store' };
  if (schema > schemaVersion) return { kind: 'newer', schema };
  const {
    schema: _,
    shapes: _s,
    crc32: _c,
    revision,
    sharedSettings,
    records,
    misfits,
    ...extras
  } = migrate(value, schema);
  if (typeof revision !== 'number' || !Number.isSafeInteger(revision) || revision < 0) {
    return { kind: 'damaged', why: 'its revision is not a number' };
  }
  if (!isObject(records) || !Object.values(records).every(Array.isArray)) {
    return { kind: 'damaged', why: 'its records are not where they belong' };
  }
  const sorted = sort(
    [...listed(records, sharedIn(sharedSettings)), ...formerMisfits(misfits)],
    judge,
  );
  return { kind: 'document', document: { revision, ...sorted, extras } };
}

type Candidate = { kind: string; record: unknown };

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function sharedIn(list: unknown): Map<string, SharedSettings> {
  const known = new Map<string, SharedSettings>();
  for (const line of Array.isArray(list) ? list : []) {
    const [key, value] = Array.isArray(line) ? line : [];
    // Only the value counts: what is written again gets its bytes and its key anew.
    if (typeof key === 'string' && isObject(value)) known.set(key, { key, value, line: noLine });
  }
  return known;
}

const noLine = (): Uint8Array => new Uint8Array();

function listed(
  records: Record<string, unknown>,
  known: ReadonlyMap<string, SharedSettings>,
): Candidate[] {
  return Object.entries(records).flatMap(([kind, list]) =>
    (Array.isArray(list) ? list : []).map((record: unknown) => {
      if (isObject(record)) resolveSettings(kind, record, known);
      return { kind, record };
    }),
  );
}

function formerMisfits(misfits: unknown): Candidate[] {
  return (Array.isArray(misfits) ? misfits : []).map((misfit: unknown) =>
    isObject(misfit) && typeof misfit.kind === 'string'
      ? { kind: misfit.kind, record: misfit.record }
      : { kind: 'unknown', record: misfit },
  );
}

function sort(
  candidates: Candidate[],
  judge: JudgeRecord,
): { tables: Map<string, Table>; misfits: Misfit[] } {
  const tables = new Map<string, Map<string, Entry>>();
  const misfits: Misfit[] = [];
  for (const { kind, record } of candidates) {
    const table = tables.get(kind) ?? new Map<string, Entry>();
    const why = judge(kind, record) ?? (carriesId(record) ? null : 'it has no id');
    if (why !== null || !carriesId(record)) misfits.push({ kind, record, why: why ?? '' });
    else if (table.has(record.id)) misfits.push({ kind, record, why: 'another has the same id' });
    else tables.set(kind, table.set(record.id, entryOf(kind, record)));
  }
  return { tables, misfits };
}

function carriesId(record: unknown): record is { id: string } {
  return isObject(record) && typeof record.id === 'string';
}
