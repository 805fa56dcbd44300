import type { Instant } from '../domain/instant.ts';

/** Time. The only source of it for everything that decides or waits. */
export type Clock = {
  /** The wall clock, in milliseconds since the epoch; it may jump. */
  now(): Instant;
  /** A clock that never jumps, in milliseconds from an arbitrary start. */
  monotonic(): number;
  /**
   * Resolves after `ms`, or rejects with the signal's reason as soon as it aborts. A `background`
   * sleep does not keep the process alive.
   */
  sleep(ms: number, signal?: AbortSignal, options?: { background?: boolean }): Promise<void>;
};

/** Makes GUIDs. */
export type Ids = { next(): string };

/** A number from 0 (included) to 1 (excluded), for jitter. */
export type Random = () => number;
