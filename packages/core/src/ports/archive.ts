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

/**
 * Records that long ended, in dated files beside the store; kept for years. Appending resolves when
 * the lines are on disk. A record that is appended twice is read once.
 */
export type Archive = {
  /** Puts records into the file of the month that `at` lies in. */
  append<K extends ArchivedKind>(
    kind: K,
    records: readonly { at: Instant; record: ArchivedShapes[K] }[],
  ): Promise<void>;
  /** Records of a kind between two instants, oldest first; unreadable lines are counted, not thrown. */
  read<K extends ArchivedKind>(
    kind: K,
    range: { from: Instant; to: Instant },
  ): Promise<{ records: ArchivedShapes[K][]; unreadable: number }>;
};
