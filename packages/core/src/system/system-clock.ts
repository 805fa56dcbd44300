import type { Clock } from '../ports/time.ts';

/** A timer takes no more than this (2^31 - 1 ms); it fires at once for anything longer. */
const longestTimerMs = 2_147_483_647;

/** The machine's own time. */
export function systemClock(): Clock {
  return {
    now: () => Date.now(),
    monotonic: () => performance.now(),
    async sleep(ms, signal, options = {}) {
      const wakeAt = performance.now() + ms;
      do {
        const left = Math.min(Math.max(0, wakeAt - performance.now()), longestTimerMs);
        await nap(left, signal, options.background ?? false);
      } while (performance.now() < wakeAt);
    },
  };
}

function nap(ms: number, signal: AbortSignal | undefined, background: boolean): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) {
      reject(signal.reason);
      return;
    }
    const stop = (): void => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    // Rounded up: a timer may fire up to a millisecond early, which would make the rest a busy loop.
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop);
      resolve();
    }, Math.ceil(ms));
    if (background) timer.unref();
    signal?.addEventListener('abort', stop, { once: true });
  });
}
