import type { Approval } from '../domain/approval.ts';
import type { Backup } from '../domain/backup.ts';
import type { Instant } from '../domain/instant.ts';
import type { Notice } from '../domain/notice.ts';
import type { Operation } from '../domain/operation.ts';

/** What leaves the hot store when it has long ended, and its shapes. */
export type ArchivedShapes = {
  operation: Operation;
  notice: Notice;
  backup: Backup;
  approval: Approval;
};

/** A kind that is archived. */
export type ArchivedKind = keyof ArchivedShapes;

/** Which records are wanted; all of a kind unless it says otherwise. */
export type ArchiveRange = {
  /** Both ends are included. */
  from: Instant;
  to: Instant;
  /**
   * Only records that hold this text somewhere in their JSON, such as an id: others are not even
   * parsed. The caller looks whether it is in the right place.
   */
  holding?: string;
};

/**
 * Records that long ended, in dated files beside the store; kept for years. Appending resolves when
 * the lines are on disk. A record that is appended twice is read once, as it was appended last.
 * Errors: `store-unwritable`, `store-unreadable`.
 */
export type Archive = {
  /** Puts records into the file of the month that `at` lies in. */
  append<K extends ArchivedKind>(
    kind: K,
    records: readonly { at: Instant; record: ArchivedShapes[K] }[],
  ): Promise<void>;
  /** Records of a kind in a range, oldest first; unreadable lines are counted, not thrown. */
  read<K extends ArchivedKind>(
    kind: K,
    range: ArchiveRange,
  ): Promise<{ records: ArchivedShapes[K][]; unreadable: number }>;
  /** The ids of all archived records of a kind. */
  ids(kind: ArchivedKind): Promise<Set<string>>;
};
