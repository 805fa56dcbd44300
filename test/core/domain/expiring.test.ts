import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  mostUrgent,
  thresholdOf,
  type WarningInputs,
  warningsFor,
} from '../../../packages/core/src/domain/expiring.ts';
import type { Warning } from '../../../packages/core/src/domain/warning.ts';
import { aBackup, aService, dayMs, hourMs, now } from './build-records.ts';

function inputs(differs: Partial<WarningInputs> = {}): WarningInputs {
  return {
    service: aService(),
    backups: [aBackup()],
    remindBeforeMs: [7 * dayMs, 3 * dayMs, dayMs],
    everyMs: null,
    now,
    existing: [],
    ...differs,
  };
}

/** A backup that ends after the given time. */
const ending = (inMs: number, id = 'b1') => aBackup({ id, createdAt: now + inMs - 30 * dayMs });
const thresholds = (warnings: Warning[]) => warnings.map((warning) => warning.threshold);

describe('the warnings of a service', () => {
  it.each([
    ['none with a fresh backup', [aBackup()], []],
    ['none just before seven days', [ending(7 * dayMs + 1)], []],
    ['7d and the last one at seven days', [ending(7 * dayMs)], ['7d', 'last-restorable']],
    ['7d alone while there are several', [ending(7 * dayMs), ending(6 * dayMs, 'b2')], ['7d']],
    ['7d and 3d at three days', [ending(3 * dayMs)], ['7d', '3d', 'last-restorable']],
    ['all three in the last hour', [ending(hourMs)], ['7d', '3d', '1d', 'last-restorable']],
    ['expired at the end itself', [ending(0)], ['expired']],
    ['expired when the blobs vanished', [aBackup({ state: 'missing' })], ['expired']],
    ['expired when the tier changed', [aBackup({ tier: 'Developer' })], ['expired']],
    ['none without any backup and without every', [], []],
  ])('are %s', (_what, backups, expected) => {
    expect(thresholds(warningsFor(inputs({ backups })).hold)).toEqual(expected);
  });

  it('follow the last one to end, not the first', () => {
    const backups = [ending(hourMs, 'old'), ending(20 * dayMs, 'young')];

    expect(warningsFor(inputs({ backups })).hold).toEqual([]);
  });

  it('are not put off by a safety backup', () => {
    const backups = [ending(dayMs), aBackup({ id: 'safe', purpose: 'safety' })];

    expect(thresholds(warningsFor(inputs({ backups })).hold)).toContain('1d');
  });

  it('count a backup Azure called done although nobody could see its blob', () => {
    const backups = [aBackup({ seenAt: null })];

    expect(warningsFor(inputs({ backups })).hold).toEqual([]);
    expect(
      thresholds(warningsFor(inputs({ backups: [{ ...ending(dayMs), seenAt: null }] })).hold),
    ).toContain('1d');
  });

  it('do not count a foreign blob of unknown tier', () => {
    const backups = [ending(dayMs), aBackup({ id: 'foreign', tier: null, imported: true })];

    expect(thresholds(warningsFor(inputs({ backups })).hold)).toContain('1d');
  });

  it('are about the moment the threshold was crossed', () => {
    const [warning] = warningsFor(
      inputs({ backups: [ending(6 * dayMs), ending(5 * dayMs, 'b2')] }),
    ).hold;

    expect(warning).toEqual({
      id: `${aService().id}|7d`,
      service: aService().id,
      label: 'contoso',
      threshold: '7d',
      since: now - dayMs,
      backup: 'b1',
      snoozedUntil: null,
    });
  });

  it('keep since and snooze while they are about the same backup', () => {
    const backups = [ending(6 * dayMs), ending(5 * dayMs, 'b2')];
    const first = warningsFor(inputs({ backups })).hold.map((each) => ({
      ...each,
      snoozedUntil: now + 1,
    }));

    expect(warningsFor(inputs({ backups, now: now + hourMs, existing: first }))).toEqual({
      hold: first,
      cleared: [],
    });
  });

  it('are new when they are about another backup', () => {
    const existing = warningsFor(inputs({ backups: [ending(6 * dayMs)] })).hold.map((each) => ({
      ...each,
      backup: 'gone',
      snoozedUntil: now,
    }));
    const { hold, cleared } = warningsFor(inputs({ backups: [ending(6 * dayMs)], existing }));

    expect(hold.every((each) => each.backup === 'b1' && each.snoozedUntil === null)).toBe(true);
    expect(cleared).toEqual([]);
  });

  it('are cleared by a fresh backup', () => {
    const existing = warningsFor(inputs({ backups: [ending(hourMs)] })).hold;
    const after = warningsFor(
      inputs({ backups: [ending(hourMs), aBackup({ id: 'fresh' })], existing }),
    );

    expect(after).toEqual({ hold: [], cleared: existing });
  });

  it('are not cleared for the worse when the last one expires', () => {
    const existing = warningsFor(inputs({ backups: [ending(hourMs)] })).hold;
    const after = warningsFor(
      inputs({ backups: [ending(hourMs)], existing, now: now + 2 * hourMs }),
    );

    expect(after.cleared).toEqual([]);
    expect(thresholds(after.hold)).toEqual(['expired', '7d', '3d', '1d', 'last-restorable']);
  });

  it('of a reminder no longer configured are cleared', () => {
    const existing = warningsFor(inputs({ backups: [ending(hourMs)] })).hold;
    const after = warningsFor(
      inputs({ backups: [ending(hourMs)], existing, remindBeforeMs: [dayMs] }),
    );

    expect(thresholds(after.cleared)).toEqual(['7d', '3d']);
  });

  it('say late once the newest is older than every plus a tenth', () => {
    const at = (ageMs: number) =>
      inputs({ everyMs: dayMs, backups: [aBackup({ createdAt: now - ageMs })] });

    expect(warningsFor(at(1.1 * dayMs)).hold).toEqual([]);
    expect(thresholds(warningsFor(at(1.1 * dayMs + 1)).hold)).toEqual(['late']);
  });

  it('say late without any backup, but only after the storage was read', () => {
    const unread = aService({ storageReadAt: null });

    expect(thresholds(warningsFor(inputs({ everyMs: dayMs, backups: [] })).hold)).toEqual(['late']);
    expect(warningsFor(inputs({ everyMs: dayMs, backups: [], service: unread })).hold).toEqual([]);
  });

  it('change nothing when they are computed again, and partition what existed', () => {
    const backup = fc.record({
      id: fc.constantFrom('b1', 'b2', 'b3'),
      createdAt: fc.integer({ min: now - 40 * dayMs, max: now }),
      state: fc.constantFrom('present' as const, 'missing' as const),
      tier: fc.constantFrom('Premium', null),
    });
    const some = fc.uniqueArray(backup, { selector: (each) => each.id });
    fc.assert(
      fc.property(
        some,
        some,
        fc.option(fc.integer({ min: hourMs, max: 30 * dayMs })),
        (before, after, everyMs) => {
          const first = warningsFor(
            inputs({ backups: before.map((each) => aBackup(each)), everyMs }),
          );
          const later = inputs({
            backups: after.map((each) => aBackup(each)),
            everyMs,
            existing: first.hold,
          });
          const second = warningsFor(later);
          const again = warningsFor({ ...later, existing: second.hold });

          expect(again).toEqual({ hold: second.hold, cleared: [] });
          const ids = [...second.hold, ...second.cleared].map((each) => each.id);
          expect(new Set(ids).size).toBe(ids.length);
          expect(first.hold.every((each) => ids.includes(each.id))).toBe(true);
        },
      ),
      { numRuns: 2000 },
    );
  });
});

describe('a threshold', () => {
  it.each([
    [7 * dayMs, '7d'],
    [36 * hourMs, '36h'],
    [24 * hourMs, '1d'],
    [hourMs, '1h'],
  ])('of %i ms is %s', (ms, threshold) => {
    expect(thresholdOf(ms)).toBe(threshold);
  });

  it('that is nearest to the end is the most urgent one', () => {
    const { hold } = warningsFor(inputs({ backups: [ending(hourMs)], everyMs: dayMs }));

    expect(mostUrgent(hold)?.threshold).toBe('1d');
    expect(mostUrgent([])).toBeNull();
  });
});
