import { plainContainer } from '../world/accounts.ts';
import { outageOf } from '../world/outages.ts';
import { hasReadableSecondary, replicationNow } from '../world/replication.ts';
import { accountId, containerId } from '../world/resource-id.ts';
import type { StorageAccount } from '../world/storage-model.ts';
import type { ArmDeps } from './deps.ts';

/** A storage account as api-version 2023-05-01 answers it (azure-rest-api-specs, storage, examples of that version). */
export function accountResource(deps: ArmDeps, account: StorageAccount): Record<string, unknown> {
  const blob = (name: string) => ({
    blob: deps.blobEndpoint?.(name) ?? `https://${name}.blob.core.windows.net/`,
  });
  const { networkAcls, secondaryLocation, sku, lastFailoverAt } = account;
  const isFailingOver = deps.world.state.failovers.some(
    (each) => each.account === account.name && each.status === 'running',
  );
  return {
    id: accountId(account),
    name: account.name,
    type: 'Microsoft.Storage/storageAccounts',
    location: account.location,
    tags: {},
    kind: 'StorageV2',
    sku: { name: sku, tier: 'Standard' },
    properties: {
      accessTier: 'Hot',
      allowSharedKeyAccess: account.allowSharedKeyAccess,
      creationTime: new Date(account.createdAt).toISOString(),
      ...(isFailingOver ? { failoverInProgress: true } : {}),
      isHnsEnabled: false,
      ...(lastFailoverAt === null
        ? {}
        : { lastGeoFailoverTime: new Date(lastFailoverAt).toISOString() }),
      minimumTlsVersion: 'TLS1_2',
      networkAcls: {
        bypass: networkAcls.bypass,
        defaultAction: networkAcls.defaultAction,
        ipRules: networkAcls.ipRules.map((value) => ({ value, action: 'Allow' })),
        virtualNetworkRules: networkAcls.virtualNetworkRules.map((id) => ({
          id,
          action: 'Allow',
          state: 'Succeeded',
        })),
        resourceAccessRules: networkAcls.resourceAccessRules,
      },
      primaryEndpoints: blob(account.name),
      primaryLocation: account.primaryLocation,
      provisioningState: 'Succeeded',
      publicNetworkAccess: account.publicNetworkAccess,
      ...(hasReadableSecondary(sku)
        ? { secondaryEndpoints: blob(`${account.name}-secondary`) }
        : {}),
      ...(secondaryLocation === null
        ? {}
        : { secondaryLocation, statusOfSecondary: statusOf(deps, secondaryLocation) }),
      statusOfPrimary: statusOf(deps, account.primaryLocation),
      supportsHttpsTrafficOnly: true,
    },
  };
}

function statusOf(deps: ArmDeps, location: string): string {
  return outageOf(deps.world.state, location) === null ? 'available' : 'unavailable';
}

/** The copying to the second region, as `$expand=geoReplicationStats` adds it; null where there is none to tell of. */
export function replicationStats(
  deps: ArmDeps,
  account: StorageAccount,
): Record<string, unknown> | null {
  const { status, lastSync } = replicationNow(deps.world.state, account, deps.clock.now());
  if (lastSync === null) return null;
  const isLive = status === 'Live';
  return {
    status,
    // Whole seconds, as in the reference's examples.
    lastSyncTime: `${new Date(lastSync).toISOString().slice(0, 19)}Z`,
    canFailover: isLive,
    canPlannedFailover: isLive,
    postFailoverRedundancy: 'Standard_LRS',
    postPlannedFailoverRedundancy: account.sku,
  };
}

/** The blob service of an account. */
export function blobServiceResource(account: StorageAccount): Record<string, unknown> {
  const { blobs, containers } = account.softDeleteDays;
  const retention = (days: number | null) =>
    days === null ? { enabled: false } : { enabled: true, days };
  return {
    id: `${accountId(account)}/blobServices/default`,
    name: 'default',
    type: 'Microsoft.Storage/storageAccounts/blobServices',
    sku: { name: account.sku, tier: 'Standard' },
    properties: {
      cors: { corsRules: account.corsRules },
      deleteRetentionPolicy: retention(blobs),
      containerDeleteRetentionPolicy: retention(containers),
      isVersioningEnabled: account.isVersioningEnabled,
    },
  };
}

/** The lifecycle rules of an account, or null when it has none. */
export function lifecycleResource(account: StorageAccount): Record<string, unknown> | null {
  if (account.lifecycle === null) return null;
  return {
    id: `${accountId(account)}/managementPolicies/default`,
    name: 'DefaultManagementPolicy',
    type: 'Microsoft.Storage/storageAccounts/managementPolicies',
    properties: {
      policy: { rules: account.lifecycle.rules },
      lastModifiedTime: new Date(account.lifecycle.changedAt).toISOString(),
    },
  };
}

/** A container; one that was made on the data plane has no rules. */
export function containerResource(account: StorageAccount, name: string): Record<string, unknown> {
  const known = account.containers.find((each) => each.name === name) ?? plainContainer(name);
  const { immutableDays, legalHolds, publicAccess } = known;
  return {
    id: containerId(account, name),
    name,
    type: 'Microsoft.Storage/storageAccounts/blobServices/containers',
    properties: {
      publicAccess,
      leaseStatus: 'Unlocked',
      leaseState: 'Available',
      deleted: false,
      hasImmutabilityPolicy: immutableDays !== null,
      hasLegalHold: legalHolds.length > 0,
      ...(immutableDays === null
        ? {}
        : {
            immutabilityPolicy: {
              properties: {
                immutabilityPeriodSinceCreationInDays: immutableDays,
                state: 'Locked',
                allowProtectedAppendWrites: false,
              },
            },
          }),
      ...(legalHolds.length === 0
        ? {}
        : { legalHold: { hasLegalHold: true, tags: legalHolds.map((tag) => ({ tag })) } }),
    },
  };
}
