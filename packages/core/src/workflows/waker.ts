import type { Clock } from '../ports/time.ts';

/** A wait that may be cut short. */
export type Waker = {
  /** Ends the wait that goes on, or the next one at once. */
  wake(): void;
  /** Resolves after `ms`, when woken, or when the signal aborts; never rejects. Milliseconds. */
  wait(ms: number): Promise<void>;
};

/** A {@link Waker}; the signal wakes it too. */
export function createWaker(clock: Clock, signal: AbortSignal): Waker {
  let woken = new AbortController();
  const wake = (): void => woken.abort();
  signal.addEventListener('abort', wake, { once: true });
  return {
    wake,
    async wait(ms) {
      if (signal.aborted) return;
      await clock.sleep(ms, woken.signal).catch(() => undefined);
      woken = new AbortController();
    },
  };
}
