import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { backupId, looksLikeBackupId } from '../../../packages/core/src/domain/backup-id.ts';

const place = { account: 'stcontoso', container: 'backups', name: 'a.apimbackup' };

describe('the id of a backup', () => {
  it('is the same on every machine and in every version', () => {
    expect(backupId(place)).toBe('b16xsj4wpyq');
  });

  it('ignores the case of account and container, not that of the blob', () => {
    expect(backupId({ ...place, account: 'STContoso', container: 'Backups' })).toBe(
      backupId(place),
    );
    expect(backupId({ ...place, name: 'A.apimbackup' })).not.toBe(backupId(place));
  });

  it('has eleven characters, and differs for 20,000 places', () => {
    const ids = Array.from({ length: 20_000 }, (_, index) =>
      backupId({ ...place, name: `${index}` }),
    );

    expect(new Set(ids).size).toBe(20_000);
    expect(ids.every((id) => id.length === 11 && looksLikeBackupId(id))).toBe(true);
  });

  it('differs where the parts are cut elsewhere', () => {
    expect(backupId({ account: 'a', container: 'b', name: 'c/d' })).not.toBe(
      backupId({ account: 'a', container: 'bc', name: 'd' }),
    );
  });

  it('always has its own shape', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string(), (account, container, name) => {
        expect(looksLikeBackupId(backupId({ account, container, name }))).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  it('is told from other words', () => {
    for (const word of ['', 'b', 'backup-prod', 'bilouilouil', 'c0123456789']) {
      expect(looksLikeBackupId(word)).toBe(false);
    }
  });
});
