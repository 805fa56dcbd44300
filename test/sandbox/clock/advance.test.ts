import { describe, expect, it } from 'vitest';
import { advanceThrough } from '../../../packages/sandbox/src/clock/advance.ts';
import { createClock } from '../../../packages/sandbox/src/clock/clock.ts';

describe('advancing through due times', () => {
  it('stops at each due time, in order, and ends where it was told to', async () => {
    const clock = createClock({ startMs: 0, rate: 1, realNow: () => 0 });
    const settledAt: number[] = [];

    await advanceThrough({
      clock,
      ms: 100,
      dueTimes: () => [70, 30, 200],
      settle: async () => {
        settledAt.push(clock.now());
      },
    });

    expect(settledAt).toEqual([0, 30, 70, 100]);
  });

  it('sees what only becomes due on the way', async () => {
    const clock = createClock({ startMs: 0, rate: 1, realNow: () => 0 });
    const settledAt: number[] = [];
    const due = [10];

    await advanceThrough({
      clock,
      ms: 50,
      dueTimes: () => due,
      settle: async () => {
        settledAt.push(clock.now());
        if (clock.now() === 10) due.push(40);
      },
    });

    expect(settledAt).toEqual([0, 10, 40, 50]);
  });

  it('settles once and moves nothing for an advance of zero', async () => {
    const clock = createClock({ startMs: 7, rate: 1, realNow: () => 0 });

    await advanceThrough({ clock, ms: 0, dueTimes: () => [], settle: async () => undefined });

    expect(clock.now()).toBe(7);
  });
});
