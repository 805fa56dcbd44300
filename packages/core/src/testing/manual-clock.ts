import type { Instant } from '../domain/instant.ts';
import type { Clock } from '../ports/time.ts';

/** A sleeper of the manual clock: how long it asked for, and when it wakes on the monotonic clock. */
export type Sleeper = { ms: number; wakesAt: number };

/** A clock that moves only when told to. */
export type ManualClock = Clock & {
  /** Who sleeps, the next to wake first. */
  sleepers(): Sleeper[];
  /** Moves both clocks on, waking sleepers in order at their own times. Never backwards: RangeError. */
  advance(ms: number): Promise<void>;
  /** Moves on to the next sleeper and wakes it; false when nobody sleeps. */
  advanceToNext(): Promise<boolean>;
  /** Resolves as soon as at least `count` sleep. */
  untilSleepers(count: number): Promise<void>;
  /** Sets the wall clock alone, as an administrator or NTP does; it may go back. */
  setWall(instant: Instant): void;
};

type Waiting = Sleeper & { order: number; wake: () => void };

/** A {@link ManualClock} that shows `at`, by default 2026-11-23T03:00:00Z. */
export function manualClock(at: Instant = Date.UTC(2026, 10, 23, 3)): ManualClock {
  let wall = at;
  let elapsed = 0;
  let order = 0;
  const asleep = new Set<Waiting>();
  const watchers = new Set<() => void>();

  function inOrder(): Waiting[] {
    return [...asleep].sort((a, b) => a.wakesAt - b.wakesAt || a.order - b.order);
  }

  function moveTo(target: number): void {
    wall += target - elapsed;
    elapsed = target;
  }

  async function advance(ms: number): Promise<void> {
    if (!(ms >= 0)) throw new RangeError(`The clock does not run backwards: ${ms} ms`);
    const target = elapsed + ms;
    await settle();
    for (let [next] = inOrder(); next && next.wakesAt <= target; [next] = inOrder()) {
      moveTo(next.wakesAt);
      next.wake();
      await settle();
    }
    moveTo(target);
    await settle();
  }

  return {
    now: () => wall,
    monotonic: () => elapsed,
    sleep: (ms, signal) =>
      new Promise<void>((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason);
        const stop = (): void => {
          asleep.delete(entry);
          reject(signal?.reason);
        };
        const entry: Waiting = {
          ms,
          wakesAt: elapsed + Math.max(0, ms),
          order: order++,
          wake() {
            asleep.delete(entry);
            signal?.removeEventListener('abort', stop);
            resolve();
          },
        };
        signal?.addEventListener('abort', stop, { once: true });
        asleep.add(entry);
        for (const watcher of [...watchers]) watcher();
      }),
    sleepers: () => inOrder().map(({ ms, wakesAt }) => ({ ms, wakesAt })),
    advance,
    async advanceToNext() {
      await settle();
      const [next] = inOrder();
      if (next === undefined) return false;
      await advance(Math.max(0, next.wakesAt - elapsed));
      return true;
    },
    untilSleepers: (count) =>
      new Promise<void>((resolve) => {
        const look = (): void => {
          if (asleep.size < count) return;
          watchers.delete(look);
          resolve();
        };
        watchers.add(look);
        look();
      }),
    setWall(instant) {
      wall = instant;
    },
  };
}

/** Lets everything run that is ready, promises and the immediates behind them. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) {
    await new Promise<void>((resolve) => {
      setImmediate(resolve);
    });
  }
}
