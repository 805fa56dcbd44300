import type { Draft } from './store.ts';

/** The leases of this process: who follows what, and what it has seen of the others' beats. */
export type Leases = {
  /**
   * Makes this process the one who follows an operation: true when it is, or has been already. False
   * while another process holds the lease that is neither proven gone nor silent for 60 s.
   *
   * `also` is a change that goes into the same update; when it throws, nothing is taken.
   */
  take(operation: string, also?: (draft: Draft) => void): Promise<boolean>;
  /** Gives a lease back; nothing happens when it is not ours. */
  release(operation: string): Promise<void>;
  /** Gives back all of them and stops the beat. */
  close(): Promise<void>;
};
