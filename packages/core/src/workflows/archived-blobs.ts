import { archiveAfterMs } from '../domain/archivable.ts';
import { backupId } from '../domain/backup-id.ts';
import type { BlobSeen } from '../ports/azure.ts';
import type { Snapshot } from '../ports/store.ts';
import type { Work } from './work.ts';

/** Names of blobs of one container that the archive knows. */
export type ArchivedBlobs = {
  /** Their backups' records are there. */
  backups: ReadonlySet<string>;
  /** A backup that failed long ago left them behind. */
  leftovers: ReadonlySet<string>;
};

const none: ArchivedBlobs = { backups: new Set(), leftovers: new Set() };

/**
 * Which of the listed blobs without a record have one in the archive. The archive is read only where a
 * blob is old enough to be there.
 */
export async function archivedBlobs(
  { ports }: Work,
  place: { account: string; container: string },
  before: Snapshot,
  blobs: readonly BlobSeen[],
): Promise<ArchivedBlobs> {
  const now = ports.clock.now();
  const { account, container } = place;
  const idOf = (name: string): string => backupId({ account, container, name });
  const old = blobs.filter(
    ({ name, createdAt, modifiedAt }) =>
      now - (createdAt ?? modifiedAt ?? 0) > archiveAfterMs &&
      before.get('backup', idOf(name)) === null,
  );
  if (old.length === 0) return none;
  const ids = await ports.archive.ids('backup');
  const backups = new Set(old.map(({ name }) => name).filter((name) => ids.has(idOf(name))));
  if (backups.size === old.length) return { ...none, backups };
  const everything = { from: 0, to: Number.MAX_SAFE_INTEGER };
  const ended = await ports.archive.read('operation', { ...everything, holding: 'failed' });
  const failed = ended.records.filter(
    (one) =>
      one.kind === 'backup' &&
      one.status === 'failed' &&
      one.account === account &&
      one.container === container,
  );
  return { backups, leftovers: new Set(failed.map(({ blobName }) => blobName)) };
}
