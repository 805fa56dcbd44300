import { describe, expect, it } from 'vitest';
import { checkGeoCopy } from '../../../packages/core/src/checks/geo-copy.ts';
import { checkStandbyGroup } from '../../../packages/core/src/checks/standby-group.ts';
import { checkStandbyTier } from '../../../packages/core/src/checks/standby-tier.ts';
import { checkStorageRegion } from '../../../packages/core/src/checks/storage-region.ts';
import { readinessOf, type Standing } from '../../../packages/core/src/domain/standing.ts';
import { notSeen } from '../../../packages/core/src/testing.ts';
import { anAccount, aService, blind, hour, now, saw } from './samples.ts';

describe('the tier of a standby', () => {
  const tier = (name: string) => aService({ tier: name });

  it.each([
    ['Premium', 'premium', 'pass', null],
    ['Premium', 'Standard', 'fail', 'tier-differs'],
    ['StandardV2', 'StandardV2', 'fail', 'tier-has-no-backup'],
  ])('%s and %s: %s', (one, other, verdict, code) => {
    expect(checkStandbyTier(tier(one), tier(other))).toMatchObject({ verdict, code });
  });

  it('fails when the standby does not exist, also while the service cannot be seen', () => {
    expect(checkStandbyTier(notSeen('error'), notSeen('absent'))).toMatchObject({
      verdict: 'fail',
      code: 'service-not-found',
    });
  });

  it.each(blind)('is unknown when nothing is seen: %s', (_, look) => {
    expect(checkStandbyTier(look, aService()).verdict).toBe('unknown');
    expect(checkStandbyTier(aService(), look).verdict).toBe('unknown');
  });
});

describe('the region of the storage', () => {
  it.each([
    ['elsewhere', 'northeurope', null, 'pass'],
    ['the same, with a copy elsewhere', 'westeurope', 'northeurope', 'pass'],
    ['the same, and nowhere else', 'westeurope', null, 'warn'],
  ])('%s: %s', (_, primaryRegion, secondaryRegion, verdict) => {
    const account = anAccount({}, { primaryRegion, secondaryRegion });

    expect(checkStorageRegion(aService(), account).verdict).toBe(verdict);
  });

  it('is unknown when nothing is seen', () => {
    for (const [, look] of blind) {
      expect(checkStorageRegion(aService(), look).verdict).toBe('unknown');
      expect(checkStorageRegion(look, anAccount()).verdict).toBe('unknown');
    }
  });
});

describe('the geo-copy', () => {
  const copied = anAccount({}, { primaryRegion: 'westeurope', secondaryRegion: 'northeurope' });
  const synced = (lastSyncAt: number | null) =>
    saw({ status: 'Live', lastSyncAt, canFailover: true });
  const facts = { service: aService(), account: copied, newest: now - 5 * hour };

  it.each([
    ['later than the newest backup', synced(now - hour), 'pass'],
    ['earlier than the newest backup', synced(now - 6 * hour), 'warn'],
    ['not told', synced(null), 'unknown'],
    ['of no copy at all', saw(null), 'unknown'],
  ])('synced %s: %s', (_, copy, verdict) => {
    expect(checkGeoCopy({ ...facts, copy }, now).verdict).toBe(verdict);
  });

  it('has an hour to catch up with a backup, and nothing to catch up with without one', () => {
    const copy = synced(now - 6 * hour);

    expect(checkGeoCopy({ ...facts, copy, newest: now - hour / 2 }, now).verdict).toBe('pass');
    expect(checkGeoCopy({ ...facts, copy, newest: null }, now).verdict).toBe('pass');
  });

  it('does not matter where the account is elsewhere, or has none', () => {
    const copy = synced(now - 6 * hour);

    expect(checkGeoCopy({ ...facts, account: anAccount(), copy }, now).verdict).toBe('skip');
    const single = anAccount({}, { primaryRegion: 'westeurope' });
    expect(checkGeoCopy({ ...facts, account: single, copy }, now).verdict).toBe('skip');
  });

  it.each(blind)('is unknown when nothing is seen: %s', (_, look) => {
    expect(checkGeoCopy({ ...facts, copy: look }, now).verdict).toBe('unknown');
    expect(checkGeoCopy({ ...facts, account: look, copy: look }, now).verdict).toBe('unknown');
  });
});

describe("the standby's resource group", () => {
  it.each([
    ['northeurope', 'pass'],
    ['westeurope', 'warn'],
  ])('in %s: %s', (region, verdict) => {
    expect(checkStandbyGroup(aService(), saw({ name: 'rg-dr', region })).verdict).toBe(verdict);
  });

  it.each(blind)('is unknown when nothing is seen: %s', (_, look) => {
    expect(checkStandbyGroup(aService(), look).verdict).toBe('unknown');
    expect(checkStandbyGroup(look, saw({ name: 'rg', region: 'x' })).verdict).toBe('unknown');
  });
});

describe('whether a failover is ready', () => {
  const standing = (...verdicts: Standing['checks'][number]['verdict'][]): Standing => ({
    id: 's',
    label: 'contoso-prod',
    standby: 't',
    standbyLabel: 'contoso-dr',
    at: now,
    checks: verdicts.map((verdict) => ({
      name: 'x',
      verdict,
      measured: '',
      threshold: null,
      remedy: null,
    })),
  });

  it.each([
    ['all pass', ['pass', 'skip'], 'ready'],
    ['one warns', ['pass', 'warn', 'unknown'], 'doubtful'],
    ['one fails', ['fail', 'warn', 'unknown'], 'not-ready'],
    ['one is unknown', ['pass', 'unknown'], 'unknown'],
  ] as const)('when %s: %j', (_, verdicts, ready) => {
    expect(readinessOf(standing(...verdicts), now)).toBe(ready);
  });

  it('is not known of a pair that nobody looked at for two days', () => {
    expect(readinessOf(null, now)).toBe('unknown');
    expect(readinessOf(standing('pass'), now + 48 * hour)).toBe('ready');
    expect(readinessOf(standing('pass'), now + 48 * hour + 1)).toBe('unknown');
  });
});
