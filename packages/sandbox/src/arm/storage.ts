import type { StorageAccount } from '../world/model.ts';
import { accountId, containerId } from '../world/resource-id.ts';
import { mayAct } from '../world/roles.ts';
import type { ArmApp, ArmContext, ArmDeps } from './deps.ts';
import { groupPath, spelledParts, subscriptionPath } from './deps.ts';
import { gatewayError } from './errors.ts';
import { authorize, findGroup, findSubscription, resourceNotFound } from './find.ts';
import { refuseLocked } from './locks.ts';
import { pageOf } from './paging.ts';

const provider = '/providers/microsoft.storage/storageaccounts';
const accountPath = `${groupPath}${provider}/:account`;
const containerPath = `${accountPath}/blobservices/default/containers`;
const read = 'Microsoft.Storage/storageAccounts/read';

/** Storage accounts, their keys, blob service and containers, as far as backups need them (facts 1.8). */
export function storageRoutes(app: ArmApp, deps: ArmDeps): void {
  app.get(`${subscriptionPath}${provider}`, (c) => {
    const { id } = findSubscription(c, deps);
    return c.json(list(c, deps, (each) => each.subscriptionId === id));
  });

  app.get(`${groupPath}${provider}`, (c) => {
    const group = findGroup(c, deps);
    return c.json(
      list(
        c,
        deps,
        (each) => each.subscriptionId === group.subscriptionId && each.resourceGroup === group.name,
      ),
    );
  });

  app.get(accountPath, (c) => c.json(accountResource(deps, reachAccount(c, deps, read))));

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

  app.get(`${accountPath}/blobservices/default`, (c) => {
    const account = reachAccount(c, deps, 'Microsoft.Storage/storageAccounts/blobServices/read');
    return c.json({
      id: `${accountId(account)}/blobServices/default`,
      name: 'default',
      type: 'Microsoft.Storage/storageAccounts/blobServices',
      sku: { name: 'Standard_LRS', tier: 'Standard' },
      properties: {
        cors: { corsRules: account.corsRules },
        deleteRetentionPolicy: { enabled: false },
        containerDeleteRetentionPolicy: { enabled: false },
        isVersioningEnabled: false,
      },
    });
  });

  containerRoutes(app, deps);
}

function containerRoutes(app: ArmApp, deps: ArmDeps): void {
  const action = 'Microsoft.Storage/storageAccounts/blobServices/containers';

  app.get(containerPath, async (c) => {
    const account = reachAccount(c, deps, `${action}/read`);
    const names = account.containers.map(({ name }) => name);
    const there = await Promise.all(
      names.map((name) => deps.vault.containerExists(account.name, name)),
    );
    const value = names.filter((_, index) => there[index]);
    return c.json({ value: value.map((name) => containerResource(account, name)) });
  });

  app.get(`${containerPath}/:container`, async (c) => {
    const account = reachAccount(c, deps, `${action}/read`);
    const name = c.req.param('container');
    if (await deps.vault.containerExists(account.name, name))
      return c.json(containerResource(account, name));
    throw gatewayError(404, 'ContainerNotFound', 'The specified container does not exist.');
  });

  app.put(`${containerPath}/:container`, async (c) => {
    const account = reachAccount(c, deps, `${action}/write`);
    refuseLocked(deps, accountId(account), 'write');
    const name = c.req.param('container');
    const existed = await deps.vault.containerExists(account.name, name);
    if (!existed) await deps.vault.createContainer(account.name, name);
    if (!account.containers.some((each) => each.name === name)) {
      account.containers.push({ name, immutableDays: null });
    }
    return c.json(containerResource(account, name), existed ? 200 : 201);
  });
}

function reachAccount(c: ArmContext, deps: ArmDeps, action: string): StorageAccount {
  const [, subscriptionId = '', , resourceGroup = '', , , , name = ''] = spelledParts(c.req.raw);
  findSubscription(c, deps);
  const id = accountId({ subscriptionId, resourceGroup, name });
  authorize(c, deps, action, id);
  const group = findGroup(c, deps);
  const found = deps.world.state.accounts.find(
    (each) => accountId(each).toLowerCase() === id.toLowerCase(),
  );
  if (found !== undefined) return found;
  throw resourceNotFound('Microsoft.Storage/storageAccounts', name, group.name);
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

/** A storage account as api-version 2023-05-01 answers it. */
export function accountResource(deps: ArmDeps, account: StorageAccount): Record<string, unknown> {
  const blob =
    deps.blobEndpoint?.(account.name) ?? `https://${account.name}.blob.core.windows.net/`;
  const { networkAcls } = account;
  return {
    id: accountId(account),
    name: account.name,
    type: 'Microsoft.Storage/storageAccounts',
    location: account.location,
    tags: {},
    kind: 'StorageV2',
    sku: { name: 'Standard_LRS', tier: 'Standard' },
    properties: {
      accessTier: 'Hot',
      allowSharedKeyAccess: account.allowSharedKeyAccess,
      creationTime: new Date(account.createdAt).toISOString(),
      isHnsEnabled: false,
      minimumTlsVersion: 'TLS1_2',
      networkAcls: {
        bypass: networkAcls.bypass,
        defaultAction: networkAcls.defaultAction,
        ipRules: networkAcls.ipRules.map((value) => ({ value, action: 'Allow' })),
        virtualNetworkRules: [],
        resourceAccessRules: networkAcls.resourceAccessRules,
      },
      primaryEndpoints: { blob },
      primaryLocation: account.location,
      provisioningState: 'Succeeded',
      publicNetworkAccess: account.publicNetworkAccess,
      statusOfPrimary: 'available',
      supportsHttpsTrafficOnly: true,
    },
  };
}

function containerResource(account: StorageAccount, name: string): Record<string, unknown> {
  const days = account.containers.find((each) => each.name === name)?.immutableDays ?? null;
  return {
    id: containerId(account, name),
    name,
    type: 'Microsoft.Storage/storageAccounts/blobServices/containers',
    properties: {
      publicAccess: 'None',
      leaseStatus: 'Unlocked',
      leaseState: 'Available',
      deleted: false,
      hasImmutabilityPolicy: days !== null,
      hasLegalHold: false,
      ...(days === null
        ? {}
        : {
            immutabilityPolicy: {
              properties: {
                immutabilityPeriodSinceCreationInDays: days,
                state: 'Locked',
                allowProtectedAppendWrites: false,
              },
            },
          }),
    },
  };
}
