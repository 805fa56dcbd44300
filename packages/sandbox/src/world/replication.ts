import type { Failover, StorageAccount, StorageSku } from './storage-model.ts';

/** Has an account a second region? */
export function isGeoRedundant(sku: StorageSku): boolean {
  return /GRS|GZRS/.test(sku);
}

/** Can the second region be read? */
export function hasReadableSecondary(sku: StorageSku): boolean {
  return sku.includes('_RA');
}

/**
 * Up to when every write is surely in the second region. Null without a second
 * region and while the first copy is still being made.
 */
export function lastSyncTime(account: StorageAccount, now: number): number | null {
  const { sku, replication } = account;
  if (!isGeoRedundant(sku) || replication.status === 'Bootstrap') return null;
  return Math.min(now, replication.lastSync ?? now - replication.lagMs);
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
