import type { ServiceId } from './configuration.ts';
import type { Instant } from './instant.ts';

/**
 * How the newest due run of a service's schedule stands; one record a service. Taking a due time is
 * a compare-and-set in the store, which is what makes each due backup once, whoever watches.
 */
export type ScheduledRun = {
  /** The service's id. */
  id: ServiceId;
  label: string;
  /** The due time this is about; later ones are not taken yet. */
  dueAt: Instant;
  /**
   * `taken` by a process that will start it; `started` with its operation; then `done`, `failed` (it
   * may be tried again at `nextTryAt`) or `given-up` for this due time.
   */
  status: 'taken' | 'started' | 'done' | 'failed' | 'given-up';
  /** The process that took it. */
  process: string;
  takenAt: Instant;
  tries: number;
  /** When a failed one is tried again; null when it is not. */
  nextTryAt: Instant | null;
  /** The operation of the newest try; null before its intent. */
  operation: string | null;
  /** Why it failed or was given up, in words. */
  words: string | null;
};
