import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Draft } from '../../../../packages/core/src/ports/store.ts';
import { applyChange } from '../../../../packages/core/src/store/document/apply-change.ts';
import {
  emptyDocument,
  type StoreDocument,
} from '../../../../packages/core/src/store/document/document.ts';
import { documentBytes } from '../../../../packages/core/src/store/document/document-bytes.ts';
import { schemaVersion } from '../../../../packages/core/src/store/document/format.ts';
import { migrate, schemaOf } from '../../../../packages/core/src/store/document/migrations.ts';
import { readDocument } from '../../../../packages/core/src/store/document/read-document.ts';
import { recordKeeper } from '../../../../packages/core/src/store/records/keep-record.ts';
import { misfitReason } from '../../../../packages/core/src/store/records/misfit-reason.ts';
import { anyPut, anyRecord, kinds, type Put } from '../../../contract/arbitraries.ts';
import { propertyRuns } from '../../../contract/property-runs.ts';

const runs = propertyRuns();
const keep = recordKeeper((text) => text);
const judge = async () => misfitReason;

function put(draft: Draft, one: Put): void {
  draft.put(one.kind, one.record as never); // kind and record belong together by their type
}

function documentOf(puts: Put[], base: StoreDocument = emptyDocument): StoreDocument {
  return applyChange(base, keep, (draft) => {
    for (const one of puts) put(draft, one);
  }).document;
}

/** The records as plain JSON, by kind and id. */
function plain(document: StoreDocument): unknown {
  return [...document.tables]
    .filter(([, table]) => table.size > 0)
    .map(([kind, table]) => [kind, [...table].map(([id, { record }]) => [id, record])])
    .toSorted();
}

function asJson(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}

describe('a document', () => {
  it('reads back as it was written, whatever the records hold', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyPut, { maxLength: 12 }), async (puts) => {
        const document = documentOf(puts);
        const reading = await readDocument(documentBytes(document), null, judge);

        expect(reading).toMatchObject({ kind: 'document', own: true });
        if (reading.kind !== 'document') return;
        expect(plain(reading.document)).toEqual(plain(document));
        expect(reading.document.revision).toBe(document.revision);
      }),
      runs,
    );
  });

  it('reads the same the quick way, over an older one, and the careful way', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyPut, { maxLength: 8 }),
        fc.array(anyPut, { maxLength: 8 }),
        fc.nat(),
        async (first, more, removed) => {
          const old = documentOf(first);
          const victim = first[removed % Math.max(1, first.length)];
          const next = applyChange(documentOf(more, old), keep, (draft) => {
            if (victim) draft.remove(victim.kind, victim.record.id);
          }).document;
          const bytes = documentBytes(next);
          const pretty = Buffer.from(JSON.stringify(JSON.parse(bytes.toString()), null, 1));

          for (const [file, known] of [
            [bytes, null],
            [bytes, old],
            [pretty, old],
          ] as const) {
            const reading = await readDocument(file, known, judge);
            expect(reading.kind).toBe('document');
            if (reading.kind !== 'document') return;
            expect(plain(reading.document)).toEqual(plain(next));
            expect(reading.document.misfits).toEqual([]);
          }
        },
      ),
      runs,
    );
  });

  it('is one valid JSON document with each record once', () => {
    fc.assert(
      fc.property(fc.array(anyPut, { maxLength: 12 }), (puts) => {
        const document = documentOf(puts);
        const parsed: { records: Record<string, unknown[]> } = JSON.parse(
          documentBytes(document).toString(),
        );

        const count = Object.values(parsed.records).reduce((sum, list) => sum + list.length, 0);
        expect(count).toBe(new Set(puts.map(({ kind, record }) => `${kind}|${record.id}`)).size);
      }),
      runs,
    );
  });

  it('that was cut or altered anywhere is never read as our own, and never throws', async () => {
    const bytes = documentBytes(
      documentOf([
        { kind: 'lease', record: { id: 'one', process: 'p', since: 1 } },
        { kind: 'lease', record: { id: 'two', process: 'p', since: 2 } },
      ]),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.nat(bytes.length - 1),
        fc.integer({ min: 1, max: 255 }),
        fc.boolean(),
        async (at, flip, cut) => {
          const broken = Buffer.from(cut ? bytes.subarray(0, at) : bytes);
          if (!cut) broken[at] = (broken[at] ?? 0) ^ flip;

          const reading = await readDocument(broken, null, judge);

          if (reading.kind === 'document' && reading.own) {
            // Only the first line lies outside the checksum: its revision may have changed.
            expect(at).toBeLessThan(bytes.indexOf('\n'));
            expect(reading.document.tables.get('lease')?.size).toBe(2);
          }
        },
      ),
      runs,
    );
  });
});

