import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  longestSpreadMs,
  readSchedule,
  readSchedules,
  spreadOf,
} from '../../../packages/core/src/domain/schedule.ts';

const minute = 60_000;
const day = 24 * 60 * minute;
const at = (text: string): number => Date.parse(text);

const expressions = fc.constantFrom(
  '0 2 * * *',
  '*/7 * * * *',
  '*/15 * * * *',
  '30 3 31 * *',
  '0 3 29 2 *',
  '0 4 L * *',
  '15 1 * * 1-5',
  '0 0 1 1 *',
  '59 23 28-31 * *',
  '0 */6 * * *',
  '0 2,3 * * 0',
);
/** 2024 to 2036: three leap days, and the end of every kind of month. */
const instants = fc.integer({ min: at('2024-01-01T00:00:00Z'), max: at('2036-01-01T00:00:00Z') });

describe('a schedule', () => {
  it.each([
    ['0 2 * * *', '2026-03-01T01:59:59.999Z', '2026-02-28T02:00:00Z', '2026-03-01T02:00:00Z'],
    ['0 2 * * *', '2026-03-01T02:00:00Z', '2026-03-01T02:00:00Z', '2026-03-02T02:00:00Z'],
    ['0 2 * * *', '2026-03-01T02:00:00.500Z', '2026-03-01T02:00:00Z', '2026-03-02T02:00:00Z'],
    // Months without a 31st are left out, not shifted.
    ['0 3 31 * *', '2026-04-30T12:00:00Z', '2026-03-31T03:00:00Z', '2026-05-31T03:00:00Z'],
    ['0 3 29 2 *', '2026-01-01T00:00:00Z', '2024-02-29T03:00:00Z', '2028-02-29T03:00:00Z'],
    ['0 3 L * *', '2028-02-29T04:00:00Z', '2028-02-29T03:00:00Z', '2028-03-31T03:00:00Z'],
    // When clocks change in Europe and America nothing happens in UTC.
    ['30 2 * * *', '2026-03-29T02:30:00Z', '2026-03-29T02:30:00Z', '2026-03-30T02:30:00Z'],
    ['30 1 * * *', '2026-11-01T01:30:00Z', '2026-11-01T01:30:00Z', '2026-11-02T01:30:00Z'],
  ])('%s at %s was due %s and is next due %s', (expression, now, dueAt, nextAt) => {
    expect(readSchedule(expression).slotAt(at(now))).toMatchObject({
      dueAt: at(dueAt),
      nextAt: at(nextAt),
    });
  });

  it('has the newest due time not later than now, and nothing between it and the next', () => {
    fc.assert(
      fc.property(expressions, instants, (expression, now) => {
        const schedule = readSchedule(expression);
        const { dueAt, nextAt } = schedule.slotAt(now);

        expect(dueAt).not.toBeNull();
        expect(dueAt ?? now).toBeLessThanOrEqual(now);
        expect(nextAt ?? 0).toBeGreaterThan(now);
        expect(schedule.between(dueAt ?? 0, now)).toEqual([]);
        expect(schedule.between(now, nextAt ?? 0)).toEqual([nextAt]);
      }),
    );
  });

  it('gives the same slot whichever way the clock came there', () => {
    fc.assert(
      fc.property(
        expressions,
        instants,
        fc.array(fc.integer({ min: -40 * day, max: 40 * day }), { maxLength: 20 }),
        (expression, start, jumps) => {
          const schedule = readSchedule(expression);
          let now = start;
          for (const jump of jumps) {
            now += jump;
            expect(schedule.slotAt(now)).toEqual(readSchedule(expression).slotAt(now));
          }
        },
      ),
    );
  });

  it('walks through all its due times once, one slot after the other', () => {
    fc.assert(
      fc.property(expressions, instants, (expression, start) => {
        const schedule = readSchedule(expression);
        const times = schedule.between(start, start + 40 * day);
        const walked: number[] = [];
        let now = start;
        for (let slot = schedule.slotAt(now); walked.length < times.length; ) {
          now = slot.nextAt ?? Number.NaN;
          slot = schedule.slotAt(now);
          walked.push(slot.dueAt ?? Number.NaN);
        }

        expect(walked).toEqual(times);
        expect(new Set(walked).size).toBe(walked.length);
      }),
      { numRuns: 30 },
    );
  });

  it('never has two due times in one minute, and all at whole minutes', () => {
    fc.assert(
      fc.property(expressions, instants, (expression, start) => {
        const times = readSchedule(expression).between(start, start + 3 * day);

        expect(times.every((time) => time % minute === 0)).toBe(true);
        expect(times.every((time, index) => index === 0 || time > (times[index - 1] ?? 0))).toBe(
          true,
        );
      }),
    );
  });

  it('is read once for all services that share it', () => {
    const schedules = readSchedules();

    expect(schedules('0 2 * * *')).toBe(schedules('0 2 * * *'));
    expect(schedules('0 2 * * *')).not.toBe(schedules('0 3 * * *'));
  });
});

describe('the spread', () => {
  const anyId = fc.string({ minLength: 1, maxLength: 120 });

  it('is always the same for a service, and lies before a tenth of the gap and ten minutes', () => {
    fc.assert(
      fc.property(anyId, expressions, instants, (id, expression, now) => {
        const slot = readSchedule(expression).slotAt(now);
        const spread = spreadOf(id, slot);
        const gap = (slot.nextAt ?? 0) - (slot.dueAt ?? 0);

        expect(spread).toBe(spreadOf(id, readSchedule(expression).slotAt(slot.dueAt ?? 0)));
        expect(spread).toBeGreaterThanOrEqual(0);
        expect(spread).toBeLessThanOrEqual(Math.min(longestSpreadMs, gap / 10));
      }),
    );
  });

  it('parts fifty services of one cron over all of its ten minutes', () => {
    const slot = readSchedule('0 2 * * *').slotAt(at('2026-11-24T12:00:00Z'));
    const spreads = Array.from({ length: 50 }, (_, index) => spreadOf(`public|/s/${index}`, slot));
    const perMinute = Map.groupBy(spreads, (ms) => Math.floor(ms / minute));

    expect(perMinute.size).toBe(10);
    expect(Math.max(...[...perMinute.values()].map((all) => all.length))).toBeLessThan(15);
  });
});
