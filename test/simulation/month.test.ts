import { describe, expect, it } from 'vitest';
import { hour, minute } from '../core/workflows/schedule/watched-fleet.ts';
import { liveMonth, longestChance, type Month, slotsOf } from './month.ts';

const seed = Number(process.env.MONTH_SEED ?? 4711);

/**
 * So long a stretch in which nothing is in the way is enough for one backup: what failed waits 45
 * minutes at most before it is tried again, an answer that was lost is settled within half an hour,
 * and a fleet that comes back together is made four at a time.
 */
const enoughMs = 4 * hour;

/** Operations of the schedule by service and due time. */
function bySlot(month: Month) {
  return Map.groupBy(
    month.operations.filter(({ dueAt }) => dueAt !== undefined),
    ({ service, dueAt }) => `${service}|${dueAt}`,
  );
}

describe('a month of 50 services under two watches', () => {
  it('makes every due backup once, whatever fails and whoever is killed', async () => {
    const began = process.hrtime.bigint();
    const used = process.cpuUsage();
    const month = await liveMonth(seed);
    const cpu = process.cpuUsage(used);
    const made = bySlot(month);
    const slots = slotsOf(month);
    const outcomes = slots.map(({ service, dueAt, until }) => {
      const operations = made.get(`${service.id}|${dueAt}`) ?? [];
      const succeeded = operations.filter(({ status }) => status === 'succeeded').length;
      const refused = operations.some(({ error }) => error?.code === 'BackupFailed');
      const span = { from: dueAt + 10 * minute, to: until };
      const chance = longestChance(month, service.resourceId, span) >= enoughMs;
      return { label: service.label, dueAt, operations, succeeded, refused, chance };
    });
    const missed = outcomes.filter(
      ({ succeeded, refused, chance }) => succeeded === 0 && chance && !refused,
    );
    const figures = {
      seed,
      due: slots.length,
      made: outcomes.filter(({ succeeded }) => succeeded === 1).length,
      'not to be had': outcomes.filter(({ succeeded, chance }) => succeeded === 0 && !chance)
        .length,
      'refused by Azure': outcomes.filter(({ succeeded, refused }) => succeeded === 0 && refused)
        .length,
      tries: month.taken,
      'of them again': month.retried,
      'operations failed': month.operations.filter(({ status }) => status === 'failed').length,
      'never started': month.operations.filter(({ status }) => status === 'not-started').length,
      notices: month.notices.length,
      'of them warnings': month.notices.filter(({ threshold }) => threshold !== null).length,
      kills: month.kills,
      'wall seconds': Number(process.hrtime.bigint() - began) / 1e9,
      'CPU seconds': (cpu.user + cpu.system) / 1e6,
    };
    process.stdout.write(`the month: ${JSON.stringify(figures)}\n`);

    expect(outcomes.filter(({ succeeded }) => succeeded > 1)).toEqual([]);
    expect(missed).toEqual([]);
    expect(figures.made).toBeGreaterThan(slots.length * 0.8);
    expect(month.kills).toBeGreaterThan(20);

    // Azure took no more than we know of: nothing was sent twice, and nothing was forgotten.
    const accepted = month.one.azure.runs().map(({ clientRequestId }) => clientRequestId);
    expect(new Set(accepted).size).toBe(accepted.length);
    const known = new Set(month.operations.map(({ id }) => id));
    expect(accepted.filter((id) => !known.has(id))).toEqual([]);

    // One at a time for each service, four in all.
    for (const run of month.one.azure.runs()) {
      const beside = month.one.azure
        .runs()
        .filter((other) => other.startedAt <= run.startedAt && run.startedAt < other.endsAt);
      expect(beside.length).toBeLessThanOrEqual(4);
      expect(beside.filter(({ service }) => service === run.service)).toHaveLength(1);
    }

    // A warning is one notice, told once; and nobody was left without a way back.
    expect(new Set(month.told).size).toBe(month.told.length);
    const warnings = month.notices.filter(({ threshold }) => threshold !== null);
    const causes = warnings.map(({ service, threshold, backup }) =>
      [service, threshold, backup].join('|'),
    );
    expect(new Set(causes).size).toBe(causes.length);
    expect(new Set(warnings.map(({ threshold }) => threshold))).toEqual(
      new Set(['7d', '3d', '1d', 'last-restorable', 'expired', 'late']),
    );
    expect(month.bare).toEqual([]);
  });

  it('is the same month for the same seed, and another one for another', async () => {
    const [one, again, other] = [
      await liveMonth(seed, 5),
      await liveMonth(seed, 5),
      await liveMonth(seed + 1, 5),
    ];

    expect(again.digest).toBe(one.digest);
    expect(other.digest).not.toBe(one.digest);
  });
});
