import { describe, expect, it } from 'vitest';
import type { Draft } from '../../../../packages/core/src/ports/store.ts';
import { applyChange } from '../../../../packages/core/src/store/document/apply-change.ts';
import {
  emptyDocument,
  type StoreDocument,
  snapshotOf,
} from '../../../../packages/core/src/store/document/document.ts';
import { documentBytes } from '../../../../packages/core/src/store/document/document-bytes.ts';
import { readDocument } from '../../../../packages/core/src/store/document/read-document.ts';
import { recordKeeper } from '../../../../packages/core/src/store/records/keep-record.ts';
import { misfitReason } from '../../../../packages/core/src/store/records/misfit-reason.ts';
import { aBackup, anOperation } from '../../../contract/records.ts';

const keep = recordKeeper((text) => text);
const many = { properties: { words: 'kept with every backup '.repeat(20) } };
const other = { properties: { words: 'after a change '.repeat(20) } };

function changed(base: StoreDocument, change: (draft: Draft) => void): StoreDocument {
  return applyChange(base, keep, change).document;
}

async function read(text: Buffer | string, known: StoreDocument | null = null) {
  const reading = await readDocument(Buffer.from(text), known, async () => misfitReason);
  if (reading.kind !== 'document') throw new Error(reading.kind);
  return reading;
}

const three = () =>
  changed(emptyDocument, (draft) => {
    draft.put('backup', aBackup('one', { settings: many }));
    draft.put('backup', aBackup('two', { settings: { ...many } }));
    draft.put('operation', anOperation('three', { settings: many }));
  });

const another = () =>
  changed(emptyDocument, (draft) => draft.put('backup', aBackup('four', { settings: other })));

function times(text: string, part: string): number {
  return text.split(part).length - 1;
}

describe('settings in the store', () => {
  it('are written once, however many records have them', () => {
    expect(times(documentBytes(three()).toString(), many.properties.words)).toBe(1);
  });

  it.each([
    ['the quick way', null, (bytes: Buffer) => bytes],
    ['over another document', another(), (bytes: Buffer) => bytes],
    ['over the same document', three(), (bytes: Buffer) => bytes],
    ['the careful way', null, (bytes: Buffer) => JSON.stringify(JSON.parse(bytes.toString()))],
  ])('come back in every record when the file is read %s', async (_, known, as) => {
    const { document } = await read(as(documentBytes(three())), known);
    const snapshot = snapshotOf(document);

    expect(document.misfits).toEqual([]);
    expect(snapshot.get('backup', 'one')).toEqual(aBackup('one', { settings: many }));
    expect(snapshot.get('backup', 'two')?.settings).toEqual(many);
    expect(snapshot.get('operation', 'three')?.settings).toEqual(many);
  });

  it('are written the same again after they were read', async () => {
    const bytes = documentBytes(three());

    for (const known of [null, another()])
      expect(documentBytes((await read(bytes, known)).document).toString()).toBe(bytes.toString());
  });

  it('change for the record that changed, and go when no record has them', async () => {
    const { document } = await read(documentBytes(three()));

    const one = changed(document, (draft) => {
      draft.put('backup', aBackup('one', { settings: other }));
    });
    const none = changed(one, (draft) => {
      draft.put('backup', aBackup('two', { settings: null }));
      draft.remove('operation', 'three');
    });

    expect(snapshotOf(one).get('backup', 'two')?.settings).toEqual(many);
    expect(times(documentBytes(one).toString(), many.properties.words)).toBe(1);
    expect(times(documentBytes(none).toString(), many.properties.words)).toBe(0);
    expect(snapshotOf((await read(documentBytes(none))).document).get('backup', 'one')).toEqual(
      aBackup('one', { settings: other }),
    );
  });

  it('stay in the record when they are short', () => {
    const document = changed(emptyDocument, (draft) => {
      draft.put('backup', aBackup('one', { settings: { sku: 'Premium' } }));
    });

    expect(documentBytes(document).toString()).toContain('"settings":{"sku":"Premium"}');
  });

  it('that lie in the record, as an older Lifeboat wrote them, are read', async () => {
    const whole = aBackup('one', { settings: many });

    const { document } = await read(
      JSON.stringify({ schema: 1, revision: 7, records: { backup: [whole] }, misfits: [] }),
    );

    expect(snapshotOf(document).get('backup', 'one')).toEqual(whole);
  });

  it('under a key that is not there set their record aside', async () => {
    const file = JSON.parse(documentBytes(three()).toString());

    const { document } = await read(JSON.stringify({ ...file, sharedSettings: [] }));

    expect(document.misfits.map(({ kind }) => kind).toSorted()).toEqual([
      'backup',
      'backup',
      'operation',
    ]);
  });
});
