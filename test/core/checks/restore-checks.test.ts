import { describe, expect, it } from 'vitest';
import { checkEnvironment } from '../../../packages/core/src/checks/environment.ts';
import { checkSafetyBackup } from '../../../packages/core/src/checks/safety-backup.ts';
import { hour, now } from './samples.ts';

const prod = { label: 'contoso-prod', environment: 'production' };
const test = { label: 'contoso-test', environment: 'test' };
const unnamed = { label: 'contoso-x', environment: null };

describe('the environment', () => {
  const crossing = { isStandby: false, wanted: false };

  it.each([
    ['the same', { from: prod, to: { ...test, environment: 'Production' } }, 'pass'],
    ['another', { from: prod, to: test }, 'fail'],
    ['another, the other way round', { from: test, to: prod }, 'fail'],
    ['another, which is wanted', { from: prod, to: test, wanted: true }, 'warn'],
    ['another, but its standby', { from: prod, to: test, isStandby: true }, 'pass'],
    ['an unnamed one', { from: prod, to: unnamed }, 'unknown'],
    ['from an unnamed one', { from: unnamed, to: prod }, 'unknown'],
    ['from a service nobody configured', { from: null, to: prod }, 'unknown'],
    ['an unnamed one, but the same service', { from: unnamed, to: unnamed }, 'pass'],
  ])('%s: %s', (_, changes, verdict) => {
    expect(checkEnvironment({ ...crossing, ...changes }).verdict).toBe(verdict);
  });

  it('fails by a rule of ours, with the flag that lifts it', () => {
    expect(checkEnvironment({ ...crossing, from: prod, to: test })).toMatchObject({
      code: 'check-failed',
      remedy: expect.stringContaining('--cross-environment'),
      measured: expect.stringContaining('users and keys'),
    });
  });
});

describe('the safety backup', () => {
  const facts = {
    target: 'contoso-dr',
    refused: null,
    place: 'st/backups',
    blockers: [],
    newest: null,
  };
  const newest = { id: 'b1', createdAt: now - 3 * hour, changedSince: false };
  const blocker = {
    name: 'cors',
    verdict: 'fail',
    measured: 'st has a CORS rule',
    threshold: null,
    remedy: 'Take it away.',
    code: 'check-failed',
  } as const;

  it('is made first', () => {
    expect(checkSafetyBackup(facts, now)).toMatchObject({
      verdict: 'pass',
      measured: 'is made first, into st/backups',
    });
  });

  it('is skipped with the reason that was given', () => {
    expect(
      checkSafetyBackup({ ...facts, refused: 'empty', blockers: [blocker] }, now),
    ).toMatchObject({
      verdict: 'skip',
      measured: 'none is made: empty',
    });
  });

  it('fails for what would stop it, and names the way without it', () => {
    expect(checkSafetyBackup({ ...facts, blockers: [blocker] }, now)).toMatchObject({
      verdict: 'fail',
      code: 'safety-backup-failed',
      measured: expect.stringContaining('st has a CORS rule'),
      remedy: 'Take it away. To go on without one: --no-safety-backup --reason "…".',
    });
  });

  it('says which backup may count as one, and only when it is newer than the last change', () => {
    const words = (changedSince: boolean | null) =>
      checkSafetyBackup({ ...facts, newest: { ...newest, changedSince } }, now).measured;

    expect(words(false)).toContain('b1 of contoso-dr, made 3 h ago, is newer than its last change');
    expect(words(false)).toContain('may count as one');
    expect(words(true)).toBe('is made first, into st/backups');
    expect(words(null)).toContain('is not known');
  });
});
