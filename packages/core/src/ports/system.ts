import type { Beat } from '../domain/lease.ts';
import type { Requester } from '../domain/operation.ts';
import type { Secret } from '../domain/secret.ts';

/** This process, as other processes will know it. */
export type ThisProcess = Omit<Beat, 'beat' | 'at' | 'watches'> & { requester: Requester };

/** What the system knows about other processes of this machine. */
export type Processes = {
  /**
   * `gone` only with proof: same host, and no such process (or a younger one under its pid).
   * Everything else is `perhaps`.
   */
  look(other: Pick<Beat, 'host' | 'pid' | 'startedAt' | 'startMark'>): 'gone' | 'perhaps';
};

/** Values of the environment that the configuration names, such as an access key. */
export type Secrets = { get(variable: string): Secret | null };

/** A line of the log: static message, fields beside it. Secrets are masked by the adapter too. */
export type Log = {
  info(message: string, fields?: Record<string, unknown>): void;
  warn(message: string, fields?: Record<string, unknown>): void;
  error(message: string, fields?: Record<string, unknown>): void;
};

/** The local disk's facts for `doctor`. */
export type Disk = {
  look(
    folder: string,
  ): Promise<{ freeBytes: number; network: boolean; fileSystem: string; writable: boolean }>;
};
