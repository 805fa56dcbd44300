import { checkBackupPresent } from '../checks/backup-present.ts';
import { checkExpiry } from '../checks/expiry.ts';
import { checkSameTier } from '../checks/same-tier.ts';
import type { Check } from '../domain/check.ts';
import { LifeboatError } from '../domain/error.ts';
import type { BlobSeen, Look } from '../ports/azure.ts';
import { backupFacts } from './plan-restore.ts';
import type { NamedBackup } from './resolve-backup.ts';
import { lookIntoStorage } from './storage-access.ts';
import { errorOfUnseen } from './unseen.ts';
import { wayToBlob } from './way-to-blob.ts';
import type { Work } from './work.ts';

/** What a look at the blob itself found, and the error when the backup is not as it should be. */
export type VerifiedBackup = { checks: Check[]; error: LifeboatError | null };

/**
 * Reads a backup's blob and says whether it is present, unchanged and in its 30 days. That is the
 * most anybody can say: Azure's format is opaque, and only a restore proves that it restores.
 *
 * Effects: reads Azure; keeps in the store when the blob was seen.
 * Errors in the answer: `backup-missing`, `backup-expired`, `tier-differs`, `check-failed` when the
 * blob was changed, or why it could not be read.
 */
export async function verifyBackup(
  work: Work,
  named: NamedBackup,
  signal?: AbortSignal,
): Promise<VerifiedBackup> {
  const { ports, configuration } = work;
  const way = wayToBlob(work, named);
  const blob = await lookIntoStorage(
    work,
    way.reader,
    way.storage,
    (blobs, place) => blobs.head(place, named.name, signal),
    signal,
  );
  signal?.throwIfAborted();
  const snapshot = await ports.store.read();
  const service = named.backup?.service ?? null;
  const known = service === null ? null : snapshot.get('service', service);
  const facts = backupFacts(named, blob);
  const present = checkBackupPresent(blob, named.backup?.etag ?? null);
  const checks = [
    present,
    checkExpiry(facts.age, ports.clock.now()),
    ...(known?.tier == null ? [] : [checkSameTier(facts.tier, known.tier)]),
  ];
  if (blob.seen && present.verdict === 'pass') await keepSight(work, named, blob.value);
  return { checks, error: errorOf(named, blob, checks, configuration.path !== null) };
}

async function keepSight({ ports }: Work, { backup }: NamedBackup, blob: BlobSeen): Promise<void> {
  if (backup === null) return;
  const seenAt = ports.clock.now();
  await ports.store.update((draft) => {
    const record = draft.get('backup', backup.id);
    // A record somebody marked meanwhile is left to a complete listing.
    if (record === null || record.state !== 'present') return;
    draft.put('backup', {
      ...record,
      seenAt,
      etag: record.etag ?? blob.etag,
      sizeBytes: record.sizeBytes ?? blob.sizeBytes,
    });
  });
}

function errorOf(
  named: NamedBackup,
  blob: Look<BlobSeen>,
  checks: readonly Check[],
  configured: boolean,
): LifeboatError | null {
  const name = named.backup?.id ?? named.name;
  if (!blob.seen && blob.why.kind !== 'absent') {
    return errorOfUnseen(blob.why, `the blob of ${name}`, 'backup-missing');
  }
  const wrong =
    checks.find((check) => check.verdict === 'fail') ??
    checks.find((check) => check.name === 'backup-present' && check.verdict === 'warn');
  if (wrong === undefined) return null;
  const code = wrong.code ?? 'check-failed';
  const hint =
    code === 'backup-missing' && configured ? ' `apim reconcile` reads the storage.' : '';
  return new LifeboatError(code, `The backup ${name} is not as it should be: ${wrong.measured}.`, {
    ...(wrong.remedy === null ? {} : { hint: `${wrong.remedy}${hint}` }),
  });
}
