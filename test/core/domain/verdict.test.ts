import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Purpose } from '../../../packages/core/src/domain/backup.ts';
import type { OperationStatus } from '../../../packages/core/src/domain/operation.ts';
import {
  judge,
  newestRestorable,
  severity,
  type VerdictInputs,
  verdictOf,
  verdictsWorstFirst,
} from '../../../packages/core/src/domain/verdict.ts';
import { aBackup, anOperation, aService, dayMs, hourMs, now } from './build-records.ts';

function inputs(differs: Partial<VerdictInputs> = {}): VerdictInputs {
  return {
    service: aService(),
    backups: [aBackup()],
    operations: [anOperation()],
    everyMs: dayMs,
    now,
    pausedUntil: null,
    maxAgeMs: dayMs,
    ...differs,
  };
}

const old = (ageMs: number) => aBackup({ createdAt: now - ageMs });
const failed = (ageMs: number) =>
  anOperation({ id: 'o2', status: 'failed', startedAt: now - ageMs, endedAt: now - ageMs });

describe('the verdict', () => {
  const table: [string, string, Partial<VerdictInputs>][] = [
    ['fresh', 'a backup of an hour ago', {}],
    ['cannot', 'its tier has no backup', { service: aService({ tier: 'StandardV2' }) }],
    [
      'cannot',
      'its tier has none, although it is gone',
      { service: aService({ tier: 'Consumption', exists: false }) },
    ],
    ['gone', 'Azure says it does not exist', { service: aService({ exists: false }) }],
    [
      'gone',
      'it is gone while an operation is open',
      { service: aService({ exists: false }), operations: [anOperation({ status: 'running' })] },
    ],
    ['running', 'a backup runs', { operations: [anOperation({ status: 'running' })] }],
    [
      'running',
      'an operation has an unknown fate',
      { operations: [anOperation({ status: 'unknown' })] },
    ],
    [
      'running',
      'something runs, although nothing was ever read',
      { service: null, operations: [anOperation({ status: 'submitting' })] },
    ],
    ['fresh', 'an operation is only planned', { operations: [anOperation({ status: 'planned' })] }],
    ['unknown', 'Azure was never asked', { service: null }],
    [
      'unknown',
      'the storage was never read and there is no record',
      { service: aService({ storageReadAt: null }), backups: [] },
    ],
    [
      'unknown',
      'the storage was never read and no blob was seen',
      { service: aService({ storageReadAt: null }), backups: [aBackup({ seenAt: null })] },
    ],
    [
      'fresh',
      'no listing yet, but the blob itself was seen',
      { service: aService({ storageReadAt: null }) },
    ],
    ['unknown', "Azure's answer is too old", { service: aService({ at: now - dayMs - 1 }) }],
    ['fresh', "Azure's answer is just young enough", { service: aService({ at: now - dayMs }) }],
    [
      'unknown',
      'the look into the storage is too old',
      {
        service: aService({ storageReadAt: now - dayMs - 1 }),
        backups: [aBackup({ seenAt: now - 2 * dayMs })],
      },
    ],
    [
      'unknown',
      'nobody knows whether the only backup restores',
      { backups: [aBackup({ tier: null, imported: true })] },
    ],
    ['never', 'the storage was read and nothing was there', { backups: [] }],
    ['never', 'there is only a safety backup', { backups: [aBackup({ purpose: 'safety' })] }],
    ['stale', 'all backups are missing', { backups: [aBackup({ state: 'missing' })] }],
    ['stale', 'the only backup is of another tier', { backups: [aBackup({ tier: 'Developer' })] }],
    ['stale', 'the only backup has expired', { backups: [old(30 * dayMs)], everyMs: null }],
    ['stale', 'the last one ends in three days', { backups: [old(27 * dayMs)], everyMs: null }],
    [
      'fresh',
      'the last one ends in just over three days',
      { backups: [old(27 * dayMs - 1)], everyMs: null },
    ],
    [
      'stale',
      'a young safety backup does not help',
      { backups: [old(28 * dayMs), aBackup({ purpose: 'safety' })], everyMs: null },
    ],
    ['stale', 'it is older than twice every', { backups: [old(2 * dayMs + 1)] }],
    ['late', 'it is exactly twice every', { backups: [old(2 * dayMs)] }],
    [
      'stale',
      'it is older than twice every and attempts fail',
      { backups: [old(2 * dayMs + 1)], operations: [failed(hourMs)] },
    ],
    [
      'failing',
      'the last attempt failed and it is older than every',
      { backups: [old(dayMs + 1)], operations: [failed(hourMs)] },
    ],
    ['fresh', 'the last attempt failed, but it is young', { operations: [failed(hourMs / 2)] }],
    [
      'late',
      'an older attempt failed, a later one succeeded',
      { backups: [old(1.2 * dayMs)], operations: [failed(2 * dayMs), anOperation()] },
    ],
    [
      'late',
      'the failed attempt was a safety backup',
      { backups: [old(1.2 * dayMs)], operations: [{ ...failed(hourMs), purpose: 'safety' }] },
    ],
    [
      'late',
      'the failed attempt was a restore',
      { backups: [old(1.2 * dayMs)], operations: [{ ...failed(hourMs), kind: 'restore' }] },
    ],
    [
      'late',
      'an attempt that never started is no failure',
      { backups: [old(1.2 * dayMs)], operations: [{ ...failed(hourMs), status: 'not-started' }] },
    ],
    [
      'late',
      'it is older than every plus a tenth',
      { backups: [old(1.1 * dayMs + 1)], operations: [] },
    ],
    ['fresh', 'it is every plus a tenth', { backups: [old(1.1 * dayMs)], operations: [] }],
    [
      'late',
      'it is late, although paused',
      { backups: [old(1.2 * dayMs)], operations: [], pausedUntil: now + hourMs },
    ],
    ['paused', 'its schedule is paused', { pausedUntil: now + 1 }],
    ['fresh', 'the pause is over', { pausedUntil: now }],
    [
      'fresh',
      'it is on demand only and ten days old',
      { backups: [old(10 * dayMs)], everyMs: null },
    ],
  ];

  it.each(table)('is %s when %s', (verdict, _when, differs) => {
    expect(verdictOf(inputs(differs))).toBe(verdict);
  });

  it('rests on the newest restorable backup, not on a newer one that is missing', () => {
    const kept = aBackup({ id: 'kept', createdAt: now - 5 * hourMs });
    const judgement = judge(inputs({ backups: [kept, aBackup({ id: 'lost', state: 'missing' })] }));

    expect(judgement.newest?.id).toBe('kept');
    expect(judgement.restorableUntil).toBe(now - 5 * hourMs + 30 * dayMs);
    expect(judgement.why).toBe('its newest restorable backup is 5 h old');
  });

  it('does not depend on the order of records, and always gives a reason', () => {
    const backup = fc.record({
      createdAt: fc.integer({ min: now - 40 * dayMs, max: now }),
      state: fc.constantFrom('present' as const, 'missing' as const, 'deleted' as const),
      purpose: fc.constantFrom<Purpose>('manual', 'scheduled', 'fresh', 'safety'),
      tier: fc.constantFrom('Premium', 'Developer', null),
      seenAt: fc.constantFrom(now, null),
    });
    const operation = fc.record({
      status: fc.constantFrom<OperationStatus>('planned', 'running', 'failed', 'succeeded'),
      endedAt: fc.integer({ min: now - 40 * dayMs, max: now }),
    });
    fc.assert(
      fc.property(
        fc.array(backup),
        fc.uniqueArray(operation, { selector: (each) => each.endedAt }),
        (some, others) => {
          const backups = some.map((each) => aBackup(each));
          const operations = others.map((each) => anOperation(each));
          const there = judge(inputs({ backups, operations }));
          const back = judge(
            inputs({ backups: backups.toReversed(), operations: operations.toReversed() }),
          );
          const unsafe = judge(
            inputs({ backups: backups.filter((each) => each.purpose !== 'safety'), operations }),
          );

          expect(back.verdict).toBe(there.verdict);
          expect(unsafe.verdict).toBe(there.verdict);
          expect(there.why).not.toBe('');
          if (there.verdict === 'fresh') expect(there.newest).not.toBeNull();
        },
      ),
      { numRuns: 2000 },
    );
  });
});

describe('severity', () => {
  it('puts what needs a person first', () => {
    const sorted = [...verdictsWorstFirst]
      .reverse()
      .sort((one, other) => severity(one) - severity(other));

    expect(sorted).toEqual([
      'gone',
      'stale',
      'never',
      'failing',
      'late',
      'unknown',
      'running',
      'paused',
      'fresh',
      'cannot',
    ]);
  });
});

describe('the newest restorable backup', () => {
  it('is never a safety backup', () => {
    expect(newestRestorable([aBackup({ purpose: 'safety' })], 'Premium', now)).toBeNull();
  });

  it('is none that nobody knows of whether it restores', () => {
    expect(newestRestorable([aBackup({ seenAt: null })], 'Premium', now)).toBeNull();
  });
});
