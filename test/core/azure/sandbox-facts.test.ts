import { type Sandbox, startSandbox } from '@lifeboat/sandbox';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createGateway } from '../../../packages/core/src/azure/gateway.ts';
import type { Azure } from '../../../packages/core/src/ports/azure.ts';
import {
  accountPlace,
  azureOf,
  containerPlace,
  idOf,
  platform,
  production,
  seen,
  trustingHttp,
  unseen,
} from './sandbox-azure.ts';

let sandbox: Sandbox;
let restorer: Azure;
let noor: Azure;
const closers: (() => Promise<void>)[] = [];
const prod = idOf('rg-prod', 'contoso-prod');
const account = `/subscriptions/${production}/resourceGroups/rg-backup/providers/Microsoft.Storage/storageAccounts/stcontosodr`;

async function as(principal: string): Promise<Azure> {
  const { azure, close } = await azureOf(sandbox, principal);
  closers.push(close);
  return azure;
}

beforeAll(async () => {
  sandbox = await startSandbox();
  closers.push(() => sandbox.close());
  [restorer, noor] = await Promise.all([as('lifeboat-restore'), as('noor@contoso.com')]);
});
afterAll(async () => {
  for (const close of closers.reverse()) await close();
});

describe('rights', () => {
  it('are our own, at a service and at an account', async () => {
    const atService = seen(await restorer.authorization.permissions(prod));
    const atAccount = seen(await restorer.authorization.permissions(account));

    expect(atService.flatMap(({ actions }) => actions)).toContain(
      'Microsoft.ApiManagement/service/restore/action',
    );
    expect(atAccount.flatMap(({ actions }) => actions)).toContain(
      'Microsoft.Storage/storageAccounts/listKeys/action',
    );
    expect(seen(await noor.authorization.permissions(prod))).toEqual([]);
  });
});

describe('roles', () => {
  it('of an identity are found on the account, asked for at the container', async () => {
    const { principalId } = seen(await restorer.apiManagement.get(prod)).identity;
    const container = `${account}/blobServices/default/containers/apim-backups`;

    expect(seen(await restorer.authorization.roles(container, principalId ?? ''))).toEqual([
      { role: 'ba92f5b4-2d11-453d-a403-e96b0029c9fe', principalId, scope: account },
    ]);
    expect(unseen(await noor.authorization.roles(container, principalId ?? '')).kind).toBe(
      'denied',
    );
  });
});

describe('locks', () => {
  it('on a service and above it are seen, those below it are not', async () => {
    const group = `/subscriptions/${production}/resourceGroups/rg-prod`;
    await sandbox.control.addLock({ name: 'keep', scope: group });
    await sandbox.control.addLock({ name: 'freeze', scope: prod, level: 'ReadOnly' });
    await sandbox.control.addLock({ name: 'below', scope: `${prod}/apis/orders` });

    const locks = seen(await restorer.authorization.locks(prod));

    expect(locks.toSorted((one, other) => one.name.localeCompare(other.name))).toEqual([
      { name: 'freeze', level: 'ReadOnly', scope: prod },
      { name: 'keep', level: 'CanNotDelete', scope: group },
    ]);
    for (const name of ['keep', 'freeze', 'below']) await sandbox.control.removeLock(name);
  });
});

describe('an account', () => {
  it('tells of its firewall, its keys and where it lives', async () => {
    await sandbox.control.setAccount('stcontosodr', {
      defaultAction: 'Deny',
      bypass: 'None',
      ipRules: ['198.51.100.10'],
      resourceAccessRules: [{ tenantId: 't', resourceId: prod }],
      allowSharedKeyAccess: false,
    });

    expect(seen(await restorer.storageAccounts.get(accountPlace))).toMatchObject({
      primaryRegion: 'northeurope',
      secondaryRegion: 'westeurope',
      sku: 'Standard_GRS',
      primaryAvailable: true,
      sharedKeyAllowed: false,
      network: {
        publicAccess: 'Enabled',
        open: false,
        trustedServices: false,
        ipRules: 1,
        resources: [prod.toLowerCase()],
      },
    });
    await sandbox.control.setAccount('stcontosodr', {
      defaultAction: 'Allow',
      bypass: 'AzureServices',
      ipRules: [],
      resourceAccessRules: [],
      allowSharedKeyAccess: true,
    });
  });

  it('tells of CORS, its container and its lifecycle rules', async () => {
    await sandbox.control.setContainer('stcontosodr', 'apim-backups', {
      immutableDays: 7,
      legalHolds: ['case-1'],
    });
    await sandbox.control.setLifecycle('stcontosodr', [
      {
        name: 'old-backups',
        enabled: true,
        type: 'Lifecycle',
        definition: {
          actions: { baseBlob: { delete: { daysAfterCreationGreaterThan: 60 } } },
          filters: { blobTypes: ['blockBlob'], prefixMatch: ['apim-backups/'] },
        },
      },
    ]);
    const cors = { ...accountPlace, account: 'stcontosocors' };

    expect(seen(await restorer.storageAccounts.blobService(cors)).corsRules).toBe(1);
    expect(seen(await restorer.storageAccounts.blobService(accountPlace)).corsRules).toBe(0);
    expect(seen(await restorer.storageAccounts.container(accountPlace, 'apim-backups'))).toEqual({
      name: 'apim-backups',
      immutableDays: 7,
      legalHold: true,
    });
    expect(seen(await restorer.storageAccounts.lifecycle(accountPlace))).toEqual([
      {
        name: 'old-backups',
        enabled: true,
        deletesAfterDays: 60,
        prefixes: ['apim-backups/'],
      },
    ]);
    await sandbox.control.setLifecycle('stcontosodr', null);
    await sandbox.control.setContainer('stcontosodr', 'apim-backups', {
      immutableDays: null,
      legalHolds: [],
    });
    expect(seen(await restorer.storageAccounts.lifecycle(accountPlace))).toEqual([]);
  });

  it('tells how far its copy is, and that another has none', async () => {
    await sandbox.control.setReplication('stcontosodr', { lastSyncTime: '2026-11-23T04:00:00Z' });
    const one = seen(await restorer.storageAccounts.geoCopy(accountPlace));
    const none = await restorer.storageAccounts.geoCopy({
      ...accountPlace,
      account: 'stcontosocors',
    });

    expect(one).toMatchObject({ status: 'Live', lastSyncAt: Date.UTC(2026, 10, 23, 4) });
    expect(seen(none)).toBeNull();
    await sandbox.control.setReplication('stcontosodr', { lastSyncTime: null });
  });

  it('gets a container once, by who may create it', async () => {
    const ana = await as('ana@contoso.com');

    expect(seen(await ana.storageAccounts.createContainer(accountPlace, 'new-one'))).toBeNull();
    expect(seen(await ana.storageAccounts.createContainer(accountPlace, 'new-one'))).toBeNull();
    expect(seen(await ana.storageAccounts.container(accountPlace, 'new-one')).name).toBe('new-one');
    expect(unseen(await noor.storageAccounts.createContainer(accountPlace, 'not-yours')).kind).toBe(
      'denied',
    );
  });
});

