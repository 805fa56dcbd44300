import type { Instant } from '../../domain/instant.ts';
import type { ScheduledRun } from '../../domain/scheduled-run.ts';

const firstRetryMs = 60_000;
const longestRetryMs = 30 * 60 * 1000;

/**
 * How long to wait before try `tries + 1`: a minute, then twice as long each time up to half an hour,
 * spread over half of it to half more, so that a fleet that failed together does not come back
 * together. Units: milliseconds; `spread` is a random number from 0 to 1.
 */
export function retryAfterMs(tries: number, spread: number): number {
  const grown = Math.min(longestRetryMs, firstRetryMs * 2 ** Math.min(Math.max(tries - 1, 0), 8));
  return Math.round(grown * (0.5 + spread));
}

/** What a failure of a run's newest try makes of it. */
export type RunFailure = {
  words: string;
  mayPass: boolean;
  now: Instant;
  /** When the next due time takes its place; null when there is none. */
  nextAt: Instant | null;
  spread: number;
};

/**
 * The run after a try that failed: tried again inside its window, which the next due time ends, or
 * given up for this due time. Pure.
 */
export function afterFailure(run: ScheduledRun, failure: RunFailure): ScheduledRun {
  const { words, mayPass, now, nextAt, spread } = failure;
  const at = now + retryAfterMs(run.tries, spread);
  const isInside = nextAt === null || at < nextAt;
  return mayPass && isInside
    ? { ...run, status: 'failed', nextTryAt: at, words }
    : { ...run, status: 'given-up', nextTryAt: null, words };
}
