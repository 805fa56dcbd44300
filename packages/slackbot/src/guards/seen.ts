import type { Clock } from '@lifeboat/core';

/** What was seen lately. */
export type Seen = {
  /** True the first time a key comes, false while it is remembered. */
  first(key: string): boolean;
};

type Parts = { clock: Pick<Clock, 'monotonic'>; forMs: number; most?: number };

/** Remembers keys for `forMs`; of more than `most` the oldest go first, so that memory has an end. */
export function createSeen({ clock, forMs, most = 50_000 }: Parts): Seen {
  const until = new Map<string, number>();
  return {
    first(key) {
      const now = clock.monotonic();
      for (const [old, end] of until) {
        if (end > now && until.size < most) break;
        until.delete(old);
      }
      if (until.has(key)) return false;
      until.set(key, now + forMs);
      return true;
    },
  };
}
