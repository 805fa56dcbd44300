import type { Clock } from '@lifeboat/core';
import { type Observable, observable } from './observable.ts';

/** The one clock of the screens: what ages is drawn again when this moves. */
export type Ticks = Observable<number> & {
  stop(): void;
  /** Called when the wall clock jumped, such as after a laptop slept. */
  onJump(listener: () => void): void;
};

/** More than this between the two clocks in one step is a jump. Milliseconds. */
const jumpMs = 5_000;

/** Ticks every `everyMs`; the value is the time now, in milliseconds since the epoch. */
export function createTicks(clock: Clock, everyMs: number): Ticks {
  const now = observable(clock.now());
  const done = new AbortController();
  const jumped = new Set<() => void>();
  const run = async (): Promise<void> => {
    let before = { wall: clock.now(), steady: clock.monotonic() };
    while (!done.signal.aborted) {
      await clock.sleep(everyMs, done.signal, { background: true });
      const after = { wall: clock.now(), steady: clock.monotonic() };
      const drift = after.wall - before.wall - (after.steady - before.steady);
      const slept = after.steady - before.steady > everyMs + jumpMs;
      before = after;
      if (slept || Math.abs(drift) > jumpMs) for (const listener of jumped) listener();
      now.set(after.wall);
    }
  };
  run().catch(() => undefined);
  return {
    ...now,
    stop: () => done.abort(),
    onJump: (listener) => void jumped.add(listener),
  };
}
