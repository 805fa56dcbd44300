/** Storage accounts in the pretend Azure, as plain data. */

/** How copies of an account are kept; the ones with G have a second region, those with RA let it be read. */
export const storageSkus = [
  'Standard_LRS',
  'Standard_ZRS',
  'Standard_GRS',
  'Standard_RAGRS',
  'Standard_GZRS',
  'Standard_RAGZRS',
] as const;

/** The redundancy of an account. */
export type StorageSku = (typeof storageSkus)[number];

/** A container with what keeps its blobs from being changed. */
export type Container = {
  name: string;
  /** Days of a time-based retention policy, counted from each blob's creation. */
  immutableDays: number | null;
  /** Tags of legal holds; one is enough to hold every blob. */
  legalHolds: string[];
  publicAccess: 'None' | 'Blob' | 'Container';
};

/** What copying to the second region has come to. */
export type Replication = {
  status: 'Live' | 'Bootstrap' | 'Unavailable';
  /** How far the copy is behind while all goes well. */
  lagMs: number;
  /** The last sync time, when it stands still; null lets it follow the clock. */
  lastSync: number | null;
};

/** A storage account with what decides who gets in. */
export type StorageAccount = {
  subscriptionId: string;
  resourceGroup: string;
  name: string;
  /** Where the account was made; a failover does not change it. */
  location: string;
  primaryLocation: string;
  /** Null unless the redundancy has a second region. */
  secondaryLocation: string | null;
  sku: StorageSku;
  replication: Replication;
  lastFailoverAt: number | null;
  keys: string[];
  containers: Container[];
  networkAcls: {
    bypass: string;
    defaultAction: 'Allow' | 'Deny';
    ipRules: string[];
    /** Resource ids of subnets. */
    virtualNetworkRules: string[];
    resourceAccessRules: { tenantId: string; resourceId: string }[];
  };
  publicNetworkAccess: 'Enabled' | 'Disabled' | 'SecuredByPerimeter';
  allowSharedKeyAccess: boolean;
  corsRules: Record<string, unknown>[];
  isVersioningEnabled: boolean;
  /** Days a deleted blob or container can be undeleted; null when soft delete is off. */
  softDeleteDays: { blobs: number | null; containers: number | null };
  /** Rules that move or delete blobs as they age, in Azure's own words. They are shown, not carried out. */
  lifecycle: { rules: Record<string, unknown>[]; changedAt: number } | null;
  createdAt: number;
};

/** A failover of an account that was started. */
export type Failover = {
  id: string;
  /** Name of the account. */
  account: string;
  /** The region that asked for it, in the polling address. */
  location: string;
  startedAt: number;
  endAt: number;
  /** What was copied by then is what is left afterwards. */
  lastSync: number;
  status: 'running' | 'succeeded';
};
