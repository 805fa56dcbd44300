import type { Clock } from '../../ports/time.ts';

/** Told of changes, tells them on at its pace. */
export type Paced<T> = {
  tell(value: T): void;
  /** Tells what is still untold, and nothing from then on. */
  end(): void;
};

/**
 * Tells the newest value at once when the last one was told `everyMs` or longer ago, else when that
 * time is over. Values between are skipped.
 */
export function paced<T>(
  clock: Pick<Clock, 'monotonic' | 'sleep'>,
  everyMs: number,
  tell: (value: T) => void,
): Paced<T> {
  const ended = new AbortController();
  let untold: { value: T } | null = null;
  let toldAt = Number.NEGATIVE_INFINITY;

  const tellNow = (): void => {
    if (untold === null || ended.signal.aborted) return;
    const { value } = untold;
    untold = null;
    toldAt = clock.monotonic();
    tell(value);
  };
  return {
    tell(value) {
      const isWaiting = untold !== null;
      untold = { value };
      const restMs = everyMs - (clock.monotonic() - toldAt);
      if (restMs <= 0) tellNow();
      // A rejected sleep is how it ends.
      else if (!isWaiting) clock.sleep(restMs, ended.signal).then(tellNow, () => {});
    },
    end() {
      tellNow();
      ended.abort();
    },
  };
}
