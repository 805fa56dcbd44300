import { describe, expect, it } from 'vitest';
import { manualClock } from '../../../packages/core/src/testing/manual-clock.ts';

describe('the manual clock', () => {
  it('stands still until it is moved', () => {
    const clock = manualClock(1_000);

    expect([clock.now(), clock.monotonic()]).toEqual([1_000, 0]);
  });

  it('lists its sleepers, the next to wake first', () => {
    const clock = manualClock();
    void clock.sleep(300);
    void clock.sleep(100);

    expect(clock.sleepers()).toEqual([
      { ms: 100, wakesAt: 100 },
      { ms: 300, wakesAt: 300 },
    ]);
  });

  it('wakes each at its own time, in order, also those that fall asleep on the way', async () => {
    const clock = manualClock(0);
    const woke: string[] = [];
    const sleeper = async (name: string, ...naps: number[]): Promise<void> => {
      for (const ms of naps) {
        await clock.sleep(ms);
        woke.push(`${name} ${clock.now()}`);
      }
    };
    void sleeper('a', 100, 100);
    void sleeper('b', 150);
    void sleeper('c', 201);

    await clock.advance(200);

    expect(woke).toEqual(['a 100', 'b 150', 'a 200']);
    expect(clock.monotonic()).toBe(200);
  });

  it('refuses to run backwards', async () => {
    const clock = manualClock();

    await expect(clock.advance(-1)).rejects.toThrow(RangeError);
    await expect(clock.advance(Number.NaN)).rejects.toThrow(RangeError);
  });

  it('moves to the next sleeper, and says when there is none', async () => {
    const clock = manualClock(0);
    void clock.sleep(250);

    expect(await clock.advanceToNext()).toBe(true);
    expect(clock.now()).toBe(250);
    expect(await clock.advanceToNext()).toBe(false);
  });

  it('wakes a sleeper with the signal’s reason, and forgets it', async () => {
    const clock = manualClock();
    const stop = new AbortController();
    const asleep = clock.sleep(1_000, stop.signal);
    stop.abort(new Error('enough'));

    await expect(asleep).rejects.toThrow('enough');
    await expect(clock.sleep(1, stop.signal)).rejects.toThrow('enough');
    expect(clock.sleepers()).toEqual([]);
  });

  it('tells when enough sleep', async () => {
    const clock = manualClock();
    let told = false;
    const waiting = clock.untilSleepers(2).then(() => {
      told = true;
    });
    void clock.sleep(1);
    await clock.advance(0);
    expect(told).toBe(false);
    void clock.sleep(1_000);
    await waiting;

    expect(told).toBe(true);
  });

  it('lets the wall clock be set without moving the other', async () => {
    const clock = manualClock(5_000);
    clock.setWall(0);
    await clock.advance(10);

    expect([clock.now(), clock.monotonic()]).toEqual([10, 10]);
  });
});
