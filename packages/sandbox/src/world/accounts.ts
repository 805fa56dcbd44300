import { subscriptionId } from './seed-ids.ts';
import type { Container, StorageAccount } from './storage-model.ts';

/**
 * A shared key: 64 bytes in Base64, as storage wants it, whose plain text says
 * that it is a pretend one.
 */
function pretendKey(account: string, number: number): string {
  return Buffer.from(`pretend-key-${number}-of-${account}`.padEnd(64, '.')).toString('base64');
}

/** A container without any rule. */
export function plainContainer(name: string): Container {
  return { name, immutableDays: null, legalHolds: [], publicAccess: 'None' };
}

/** Azure promises less than 15 minutes and usually needs less (storage docs, "Redundancy"); so does the sandbox. */
const usualLagMs = 5 * 60_000;

/**
 * The storage accounts: one open and copied to a second region, one behind a
 * firewall that lets trusted services in and whose second region can be read,
 * one behind a firewall that lets nobody in, one without shared keys, one with
 * CORS, one of the other tenant.
 */
export function seedAccounts(createdAt: number): StorageAccount[] {
  const account = (
    name: string,
    location: string,
    more: Partial<StorageAccount> = {},
  ): StorageAccount => ({
    subscriptionId: subscriptionId(1),
    resourceGroup: 'rg-backup',
    name,
    location,
    primaryLocation: location,
    secondaryLocation: null,
    sku: 'Standard_LRS',
    replication: { status: 'Live', lagMs: usualLagMs, lastSync: null },
    lastFailoverAt: null,
    keys: [pretendKey(name, 1), pretendKey(name, 2)],
    containers: [plainContainer('apim-backups')],
    networkAcls: {
      bypass: 'AzureServices',
      defaultAction: 'Allow',
      ipRules: [],
      virtualNetworkRules: [],
      resourceAccessRules: [],
    },
    publicNetworkAccess: 'Enabled',
    allowSharedKeyAccess: true,
    corsRules: [],
    isVersioningEnabled: false,
    softDeleteDays: { blobs: null, containers: null },
    lifecycle: null,
    createdAt,
    ...more,
  });
  const guarded = (bypass: string): StorageAccount['networkAcls'] => ({
    bypass,
    defaultAction: 'Deny',
    ipRules: [],
    virtualNetworkRules: [],
    resourceAccessRules: [],
  });
  return [
    account('stcontosodr', 'northeurope', {
      sku: 'Standard_GRS',
      secondaryLocation: 'westeurope',
    }),
    account('stcontosowe', 'westeurope', {
      sku: 'Standard_RAGRS',
      secondaryLocation: 'northeurope',
      networkAcls: guarded('AzureServices'),
    }),
    account('stcontosoclosed', 'northeurope', {
      sku: 'Standard_ZRS',
      networkAcls: guarded('None'),
    }),
    account('stcontosonokey', 'northeurope', { allowSharedKeyAccess: false }),
    account('stcontosocors', 'northeurope', {
      corsRules: [
        {
          allowedOrigins: ['https://portal.contoso.com'],
          allowedMethods: ['GET'],
          maxAgeInSeconds: 300,
          exposedHeaders: ['*'],
          allowedHeaders: ['*'],
        },
      ],
    }),
    account('stfabrikam', 'westeurope', {
      subscriptionId: subscriptionId(3),
      resourceGroup: 'rg-fabrikam',
    }),
  ];
}
