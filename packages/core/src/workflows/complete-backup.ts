import type { Backup } from '../domain/backup.ts';
import { companionName } from '../domain/blob-name.ts';
import { isoTime } from '../domain/instant.ts';
import type { Operation } from '../domain/operation.ts';
import type { BlobSeen, Look } from '../ports/azure.ts';
import { companionText } from './companion.ts';
import { serviceOfOperation } from './service-of-operation.ts';
import { lookIntoStorage } from './storage-access.ts';
import type { Work } from './work.ts';

/**
 * After Azure said that a backup is done: looks at its blob, keeps what was seen, and writes the
 * companion beside it where rights allow. Best effort: a refusal is noted, never a failure.
 */
export async function completeBackup(work: Work, operation: Operation): Promise<void> {
  const { service, storage } = serviceOfOperation(work.configuration, operation);
  const blob = await lookIntoStorage(work, service, storage, (blobs, place) =>
    blobs.head(place, operation.blobName),
  );
  const backup = await keepBlob(work, operation, blob);
  work.ports.log.info('blob kept', { step: 'blob-kept', operation: operation.id });
  // Read-only changes nothing in Azure, not even beside a backup that somebody else started.
  if (backup === null || work.configuration.readOnly) return;
  const text = companionText(backup, operation, storage.clientId);
  const written = await lookIntoStorage(work, service, storage, (blobs, place) =>
    blobs.createText(place, companionName(operation.blobName), text),
  );
  work.ports.log.info('companion tried', { step: 'companion-tried', operation: operation.id });
  if (!written.seen) {
    work.ports.log.warn('companion not written', {
      operation: operation.id,
      blob: companionName(operation.blobName),
      why: written.why.words,
    });
  }
}

async function keepBlob(
  work: Work,
  operation: Operation,
  blob: Look<BlobSeen>,
): Promise<Backup | null> {
  const now = work.ports.clock.now();
  if (!blob.seen)
    work.ports.log.warn('blob not seen', {
      operation: operation.id,
      why: blob.why.words,
      at: isoTime(now),
    });
  if (operation.backup === null) return null;
  const id = operation.backup;
  return work.ports.store.update((draft) => {
    const backup = draft.get('backup', id);
    if (backup === null || !blob.seen) return backup;
    const kept = { ...backup, seenAt: now, etag: blob.value.etag, sizeBytes: blob.value.sizeBytes };
    draft.put('backup', kept);
    return kept;
  });
}
