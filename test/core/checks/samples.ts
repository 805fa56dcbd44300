import type { Look, ServiceResource } from '../../../packages/core/src/ports/azure.ts';
import type { StorageAccountResource } from '../../../packages/core/src/ports/storage-accounts.ts';
import { notSeen } from '../../../packages/core/src/testing.ts';

export const now = Date.UTC(2026, 10, 23, 12);
export const hour = 3_600_000;

/** A look that saw this. */
export function saw<T>(value: T): Look<T> {
  return { seen: true, value, date: now };
}

/** Every way not to see that says nothing about what is there. */
export const blind = (
  ['no-network', 'not-signed-in', 'denied', 'throttled', 'error', 'foreign-origin'] as const
).map((kind) => [kind, notSeen(kind, { words: `blind: ${kind}`, remedy: 'look again' })] as const);

/** An account that is open to all and lives in another region, with what the test cares about replaced. */
export function anAccount(
  network: Partial<StorageAccountResource['network']> = {},
  changes: Partial<StorageAccountResource> = {},
): Look<StorageAccountResource> {
  return saw({
    resourceId: '/subscriptions/s/resourceGroups/rg/providers/Microsoft.Storage/storageAccounts/st',
    name: 'st',
    region: 'northeurope',
    blobEndpoint: null,
    primaryRegion: 'northeurope',
    secondaryRegion: null,
    sku: 'Standard_LRS',
    primaryAvailable: true,
    sharedKeyAllowed: true,
    network: {
      publicAccess: 'Enabled',
      open: true,
      trustedServices: true,
      ipRules: 0,
      resources: [],
      ...network,
    },
    resource: {},
    ...changes,
  });
}

/** A Premium service in West Europe with an identity of its own. */
export function aService(changes: Partial<ServiceResource> = {}): Look<ServiceResource> {
  return saw({
    resourceId: '/x',
    name: 'contoso-prod',
    tier: 'Premium',
    capacity: 1,
    region: 'westeurope',
    regions: [],
    provisioningState: 'Succeeded',
    targetProvisioningState: null,
    gatewayUrl: null,
    gateways: [],
    minApiVersion: null,
    identity: { principalId: 'p-1', userAssigned: [] },
    resource: {},
    ...changes,
  });
}
