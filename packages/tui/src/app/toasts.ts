import type { Clock, Tone } from '@lifeboat/core';
import { type Changing, observable } from './observable.ts';

/** A line that says itself for a while. */
export type Toast = { key: number; tone: Tone; text: string; until: number };

/** What is said for a while at the bottom; the newest is shown. */
export type Toasts = Changing<readonly Toast[]> & {
  say(tone: Tone, text: string): void;
  /** Takes away what has been said long enough. */
  expire(): void;
};

/** How long a toast stays: long enough to be read twice. Milliseconds. */
const staysMs = 8_000;
const mostToasts = 5;

/** No toasts yet. */
export function createToasts(clock: Clock): Toasts {
  const all = observable<readonly Toast[]>([]);
  let key = 0;
  return {
    ...all,
    say(tone, text) {
      const toast = { key: key++, tone, text, until: clock.monotonic() + staysMs };
      all.update((before) => [...before.slice(1 - mostToasts), toast]);
    },
    expire() {
      const now = clock.monotonic();
      all.update((before) => {
        const after = before.filter(({ until }) => until > now);
        return after.length === before.length ? before : after;
      });
    },
  };
}
