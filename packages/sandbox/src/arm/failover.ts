import { normaliseLocation } from '../world/places.ts';
import { failOver, isGeoRedundant, replicationNow } from '../world/replication.ts';
import { accountId } from '../world/resource-id.ts';
import type { Failover, StorageAccount } from '../world/storage-model.ts';
import { apiVersionOf } from './api-version.ts';
import type { ArmApp, ArmContext, ArmDeps } from './deps.ts';
import { subscriptionPath } from './deps.ts';
import { gatewayError } from './errors.ts';
import { authorize, findSubscription } from './find.ts';
import { refuseLocked } from './locks.ts';
import { retryAfter } from './operation-answers.ts';
import { accountPath, reachAccount, storageProvider } from './reach-account.ts';
import { lastSyncUnavailable } from './storage.ts';

const action = 'Microsoft.Storage/storageAccounts/failover/action';

/**
 * The failover of a storage account: a POST and an address to ask, as in the
 * reference (StorageAccounts_Failover, 2023-05-01). Who may fail over may ask
 * how it goes; that is assumed, as are the codes of refusals.
 */
export function failoverRoutes(app: ArmApp, deps: ArmDeps): void {
  app.post(`${accountPath}/failover`, (c) => {
    const account = reachAccount(c, deps, action);
    refuseLocked(deps, accountId(account), 'write');
    const failover = start(deps, account);
    return running(c, deps, account, failover);
  });

  app.get(`${subscriptionPath}${storageProvider}/locations/:location/asyncoperations/:id`, (c) => {
    findSubscription(c, deps);
    const failover = deps.world.state.failovers.find((each) => each.id === c.req.param('id'));
    const account = deps.world.state.accounts.find((each) => each.name === failover?.account);
    if (failover === undefined || account === undefined) {
      throw gatewayError(404, 'ResourceNotFound', 'The operation was not found.');
    }
    authorize(c, deps, action, accountId(account));
    return failover.status === 'running' ? running(c, deps, account, failover) : c.body(null, 200);
  });
}

function start(deps: ArmDeps, account: StorageAccount): Failover {
  const now = deps.clock.now();
  const { failovers } = deps.world.state;
  if (!isGeoRedundant(account.sku)) {
    throw gatewayError(400, 'InvalidAccountType', `AccountType ${account.sku} is invalid.`);
  }
  if (failovers.some((each) => each.account === account.name && each.status === 'running')) {
    const message = `A failover of account ${account.name} is in progress.`;
    throw gatewayError(409, 'StorageAccountOperationInProgress', message);
  }
  const { status, lastSync } = replicationNow(deps.world.state, account, now);
  if (lastSync === null || status !== 'Live') throw lastSyncUnavailable(account);
  const failover: Failover = {
    id: deps.newId(),
    account: account.name,
    location: normaliseLocation(account.location),
    startedAt: now,
    endAt: now + deps.options.failoverMs,
    lastSync,
    status: 'running',
  };
  failovers.push(failover);
  return failover;
}

function running(
  c: ArmContext,
  deps: ArmDeps,
  account: StorageAccount,
  failover: Failover,
): Response {
  const provider = `/subscriptions/${account.subscriptionId}/providers/Microsoft.Storage`;
  const query = `monitor=true&api-version=${apiVersionOf(c.req.raw)}`;
  const path = `${provider}/locations/${failover.location}/asyncoperations/${failover.id}`;
  return new Response(null, {
    status: 202,
    headers: {
      Location: `${deps.origin()}${path}?${query}`,
      'Content-Length': '0',
      ...retryAfter(deps),
    },
  });
}

/**
 * Ends the failovers that are due. What was written after the last sync is
 * lost; a blob that was overwritten since keeps its newer form, since nobody
 * keeps the older one.
 */
export async function settleFailovers(deps: ArmDeps): Promise<void> {
  const { failovers, accounts } = deps.world.state;
  const now = deps.clock.now();
  const due = failovers.filter((each) => each.status === 'running' && each.endAt <= now);
  for (const failover of due) {
    const account = accounts.find((each) => each.name === failover.account);
    if (account === undefined) continue;
    await forget(deps, account.name, failover.lastSync);
    failOver(account, failover);
    failover.status = 'succeeded';
  }
}

async function forget(deps: ArmDeps, account: string, lastSync: number): Promise<void> {
  for (const container of await deps.vault.listContainers(account)) {
    for (const { name, createdAt } of await deps.vault.list(account, container)) {
      if (createdAt > lastSync) await deps.vault.remove(account, container, name);
    }
  }
}
