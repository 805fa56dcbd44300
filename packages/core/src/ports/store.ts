import type { Approval } from '../domain/approval.ts';
import type { Backup } from '../domain/backup.ts';
import type { Hold, Pause } from '../domain/hold.ts';
import type { Beat, Lease } from '../domain/lease.ts';
import type { Notice } from '../domain/notice.ts';
import type { Operation } from '../domain/operation.ts';
import type { ScheduledRun } from '../domain/scheduled-run.ts';
import type { ServiceSeen } from '../domain/service-seen.ts';
import type { Standing } from '../domain/standing.ts';
import type { Warning } from '../domain/warning.ts';

/** The kinds of records and their shapes. A new kind is one line here and one schema in `store/`. */
export type RecordShapes = {
  backup: Backup;
  operation: Operation;
  service: ServiceSeen;
  lease: Lease;
  beat: Beat;
  warning: Warning;
  notice: Notice;
  hold: Hold;
  pause: Pause;
  run: ScheduledRun;
  approval: Approval;
  standing: Standing;
};

/** A kind of record. */
export type RecordKind = keyof RecordShapes;

/** A consistent view of the memory; records in it must not be changed. */
export type Snapshot = {
  /** Goes up with every update. */
  revision: number;
  get<K extends RecordKind>(kind: K, id: string): RecordShapes[K] | null;
  all<K extends RecordKind>(kind: K): readonly RecordShapes[K][];
};

/** The same, while it may be changed. */
export type Draft = Snapshot & {
  put<K extends RecordKind>(kind: K, record: RecordShapes[K]): void;
  remove(kind: RecordKind, id: string): void;
};

/**
 * The memory that every door on this machine shares.
 * Errors: `store-unreadable`, `store-newer`, `store-unwritable`.
 */
export type Store = {
  /** The newest view; cheap when nothing changed. */
  read(): Promise<Snapshot>;
  /**
   * Compare-and-set: `change` sees the newest view and alters it; all of it is on disk when this
   * resolves, or none. It is synchronous, has no effects of its own and may run more than once.
   * Throwing from it leaves everything as it was.
   */
  update<T>(change: (draft: Draft) => T): Promise<T>;
  /** Calls `listener` after each change, also one of another process, within a second. Returns the way to stop. */
  subscribe(listener: (snapshot: Snapshot) => void): () => void;
  /** What had to be recovered when the store was opened; null when nothing was wrong. */
  recovery(): Promise<Recovery | null>;
  close(): Promise<void>;
};

/** What a rebuild of a damaged store brought back and what it could not. */
export type Recovery = {
  /** Where the damaged file was put; null when the file was missing altogether. */
  setAside: string | null;
  from: ('last-good-copy' | 'audit' | 'nothing')[];
  /** Sentences: what could not be recovered. */
  lost: string[];
};