describe('a schema', () => {
  it.each(kinds)('takes every %s the types allow, and with fields of a newer Lifeboat', (kind) => {
    fc.assert(
      fc.property(anyRecord[kind], fc.jsonValue(), (record, extra) => {
        expect(misfitReason(kind, asJson(record))).toBeNull();
        expect(misfitReason(kind, { ...record, somethingNewer: extra })).toBeNull();
      }),
      runs,
    );
  });

  it.each(kinds)('refuses a %s that lacks any of its fields', (kind) => {
    fc.assert(
      fc.property(anyRecord[kind], fc.nat(), (record, nth) => {
        const names = Object.keys(record);
        const missing = names[nth % names.length] ?? '';
        const { [missing as keyof typeof record]: _, ...rest } = record;

        expect(misfitReason(kind, rest)).toMatch(new RegExp(`^${missing}: `));
      }),
      runs,
    );
  });

  it('answers for any JSON value without throwing', () => {
    fc.assert(
      fc.property(fc.constantFrom(...kinds), fc.jsonValue(), (kind, value) => {
        expect(misfitReason(kind, value)).toEqual(expect.any(String));
      }),
      runs,
    );
  });
});

describe('the migration from schema 0', () => {
  // Younger kinds never lay at the top.
  const oldKind = fc.constantFrom(
    ...(['backup', 'operation', 'service', 'lease', 'beat', 'warning'] as const),
  );
  const oldEntry = fc.tuple(oldKind, fc.string({ minLength: 1 }), fc.oneof(fc.jsonValue(), anyPut));

  it('loses no record: each is in the memory or set aside, under its id', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(oldEntry, { minLength: 1, maxLength: 15 }), async (entries) => {
        const old: Record<string, Record<string, unknown>> = {};
        for (const [kind, id, value] of entries) {
          const record = isPut(value) && value.kind === kind ? withoutId(value.record) : value;
          const map = old[kind] ?? {};
          Object.defineProperty(map, id, { value: record, enumerable: true, configurable: true });
          old[kind] = map;
        }
        const text = JSON.stringify(old);
        const reading = await readDocument(Buffer.from(text), null, judge);

        expect(reading.kind).toBe('document');
        if (reading.kind !== 'document') return;
        const { tables, misfits } = reading.document;
        const before: Record<string, Record<string, unknown>> = JSON.parse(text);
        for (const [kind, map] of Object.entries(before)) {
          for (const [id, value] of Object.entries(map)) {
            const expected = isObject(value) && !('id' in value) ? { id, ...value } : value;
            const key = isObject(expected) ? String(Reflect.get(expected, 'id')) : id;
            const kept = [
              tables.get(kind)?.get(key)?.record,
              ...misfits.filter((misfit) => misfit.kind === kind).map((misfit) => misfit.record),
            ].map((record) => JSON.stringify(record));
            expect(kept).toContain(JSON.stringify(expected));
          }
        }
      }),
      runs,
    );
  });

  it('keeps top-level fields it does not know', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const up = migrate({ backup: {}, theme: value }, 0);

        expect(up.theme).toEqual(value);
        expect(schemaOf(up)).toBe(schemaVersion);
      }),
      runs,
    );
  });
});

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isPut(value: unknown): value is Put {
  return isObject(value) && 'record' in value && 'kind' in value;
}

function withoutId(record: object): object {
  const { id: _, ...rest } = record as { id: string };
  return rest;
}
