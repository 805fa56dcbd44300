import { describe, expect, it } from 'vitest';
import {
  backupState,
  expiresAt,
  isExpired,
  isRestorable,
  restorableForMs,
} from '../../../packages/core/src/domain/backup.ts';
import { aBackup, dayMs, now } from './build-records.ts';

describe('the thirty days of a backup', () => {
  it('end thirty days after it was made, the end included', () => {
    const backup = { createdAt: now };

    expect(restorableForMs).toBe(30 * dayMs);
    expect(expiresAt(backup)).toBe(now + 30 * dayMs);
    expect(isExpired(backup, now + 30 * dayMs - 1)).toBe(false);
    expect(isExpired(backup, now + 30 * dayMs)).toBe(true);
  });

  it('change the state of a present blob only', () => {
    const over = now + 31 * dayMs;

    expect(backupState(aBackup(), now)).toBe('present');
    expect(backupState(aBackup(), over)).toBe('expired');
    expect(backupState(aBackup({ state: 'missing' }), over)).toBe('missing');
    expect(backupState(aBackup({ state: 'deleted' }), over)).toBe('deleted');
  });
});

describe('whether a backup is restorable', () => {
  it.each([
    [true, 'it is there, young and of the same tier', {}, 'premium'],
    [false, 'the blob is missing', { state: 'missing' as const }, 'Premium'],
    [false, 'it was deleted', { state: 'deleted' as const }, 'Premium'],
    [false, 'its days are over', { createdAt: now - 30 * dayMs }, 'Premium'],
    [false, 'the tier is another one, even unseen', { seenAt: null }, 'Developer'],
    [null, 'the blob was never seen', { seenAt: null }, 'Premium'],
    [null, 'its tier is unknown', { tier: null }, 'Premium'],
    [null, "the target's tier is unknown", {}, null],
  ])('is %s when %s', (expected, _when, differs, tier) => {
    expect(isRestorable(aBackup(differs), tier, now)).toBe(expected);
  });
});