describe('workspaces and reports', () => {
  it('are read as far as they go', async () => {
    const workspaces = `/subscriptions/${platform}/resourceGroups/rg-platform/providers/Microsoft.ApiManagement/service/contoso-workspaces`;
    const to = sandbox.clock.now();
    const query = { resourceId: prod, report: 'byApi' as const, interval: null };
    const page = { ...query, from: to - 3_600_000, to, skip: 0, top: 2 };

    expect(seen(await restorer.apiManagement.workspaces(workspaces)).count).toBe(1);
    expect(seen(await restorer.apiManagement.workspaces(prod)).count).toBe(0);
    expect(seen(await restorer.apiManagement.report(page)).rows.length).toBeLessThanOrEqual(2);
  });
});

describe('a deleted service', () => {
  it('is listed with its deadline, and comes back with all it held', async () => {
    const id = idOf('rg-pay', 'contoso-pay');
    await sandbox.control.deleteService('contoso-pay');

    const deleted = seen(await restorer.apiManagement.listDeleted(production));
    const entry = deleted.find(({ name }) => name === 'contoso-pay');
    expect(entry).toMatchObject({ resourceId: id, region: 'westeurope' });
    expect((entry?.purgeAt ?? 0) - (entry?.deletedAt ?? 0)).toBe(48 * 3_600_000);
    expect(unseen(await restorer.apiManagement.get(id)).kind).toBe('absent');

    await sandbox.clock.advance(120_000);
    const request = { resourceId: id, region: 'westeurope', clientRequestId: 'undelete-1' };
    expect(unseen(await noor.apiManagement.get(id)).kind).not.toBe('no-network');
    expect(await noor.apiManagement.undelete(request)).toMatchObject({ kind: 'rejected' });
    expect((await restorer.apiManagement.undelete(request)).kind).toBe('accepted');
    await sandbox.clock.advance(3_600_000);
    expect(seen(await restorer.apiManagement.get(id)).name).toBe('contoso-pay');
  });
});

describe('a resource group', () => {
  it('tells where it lives', async () => {
    expect(seen(await restorer.subscriptions.resourceGroup(production, 'rg-dr'))).toEqual({
      name: 'rg-dr',
      region: 'northeurope',
    });
    expect(unseen(await restorer.subscriptions.resourceGroup(production, 'rg-x')).kind).toBe(
      'absent',
    );
  });
});

describe('gateways', () => {
  it('answer their probe region by region, and are silent when they are', async () => {
    const { http, close } = await trustingHttp(sandbox);
    closers.push(close);
    const clock = { now: () => 0, monotonic: () => 0, sleep: async () => {} };
    const gateway = createGateway({ http, clock });
    const { gateways } = seen(await restorer.apiManagement.get(prod));
    await sandbox.control.breakGateway('contoso-prod', 'unavailable', 'northeurope');
    const answers = await Promise.all(gateways.map(({ url }) => gateway.probe(url)));
    await sandbox.control.breakGateway('contoso-prod', 'refuse');

    expect(gateways.map(({ region }) => region)).toEqual(['westeurope', 'northeurope']);
    expect(answers).toMatchObject([
      { kind: 'answered', status: 200 },
      { kind: 'answered', status: 503 },
    ]);
    expect((await gateway.probe(gateways[0]?.url ?? '')).kind).toBe('no-answer');
  });
});

describe.each(['token', 'key'] as const)('a blob, removed with our %s', (way) => {
  it('is gone once its etag was the given one', async () => {
    const ana = await as('ana@contoso.com');
    const key = way === 'key' ? seen(await ana.storageAccounts.key(accountPlace)) : null;
    const place = { ...containerPlace, key };
    const name = `remove/${way}.json`;
    seen(await ana.blobs.createText(place, name, '{}'));
    const { etag } = seen(await ana.blobs.head(place, name));

    const changed = unseen(await ana.blobs.remove(place, name, '0x0'));
    expect(changed).toMatchObject({ kind: 'error', azure: { code: 'ConditionNotMet' } });
    expect(seen(await ana.blobs.remove(place, name, etag))).toBeNull();
    expect(unseen(await ana.blobs.head(place, name)).kind).toBe('absent');
    expect(unseen(await ana.blobs.remove(place, name, null)).kind).toBe('absent');
  });
});
