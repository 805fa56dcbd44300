import type { ManualClock } from '../../../../packages/core/src/testing.ts';

type Waiting = { wakesAt: number; ms: number; order: number; wake(): void };

/**
 * A manual clock for months: between two sleepers it lets promises run once, which is enough where
 * nothing but promises is waited for, and keeps its sleepers in order. `at` is what it shows first.
 */
export function quickClock(at: number): ManualClock {
  let wall = at;
  let elapsed = 0;
  let order = 0;
  const asleep: Waiting[] = [];

  function insert(entry: Waiting): void {
    let low = 0;
    let high = asleep.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const other = asleep[middle];
      if (other !== undefined && other.wakesAt <= entry.wakesAt) low = middle + 1;
      else high = middle;
    }
    asleep.splice(low, 0, entry);
  }

  async function advance(ms: number): Promise<void> {
    const target = elapsed + ms;
    await turn();
    for (let next = asleep[0]; next !== undefined && next.wakesAt <= target; next = asleep[0]) {
      wall += next.wakesAt - elapsed;
      elapsed = next.wakesAt;
      // All that wake at the same time wake in the same turn, as timers of one process do.
      while (asleep[0] !== undefined && asleep[0].wakesAt <= elapsed) asleep.shift()?.wake();
      await turn();
    }
    wall += target - elapsed;
    elapsed = target;
    await turn();
  }

  return {
    now: () => wall,
    monotonic: () => elapsed,
    sleep: (ms, signal) =>
      new Promise<void>((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason);
        const entry: Waiting = {
          ms,
          wakesAt: elapsed + Math.max(0, ms),
          order: order++,
          wake() {
            signal?.removeEventListener('abort', stop);
            resolve();
          },
        };
        const stop = (): void => {
          const index = asleep.indexOf(entry);
          if (index >= 0) asleep.splice(index, 1);
          reject(signal?.reason);
        };
        signal?.addEventListener('abort', stop, { once: true });
        insert(entry);
      }),
    sleepers: () => asleep.map(({ ms, wakesAt }) => ({ ms, wakesAt })),
    advance,
    async advanceToNext() {
      await turn();
      const [next] = asleep;
      if (next === undefined) return false;
      await advance(Math.max(0, next.wakesAt - elapsed));
      return true;
    },
    async untilSleepers(count) {
      while (asleep.length < count) await turn();
    },
    setWall(instant) {
      wall = instant;
    },
  };
}

/** Lets every promise that is ready run, and those behind them. */
function turn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
