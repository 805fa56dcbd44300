import { describe, expect, it } from 'vitest';
import { whatIsConfirmed } from '../../../packages/core/src/domain/what-is-confirmed.ts';

const now = Date.parse('2026-11-23T12:00:00Z');
const from = {
  backup: 'b0123456789',
  service: 'contoso-prod',
  createdAt: now - 3 * 3_600_000,
  expiresAt: null,
  estimated: false,
};
const plan = { azureName: 'contoso-dr', blobName: 'prod.apimbackup', from };

describe('what is confirmed', () => {
  it('names the service that is overwritten, the backup, whose it is and when it was made', () => {
    expect(whatIsConfirmed(plan, now)).toBe(
      'This overwrites contoso-dr with b0123456789 of contoso-prod, made 23 Nov 09:00 UTC (3 h ago).',
    );
  });

  it('says that a time is an estimate', () => {
    expect(whatIsConfirmed({ ...plan, from: { ...from, estimated: true } }, now)).toContain(
      'made about 23 Nov 09:00 UTC (3 h ago)',
    );
  });

  it.each([
    ['a blob of no record', { ...from, backup: null, service: null, createdAt: null }],
    ['nothing known at all', null],
  ])('names the blob and hides no gap with %s', (_what, unknown) => {
    expect(whatIsConfirmed({ ...plan, from: unknown }, now)).toBe(
      'This overwrites contoso-dr with prod.apimbackup, made at a time that nobody knows.',
    );
  });
});
