import { stepAfter } from '../domain/azure-advice.ts';
import { type Backup, isExpired, isRestorable } from '../domain/backup.ts';
import { parseBlobName } from '../domain/blob-name.ts';
import type { Instant } from '../domain/instant.ts';
import { ownBackups } from '../domain/verdict.ts';
import type { Snapshot } from '../ports/store.ts';

/** A backup that was named: its record, or what its blob's name tells. */
export type Named = { backup: Backup | null; name: string };

/** When a backup was made, as far as its record or its stamped name tells. */
export function madeAt({ backup, name }: Named): Instant | null {
  return backup?.createdAt ?? parseBlobName(name)?.at ?? null;
}

/** Whose backup it is, for a sentence. */
export function sourceName({ backup, name }: Named): string | null {
  return backup?.label ?? parseBlobName(name)?.azureName ?? null;
}

/**
 * The newest backup of the same service that would restore into `targetTier` now; null when the
 * catalogue has none. Safety backups do not count.
 */
export function youngerBackup(
  snapshot: Snapshot,
  named: Named,
  targetTier: string | null,
  now: Instant,
): Backup | null {
  const azureName = parseBlobName(named.name)?.azureName ?? null;
  const isSame = (other: Backup): boolean =>
    named.backup === null
      ? azureName !== null && parseBlobName(other.name)?.azureName === azureName
      : other.service === named.backup.service;
  const [newest] = ownBackups(snapshot.all('backup'))
    .filter(isSame)
    .filter((other) => isRestorable(other, targetTier ?? other.tier, now) !== false)
    .toSorted((one, other) => other.createdAt - one.createdAt);
  return newest ?? null;
}

/** Whether Azure refused to restore this very blob after its 30 days were over: asking again is in vain. */
export function wasRefusedExpired(snapshot: Snapshot, blobUrl: string, named: Named): boolean {
  const createdAt = madeAt(named);
  if (createdAt === null) return false;
  return snapshot.all('operation').some(
    ({ kind, status, blobUrl: url, plannedAt, error }) =>
      kind === 'restore' &&
      status === 'failed' &&
      url === blobUrl &&
      // Azure's own refusal, and not for another reason: one that was given up has no code.
      error?.code != null &&
      stepAfter(error.code) === null &&
      isExpired({ createdAt }, plannedAt),
  );
}
