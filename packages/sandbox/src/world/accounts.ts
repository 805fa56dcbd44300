import type { StorageAccount } from './model.ts';
import { subscriptionId } from './seed-ids.ts';

/**
 * A shared key: 64 bytes in Base64, as storage wants it, whose plain text says
 * that it is a pretend one.
 */
function pretendKey(account: string, number: number): string {
  return Buffer.from(`pretend-key-${number}-of-${account}`.padEnd(64, '.')).toString('base64');
}

/**
 * The storage accounts: one open, one behind a firewall that lets trusted
 * services in, one behind a firewall that lets nobody in, one without shared
 * keys, one with CORS, one of the other tenant.
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
    keys: [pretendKey(name, 1), pretendKey(name, 2)],
    containers: [{ name: 'apim-backups', immutableDays: null }],
    networkAcls: {
      bypass: 'AzureServices',
      defaultAction: 'Allow',
      ipRules: [],
      resourceAccessRules: [],
    },
    publicNetworkAccess: 'Enabled',
    allowSharedKeyAccess: true,
    corsRules: [],
    createdAt,
    ...more,
  });
  const deny = { defaultAction: 'Deny' as const, ipRules: [], resourceAccessRules: [] };
  return [
    account('stcontosodr', 'northeurope'),
    account('stcontosowe', 'westeurope', { networkAcls: { ...deny, bypass: 'AzureServices' } }),
    account('stcontosoclosed', 'northeurope', { networkAcls: { ...deny, bypass: 'None' } }),
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
