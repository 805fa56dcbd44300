import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createClock, timeAt } from '../../../packages/sandbox/src/clock/clock.ts';

function clockAt(real: { ms: number }, settings: { startMs?: number | null; rate?: number } = {}) {
  return createClock({ startMs: null, rate: 1, realNow: () => real.ms, ...settings });
}

describe('the sandbox clock', () => {
  it('starts at real time and runs with it unless told otherwise', () => {
    const real = { ms: 1000 };
    const clock = clockAt(real);

    real.ms += 250;

    expect(clock.now()).toBe(1250);
  });

  it('starts where it is told to', () => {
    const real = { ms: 1000 };
    const clock = clockAt(real, { startMs: 5_000_000 });

    real.ms += 1;

    expect(clock.now()).toBe(5_000_001);
  });

  it('passes faster by its rate, and a new rate counts from then on', () => {
    const real = { ms: 0 };
    const clock = clockAt(real, { rate: 60 });

    real.ms += 1000;
    clock.setRate(2);
    real.ms += 1000;

    expect(clock.now()).toBe(62_000);
    expect(clock.rate()).toBe(2);
  });

  it('jumps when it is advanced and goes on at its rate', () => {
    const real = { ms: 0 };
    const clock = clockAt(real);

    clock.advance(86_400_000);
    real.ms += 5;

    expect(clock.now()).toBe(86_400_005);
  });

  it.each([-1, Number.NaN])('refuses an advance of %s', (ms) => {
    expect(() => clockAt({ ms: 0 }).advance(ms)).toThrow(RangeError);
  });

  it.each([0, -1, Number.NaN])('refuses a rate of %s', (rate) => {
    expect(() => clockAt({ ms: 0 }).setRate(rate)).toThrow(RangeError);
  });

  it('never runs backwards and tells others the same time, whatever is done to it', () => {
    const step = fc.oneof(
      fc.record({ advance: fc.nat(1e9) }),
      fc.record({ rate: fc.integer({ min: 1, max: 1000 }) }),
      fc.record({ real: fc.nat(1e6) }),
    );
    fc.assert(
      fc.property(fc.array(step), (steps) => {
        const real = { ms: 0 };
        const clock = clockAt(real);
        let last = clock.now();
        for (const each of steps) {
          if ('advance' in each) clock.advance(each.advance);
          if ('rate' in each) clock.setRate(each.rate);
          if ('real' in each) real.ms += each.real;
          expect(clock.now()).toBeGreaterThanOrEqual(last);
          expect(Math.floor(timeAt(clock.segment(), real.ms))).toBe(clock.now());
          last = clock.now();
        }
      }),
    );
  });
});
