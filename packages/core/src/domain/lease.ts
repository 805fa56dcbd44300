import type { Instant } from './instant.ts';

/** A running Lifeboat process. Its beat goes up while it lives; one beat serves all its leases. */
export type Beat = {
  /** Random per process. */
  id: string;
  host: string;
  pid: number;
  /** When the process started as the system knows it; tells a reused pid apart. */
  startedAt: Instant;
  /**
   * Boot, process namespace and start tick as the kernel counts them, where it tells: proof that a
   * process is another one, which a wall clock that was set cannot be.
   */
  startMark?: string;
  door: string;
  who: string;
  /** Counts up; compared on the observer's own monotonic clock, never with a wall clock. */
  beat: number;
  /** When it beat last, by the wall clock: for people and monitors, never for leases. */
  at?: Instant;
  /** It runs what is due: `loop` while it lives, `rounds` once each time somebody starts it. */
  watches?: 'loop' | 'rounds';
};

/** Who follows an operation. Avoids double polling; it is not what keeps a POST from repeating. */
export type Lease = {
  /** The operation's id. */
  id: string;
  /** The holder's {@link Beat} id. */
  process: string;
  since: Instant;
};

/** A beat that stood still this long on the observer's own clock has lost its leases. */
export const leaseSilenceMs = 60_000;
