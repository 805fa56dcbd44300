import type { WorldState } from './model.ts';
import { outageOf } from './outages.ts';
import type { Failover, Replication, StorageAccount, StorageSku } from './storage-model.ts';

/** Has an account a second region? */
export function isGeoRedundant(sku: StorageSku): boolean {
  return /GRS|GZRS/.test(sku);
}

/** Can the second region be read? */
export function hasReadableSecondary(sku: StorageSku): boolean {
  return sku.includes('_RA');
}

/** What is known of the copying now: the last sync is null without a second region and during the first copy. */
export type ReplicationNow = { status: Replication['status']; lastSync: number | null };

/**
 * How far the second region is. Copying stops while either region is down, and
 * has caught up as soon as both are back.
 */
export function replicationNow(
  state: WorldState,
  account: StorageAccount,
  now: number,
): ReplicationNow {
  const { sku, replication, primaryLocation, secondaryLocation } = account;
  if (!isGeoRedundant(sku) || replication.status === 'Bootstrap') {
    return { status: replication.status, lastSync: null };
  }
  const second = outageOf(state, secondaryLocation ?? '');
  const stoppedAt = [outageOf(state, primaryLocation), second].map((each) => each?.since ?? now);
  const lastSync = Math.min(
    now,
    replication.lastSync ?? Math.min(...stoppedAt) - replication.lagMs,
  );
  return { status: second === null ? replication.status : 'Unavailable', lastSync };
}

/**
 * Makes the second region the only one: after a failover every account is
 * locally redundant, whatever it was (storage docs; azure-docs 60480).
 */
export function failOver(account: StorageAccount, failover: Failover): void {
  account.primaryLocation = account.secondaryLocation ?? account.primaryLocation;
  account.secondaryLocation = null;
  account.sku = 'Standard_LRS';
  account.lastFailoverAt = failover.endAt;
}
