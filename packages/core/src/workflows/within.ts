import type { Clock } from '../ports/time.ts';

/** What came in time, or nothing. */
export type InTime<T> = { inTime: true; value: T } | { inTime: false };

/**
 * Does something for at most `limitMs`, whether or not it listens to its signal: a region that hangs
 * must not hang a page. What comes later is dropped. Rejects as it does, and with the signal's reason.
 */
export async function within<T>(
  clock: Pick<Clock, 'sleep'>,
  limitMs: number,
  signal: AbortSignal | undefined,
  act: (signal: AbortSignal) => Promise<T>,
): Promise<InTime<T>> {
  signal?.throwIfAborted();
  const late = new AbortController();
  const done = new AbortController();
  const both = signal === undefined ? late.signal : AbortSignal.any([late.signal, signal]);
  const waiting = signal === undefined ? done.signal : AbortSignal.any([done.signal, signal]);
  const acting = act(both).then((value): InTime<T> => ({ inTime: true, value }));
  const timing = clock.sleep(limitMs, waiting).then((): InTime<T> => {
    late.abort();
    return { inTime: false };
  });
  // Whichever loses the race may reject later, when nobody listens any more.
  acting.catch(() => undefined);
  timing.catch(() => undefined);
  try {
    return await Promise.race([acting, timing]);
  } finally {
    done.abort();
  }
}
