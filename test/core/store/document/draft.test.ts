import { describe, expect, it } from 'vitest';
import {
  emptyDocument,
  snapshotOf,
} from '../../../../packages/core/src/store/document/document.ts';
import { openDraft } from '../../../../packages/core/src/store/document/draft.ts';
import { recordKeeper } from '../../../../packages/core/src/store/records/keep-record.ts';
import { aBackup, aWarning } from '../../../contract/records.ts';

const keep = recordKeeper((text) => text);

function ids(records: readonly { id: string }[]): string[] {
  return records.map(({ id }) => id);
}

describe('the lists of a draft', () => {
  it('are the same while another kind is written', () => {
    const { draft } = openDraft(emptyDocument, keep).begin();
    draft.put('backup', aBackup('one'));
    const before = draft.all('backup');

    draft.put('warning', aWarning('late'));

    expect(draft.all('backup')).toBe(before);
    expect(ids(draft.all('warning'))).toEqual(['late']);
  });

  it('show each change of their own kind, and what was undone no longer', () => {
    const writing = openDraft(emptyDocument, keep);
    const first = writing.begin();
    first.draft.put('backup', aBackup('one'));
    expect(ids(first.draft.all('backup'))).toEqual(['one']);
    first.draft.put('backup', aBackup('two'));
    expect(ids(first.draft.all('backup'))).toEqual(['one', 'two']);
    first.finish();

    const second = writing.begin();
    second.draft.remove('backup', 'one');
    expect(ids(second.draft.all('backup'))).toEqual(['two']);
    second.undo();

    const third = writing.begin();
    expect(ids(third.draft.all('backup')).toSorted()).toEqual(['one', 'two']);
    third.draft.remove('backup', 'two');
    third.finish();
    expect(ids(snapshotOf(writing.document()).all('backup'))).toEqual(['one']);
  });
});
