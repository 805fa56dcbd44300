import { describe, expect, it } from 'vitest';
import { manualClock } from '../../../packages/core/src/testing.ts';
import { within } from '../../../packages/core/src/workflows/within.ts';

const never = (): Promise<never> => new Promise(() => undefined);

describe('within a time', () => {
  it('gives what came in time, and leaves no sleeper behind', async () => {
    const clock = manualClock();

    expect(await within(clock, 1_000, undefined, async () => 7)).toEqual({
      inTime: true,
      value: 7,
    });
    await clock.advance(0);
    expect(clock.sleepers()).toEqual([]);
  });

  it('ends though what it waits for hears no signal, and gives it one', async () => {
    const clock = manualClock();
    let given: AbortSignal | null = null;
    const waiting = within(clock, 1_000, undefined, (signal) => {
      given = signal;
      return never();
    });
    await clock.untilSleepers(1);
    await clock.advance(1_000);

    expect(await waiting).toEqual({ inTime: false });
    expect(given).toMatchObject({ aborted: true });
  });

  it('ends with the caller, whatever hangs', async () => {
    const stop = new AbortController();
    const waiting = within(manualClock(), 1_000, stop.signal, never);
    stop.abort(new Error('ctrl-c'));

    await expect(waiting).rejects.toThrow('ctrl-c');
  });

  it('rejects as what it does rejects', async () => {
    const failing = within(manualClock(), 1_000, undefined, async () => {
      throw new Error('no');
    });

    await expect(failing).rejects.toThrow('no');
  });
});
