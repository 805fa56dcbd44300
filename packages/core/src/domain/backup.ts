import type { ServiceId } from './configuration.ts';
import type { Instant } from './instant.ts';
import { sameTier } from './tier.ts';

/** Why a backup was made. */
export type Purpose = 'manual' | 'scheduled' | 'fresh' | 'safety';

/** What Lifeboat knows of the blob: `deleted` by us, `missing` when a complete listing lacks it. */
export type BackupState = 'present' | 'missing' | 'expired' | 'deleted';

/** One blob made from one service at one time. */
export type Backup = {
  /** Short and unique, made from the blob's name and place; stable across machines. */
  id: string;
  service: ServiceId;
  /** The service's label when the record was made. */
  label: string;
  account: string;
  container: string;
  /** Blob name inside the container. */
  name: string;
  url: string;
  purpose: Purpose;
  /** Azure's `Date` on the 202; for an imported blob the earlier of its stamp and Creation-Time. */
  createdAt: Instant;
  /** True when `createdAt` was not told by Azure's 202. */
  estimated: boolean;
  /** Tier and region of the service when it was made; null when nobody knows. */
  tier: string | null;
  region: string | null;
  state: 'present' | 'missing' | 'deleted';
  /** When the blob itself was last seen; null when never (the operation ended without a look). */
  seenAt: Instant | null;
  etag: string | null;
  sizeBytes: number | null;
  /** The operation that made it; null for an imported blob. */
  operation: string | null;
  note: string | null;
  /** The service's redacted settings at that time: what the blob does not contain. */
  settings: Record<string, unknown> | null;
  imported: boolean;
  /** A process decided to delete the blob and may be doing so; absent when nobody did. */
  deleting?: { process: string; at: Instant };
};

/**
 * How long a decision to delete counts when its process says nothing more: 2 minutes, twice as long
 * as it may take from the decision to the request ({@link mayStillDelete}). Milliseconds.
 */
export const deletingForMs = 2 * 60 * 1000;

/** Whether somebody may be deleting its blob right now. A clock that was set back counts as well. */
export function isBeingDeleted(backup: Pick<Backup, 'deleting'>, now: Instant): boolean {
  return backup.deleting !== undefined && Math.abs(now - backup.deleting.at) < deletingForMs;
}

/** Whether the process that decided to delete may still send the request: not after it stood still for a minute. */
export function mayStillDelete(decidedAt: Instant, now: Instant): boolean {
  return Math.abs(now - decidedAt) < deletingForMs / 2;
}

/**
 * How long Azure restores a backup: 30 days.
 * Source: how-to "disaster recovery", constraints, 2025-12-18 (facts/azure.md 3.3).
 */
export const restorableForMs = 30 * 24 * 60 * 60 * 1000;

/** The instant from which Azure refuses the backup. */
export function expiresAt(backup: Pick<Backup, 'createdAt'>): Instant {
  return backup.createdAt + restorableForMs;
}

/** Whether its 30 days are over at `now`. The end itself counts as over. */
export function isExpired(backup: Pick<Backup, 'createdAt'>, now: Instant): boolean {
  return now >= expiresAt(backup);
}

/** The state as the catalogue shows it: a present blob past its days is `expired`. */
export function backupState(backup: Backup, now: Instant): BackupState {
  return backup.state === 'present' && isExpired(backup, now) ? 'expired' : backup.state;
}

/**
 * Whether the backup would restore into a service of `targetTier` now: true, false, or null when
 * nobody knows (the blob was never seen, or a tier is unknown). One that is being deleted would not.
 */
export function isRestorable(
  backup: Backup,
  targetTier: string | null,
  now: Instant,
): boolean | null {
  if (backup.state !== 'present' || isExpired(backup, now)) return false;
  if (isBeingDeleted(backup, now)) return false;
  if (backup.tier !== null && targetTier !== null && !sameTier(backup.tier, targetTier))
    return false;
  if (backup.seenAt === null || backup.tier === null || targetTier === null) return null;
  return true;
}
