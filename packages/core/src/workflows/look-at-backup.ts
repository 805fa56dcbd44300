import type { Backup } from '../domain/backup.ts';
import type { BlobSeen, Blobs, ContainerPlace, Look } from '../ports/azure.ts';
import { lookIntoStorage } from './storage-access.ts';
import { wayToBlob } from './way-to-blob.ts';
import type { Work } from './work.ts';

/** Looks at a backup's blob now. Reads Azure, writes nothing. */
export function lookAtBackup(
  work: Work,
  backup: Backup,
  signal?: AbortSignal,
): Promise<Look<BlobSeen>> {
  return withBlobOf(work, backup, (blobs, place) => blobs.head(place, backup.name, signal), signal);
}

/** Does something in the container of a backup, by the best way in that the configuration knows. */
export function withBlobOf<T>(
  work: Work,
  backup: Backup,
  act: (blobs: Blobs, place: ContainerPlace) => Promise<Look<T>>,
  signal?: AbortSignal,
): Promise<Look<T>> {
  const { reader, storage } = wayToBlob(work, { ...backup, backup });
  return lookIntoStorage(work, reader, storage, act, signal);
}
