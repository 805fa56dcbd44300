import { accountId } from '../world/resource-id.ts';
import { mayAct } from '../world/roles.ts';
import type { StorageAccount } from '../world/storage-model.ts';
import type { ArmApp, ArmContext, ArmDeps } from './deps.ts';
import { groupPath, subscriptionPath } from './deps.ts';
import { gatewayError } from './errors.ts';
import { findGroup, findSubscription } from './find.ts';
import { refuseLocked } from './locks.ts';
import { pageOf } from './paging.ts';
import { accountPath, reachAccount, storageProvider } from './reach-account.ts';
import {
  accountResource,
  blobServiceResource,
  lifecycleResource,
  replicationStats,
} from './storage-resources.ts';

const read = 'Microsoft.Storage/storageAccounts/read';

/** Storage accounts, their keys, blob service and lifecycle, as far as backups need them (facts 1.8). */
export function storageRoutes(app: ArmApp, deps: ArmDeps): void {
  app.get(`${subscriptionPath}${storageProvider}/storageaccounts`, (c) => {
    const { id } = findSubscription(c, deps);
    return c.json(list(c, deps, (each) => each.subscriptionId === id));
  });

  app.get(`${groupPath}${storageProvider}/storageaccounts`, (c) => {
    const group = findGroup(c, deps);
    return c.json(
      list(
        c,
        deps,
        (each) => each.subscriptionId === group.subscriptionId && each.resourceGroup === group.name,
      ),
    );
  });

  app.get(accountPath, (c) => {
    const account = reachAccount(c, deps, read);
    const resource = accountResource(deps, account);
    const expand = new URL(c.req.url).searchParams.get('$expand') ?? '';
    if (!/geoReplicationStats/i.test(expand)) return c.json(resource);
    const geoReplicationStats = statsOf(deps, account);
    return c.json({
      ...resource,
      properties: { ...(resource.properties as object), geoReplicationStats },
    });
  });

  app.post(`${accountPath}/listkeys`, (c) => {
    const account = reachAccount(c, deps, 'Microsoft.Storage/storageAccounts/listKeys/action');
    refuseLocked(deps, accountId(account), 'write');
    const creationTime = new Date(account.createdAt).toISOString();
    const keys = account.keys.map((value, index) => ({
      creationTime,
      keyName: `key${index + 1}`,
      value,
      permissions: 'FULL',
    }));
    return c.json({ keys });
  });

  app.get(`${accountPath}/blobservices/default`, (c) =>
    c.json(
      blobServiceResource(
        reachAccount(c, deps, 'Microsoft.Storage/storageAccounts/blobServices/read'),
      ),
    ),
  );

  app.get(`${accountPath}/managementpolicies/default`, (c) => {
    const action = 'Microsoft.Storage/storageAccounts/managementPolicies/read';
    const account = reachAccount(c, deps, action);
    const policy = lifecycleResource(account);
    if (policy !== null) return c.json(policy);
    // Code and text as azure-cli and .NET users report them.
    throw gatewayError(
      404,
      'ManagementPolicyNotFound',
      `No ManagementPolicy found for account ${account.name}`,
    );
  });
}

/**
 * What `$expand` adds. Without a second region Azure refuses ("AccountType
 * Standard_LRS is invalid.", azure-sdk-for-net 21924), and while the last sync
 * is not known too (azure-docs 56128); the statuses are assumed.
 */
function statsOf(deps: ArmDeps, account: StorageAccount): Record<string, unknown> {
  const stats = replicationStats(deps, account);
  if (stats !== null) return stats;
  if (account.secondaryLocation === null) {
    throw gatewayError(400, 'InvalidAccountType', `AccountType ${account.sku} is invalid.`);
  }
  throw lastSyncUnavailable(account);
}

/** The refusal while nobody knows how far the copy is. */
export function lastSyncUnavailable(account: StorageAccount): Error {
  const message = `Last sync time is unavailable for account ${account.name}`;
  return gatewayError(409, 'LastSyncTimeUnavailable', message);
}

function list(
  c: ArmContext,
  deps: ArmDeps,
  isWanted: (account: StorageAccount) => boolean,
): unknown {
  const principalId = c.get('caller').objectId;
  const now = deps.clock.now();
  const visible = deps.world.state.accounts.filter(
    (each) =>
      isWanted(each) &&
      mayAct(deps.world.state, { principalId, action: read, scope: accountId(each), now }),
  );
  const size = deps.options.pageSize;
  const page = pageOf(visible, { url: new URL(c.req.url), origin: deps.origin(), size });
  return { ...page, value: page.value.map((each) => accountResource(deps, each)) };
}
