import type { Check } from '../domain/check.ts';
import type { BlobSeen, Look } from '../ports/azure.ts';

/** Whether the backup's blob is there, and the one that was recorded. */
export function checkBackupPresent(blob: Look<BlobSeen>, knownEtag: string | null): Check {
  const base = { name: 'backup-present', threshold: 'present, unchanged' };
  if (!blob.seen) {
    if (blob.why.kind !== 'absent') {
      return {
        ...base,
        verdict: 'unknown',
        measured: blob.why.words,
        remedy: blob.why.remedy,
        code: null,
      };
    }
    return {
      ...base,
      verdict: 'fail',
      measured: 'the blob is not there',
      remedy:
        'Choose another backup: `apim backups`. Soft-deleted blobs can be brought back in the portal.',
      code: 'backup-missing',
    };
  }
  if (knownEtag !== null && blob.value.etag !== null && knownEtag !== blob.value.etag) {
    return {
      ...base,
      verdict: 'warn',
      measured: 'the blob was changed after it was recorded',
      remedy: 'Find out who wrote it; a copied or edited blob may not restore.',
      code: null,
    };
  }
  return { ...base, verdict: 'pass', measured: 'present', remedy: null, code: null };
}
