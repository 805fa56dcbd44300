import { describe, expect, it } from 'vitest';
import { subscriptionId } from '../../../packages/sandbox/src/world/seed-ids.ts';
import { azureError, json, type PretendArm, pretendArm, runToEnd, start } from './pretend-arm.ts';

const group = `/subscriptions/${subscriptionId(1)}/resourceGroups/rg-backup`;
const version = 'api-version=2023-05-01';

function path(account: string, below = '', query = ''): string {
  return `${group}/providers/Microsoft.Storage/storageAccounts/${account}${below}?${version}${query}`;
}

async function get(arm: PretendArm, target: string): Promise<Record<string, unknown>> {
  return json(await arm.send('GET', target));
}

async function control(arm: PretendArm, method: string, to: string, body: unknown) {
  const answer = await arm.world.control.request(to, { method, body: JSON.stringify(body) });
  expect(answer.status).toBe(200);
}

const expand = '&$expand=geoReplicationStats';

describe('a storage account', () => {
  it('with a readable second region shows both regions and both addresses', async () => {
    expect(await get(pretendArm(), path('stcontosowe'))).toMatchObject({
      location: 'westeurope',
      sku: { name: 'Standard_RAGRS', tier: 'Standard' },
      properties: {
        primaryLocation: 'westeurope',
        secondaryLocation: 'northeurope',
        statusOfPrimary: 'available',
        statusOfSecondary: 'available',
        primaryEndpoints: { blob: 'https://stcontosowe.blob.core.windows.net/' },
        secondaryEndpoints: { blob: 'https://stcontosowe-secondary.blob.core.windows.net/' },
        publicNetworkAccess: 'Enabled',
        allowSharedKeyAccess: true,
        networkAcls: {
          bypass: 'AzureServices',
          defaultAction: 'Deny',
          ipRules: [],
          virtualNetworkRules: [],
          resourceAccessRules: [],
        },
      },
    });
  });

  it('with one region names no second one', async () => {
    const { properties, sku } = await get(pretendArm(), path('stcontosoclosed'));

    expect(sku).toEqual({ name: 'Standard_ZRS', tier: 'Standard' });
    for (const absent of ['secondaryLocation', 'secondaryEndpoints', 'statusOfSecondary'])
      expect(properties).not.toHaveProperty(absent);
  });

  it('shows subnets and resources that its firewall lets in', async () => {
    const arm = pretendArm();
    const subnet = `${group}/providers/Microsoft.Network/virtualNetworks/v/subnets/s`;
    const rule = { tenantId: 'tenant', resourceId: `${group}/x` };
    await control(arm, 'PATCH', '/accounts/stcontosowe', {
      virtualNetworkRules: [subnet],
      ipRules: ['203.0.113.9'],
      resourceAccessRules: [rule],
    });

    expect(await get(arm, path('stcontosowe'))).toMatchObject({
      properties: {
        networkAcls: {
          ipRules: [{ value: '203.0.113.9', action: 'Allow' }],
          virtualNetworkRules: [{ id: subnet, action: 'Allow', state: 'Succeeded' }],
          resourceAccessRules: [rule],
        },
      },
    });
  });
});

describe('the copying to a second region', () => {
  it('is told only when it is asked for, a little behind the clock', async () => {
    const arm = pretendArm();

    const plain = await get(arm, path('stcontosodr'));
    const { properties } = await get(arm, path('stcontosodr', '', expand));

    expect(plain.properties).not.toHaveProperty('geoReplicationStats');
    expect(properties).toMatchObject({
      geoReplicationStats: {
        status: 'Live',
        lastSyncTime: '2026-11-23T08:55:00Z',
        canFailover: true,
        postFailoverRedundancy: 'Standard_LRS',
      },
      primaryLocation: 'northeurope',
    });
  });

  it('stands where the control stopped it', async () => {
    const arm = pretendArm();
    await control(arm, 'PATCH', '/accounts/stcontosodr/replication', {
      lastSyncTime: '2026-11-23T04:00:00Z',
      status: 'Unavailable',
    });
    arm.clock.advance(3_600_000);

    expect(await get(arm, path('stcontosodr', '', expand))).toMatchObject({
      properties: {
        geoReplicationStats: {
          status: 'Unavailable',
          lastSyncTime: '2026-11-23T04:00:00Z',
          canFailover: false,
        },
      },
    });
  });

  it.each([
    ['stcontosoclosed', {}, 400, 'InvalidAccountType', 'AccountType Standard_ZRS is invalid.'],
    [
      'stcontosodr',
      { status: 'Bootstrap' },
      409,
      'LastSyncTimeUnavailable',
      'Last sync time is unavailable for account stcontosodr',
    ],
  ])('is refused for %s %j', async (account, replication, status, code, message) => {
    const arm = pretendArm();
    await control(arm, 'PATCH', `/accounts/${account}/replication`, replication);

    const refused = await arm.send('GET', path(account, '', expand));

    expect(await azureError(refused)).toEqual({ status, code, message });
  });
});

describe('a failover', () => {
  const begin = (arm: PretendArm, account = 'stcontosodr', as = 'ana@contoso.com') =>
    arm.send('POST', path(account, '/failover'), { as });

  it('is accepted, asked for and ends with the second region as the only one', async () => {
    const arm = pretendArm();

    const accepted = await begin(arm);
    const during = await get(arm, path('stcontosodr'));
    const running = await arm.send('GET', accepted.headers.get('location') ?? '');
    arm.clock.advance(arm.options.failoverMs);
    const ended = await arm.send('GET', running.headers.get('location') ?? '');
    const after = await get(arm, path('stcontosodr'));

    expect([accepted.status, running.status, ended.status]).toEqual([202, 202, 200]);
    expect(accepted.headers.get('location')).toContain(
      '/providers/Microsoft.Storage/locations/northeurope/asyncoperations/',
    );
    expect(accepted.headers.get('retry-after')).toBe('60');
    expect(during).toMatchObject({ properties: { failoverInProgress: true } });
    expect(after).toMatchObject({
      location: 'northeurope',
      sku: { name: 'Standard_LRS' },
      properties: {
        primaryLocation: 'westeurope',
        lastGeoFailoverTime: new Date(start + arm.options.failoverMs).toISOString(),
      },
    });
    expect(after.properties).not.toHaveProperty('secondaryLocation');
    expect(after.properties).not.toHaveProperty('failoverInProgress');
  });

  it('loses what was written after the last sync and keeps what was before', async () => {
    const arm = pretendArm();
    await arm.send('GET', path('stcontosodr'));
    const place = ['stcontosodr', 'apim-backups'] as const;
    await arm.vault.write(...place, 'old', new Uint8Array(1));
    arm.clock.advance(3_600_000);
    await arm.vault.write(...place, 'new', new Uint8Array(1));

    await begin(arm);
    arm.clock.advance(arm.options.failoverMs);
    await arm.send('GET', path('stcontosodr'));

    expect((await arm.vault.list(...place)).map(({ name }) => name)).toEqual(['old']);
  });

  it('moves the account away from a service of the old region, as far as its firewall counts', async () => {
    const arm = pretendArm();
    const key = arm.world.storageAccounts().find((each) => each.account === 'stcontosodr')?.keys[0];
    await control(arm, 'PATCH', '/accounts/stcontosodr', {
      defaultAction: 'Deny',
      ipRules: ['198.51.100.10'],
    });
    const body = {
      storageAccount: 'stcontosodr',
      containerName: 'apim-backups',
      backupName: 'one',
      accessType: 'AccessKey',
      accessKey: key,
    };

    const before = await runToEnd(arm, 'backup', 'contoso-prod', body);
    await begin(arm);
    arm.clock.advance(arm.options.failoverMs);
    const after = await runToEnd(arm, 'backup', 'contoso-prod', body);

    // contoso-prod lives in westeurope: far from the account before, next to it afterwards.
    expect([before.status, after.status]).toEqual([200, 400]);
  });

  it('is refused without a second region, without the right, below a lock, and a second time', async () => {
    const arm = pretendArm();

    const single = await begin(arm, 'stcontosoclosed');
    const reader = await begin(arm, 'stcontosodr', 'vera@contoso.com');
    arm.world.state.locks = [{ name: 'l', scope: group, level: 'ReadOnly' }];
    const locked = await begin(arm);
    arm.world.state.locks = [];
    await begin(arm);
    const again = await begin(arm);

    expect(await azureError(single)).toMatchObject({ status: 400, code: 'InvalidAccountType' });
    expect(await azureError(reader)).toMatchObject({ status: 403, code: 'AuthorizationFailed' });
    expect(await azureError(locked)).toMatchObject({ status: 409, code: 'ScopeLocked' });
    expect(again.status).toBe(409);
  });

  it('is refused while the copy is not known to be whole', async () => {
    const arm = pretendArm();
    await control(arm, 'PATCH', '/accounts/stcontosodr/replication', { status: 'Unavailable' });

    expect(await azureError(await begin(arm))).toMatchObject({ code: 'LastSyncTimeUnavailable' });
  });
});

describe('lifecycle rules', () => {
  const policy = '/managementPolicies/default';
  const rule = {
    name: 'old-backups',
    enabled: true,
    type: 'Lifecycle',
    definition: { actions: { baseBlob: { delete: { daysAfterModificationGreaterThan: 20 } } } },
  };

  it('are a 404 until there are some', async () => {
    const arm = pretendArm();

    const none = await arm.send('GET', path('stcontosodr', policy));
    await control(arm, 'PUT', '/accounts/stcontosodr/lifecycle', { rules: [rule] });
    const some = await get(arm, path('stcontosodr', policy));
    await control(arm, 'DELETE', '/accounts/stcontosodr/lifecycle', {});
    const gone = await arm.send('GET', path('stcontosodr', policy));

    expect(await azureError(none)).toEqual({
      status: 404,
      code: 'ManagementPolicyNotFound',
      message: 'No ManagementPolicy found for account stcontosodr',
    });
    expect(some).toMatchObject({ properties: { policy: { rules: [rule] } } });
    expect(gone.status).toBe(404);
  });

  it('are read with a right of their own', async () => {
    const refused = await pretendArm().send('GET', path('stcontosodr', policy), {
      as: 'noor@contoso.com',
    });

    const error = await azureError(refused);
    expect(error.status).toBe(403);
    expect(error.message).toContain('Microsoft.Storage/storageAccounts/managementPolicies/read');
  });
});

describe('the blob service', () => {
  it('shows CORS, versioning and how long deleted things are kept', async () => {
    const arm = pretendArm();
    const cors = { allowedOrigins: ['*'], allowedMethods: ['GET'] };
    await control(arm, 'PATCH', '/accounts/stcontosodr', {
      corsRules: [cors],
      isVersioningEnabled: true,
      softDeleteDays: { blobs: 14, containers: null },
    });

    expect(await get(arm, path('stcontosodr', '/blobServices/default'))).toMatchObject({
      sku: { name: 'Standard_GRS' },
      properties: {
        cors: { corsRules: [cors] },
        isVersioningEnabled: true,
        deleteRetentionPolicy: { enabled: true, days: 14 },
        containerDeleteRetentionPolicy: { enabled: false },
      },
    });
  });
});

describe('a container', () => {
  const container = (name: string) => `/blobServices/default/containers/${name}`;

  it('is made with the access it is given', async () => {
    const arm = pretendArm();

    const made = await arm.send('PUT', path('stcontosodr', container('open')), {
      body: { properties: { publicAccess: 'Blob' } },
    });
    const plain = await get(arm, path('stcontosodr', container('open')));

    expect(made.status).toBe(201);
    expect(plain).toMatchObject({
      properties: { publicAccess: 'Blob', hasImmutabilityPolicy: false, hasLegalHold: false },
    });
  });

  it.each([
    ['A', {}],
    ['fine', { properties: { publicAccess: 'Everybody' } }],
  ])('is refused with the name %s and %j', async (name, body) => {
    const refused = await pretendArm().send('PUT', path('stcontosodr', container(name)), { body });

    expect(refused.status).toBe(400);
  });

  it('shows a legal hold and a retention policy', async () => {
    const arm = pretendArm();
    await control(arm, 'PATCH', '/accounts/stcontosodr/containers/apim-backups', {
      immutableDays: 90,
      legalHolds: ['case-7'],
    });

    expect(await get(arm, path('stcontosodr', container('apim-backups')))).toMatchObject({
      properties: {
        hasImmutabilityPolicy: true,
        immutabilityPolicy: { properties: { immutabilityPeriodSinceCreationInDays: 90 } },
        hasLegalHold: true,
        legalHold: { hasLegalHold: true, tags: [{ tag: 'case-7' }] },
      },
    });
  });
});

describe('a backup into an immutable container', () => {
  it.each([
    [{ immutableDays: 7 }, 'BlobImmutableDueToPolicy'],
    [{ legalHolds: ['case-7'] }, 'BlobImmutableDueToLegalHold'],
  ])('with %j takes a new name and no used one', async (rules, code) => {
    const arm = pretendArm();
    await control(arm, 'PATCH', '/accounts/stcontosodr/containers/apim-backups', rules);

    const first = await runToEnd(arm, 'backup', 'contoso-prod');
    const again = await runToEnd(arm, 'backup', 'contoso-prod');

    expect(first.status).toBe(200);
    expect((await azureError(again)).message).toContain(code);
  });
});

describe('the control of accounts', () => {
  it.each([
    ['/accounts/stcontosonokey', { sku: 'Standard_GRS' }],
    ['/accounts/stcontosonokey', { secondaryLocation: 'westeurope' }],
    ['/accounts/stcontosonokey', { sku: 'Premium_LRS' }],
    ['/accounts/stcontosodr/replication', { lastSyncTime: 'yesterday' }],
    ['/accounts/stcontosodr/containers/apim-backups', { immutableDays: 0 }],
  ])('refuses %s %j', async (to, body) => {
    const arm = pretendArm();
    const before = structuredClone(arm.world.state.accounts);

    const refused = await arm.world.control.request(to, {
      method: 'PATCH',
      body: JSON.stringify(body),
    });

    expect(refused.status).toBe(400);
    expect(arm.world.state.accounts).toEqual(before);
  });

  it('changes the redundancy', async () => {
    const arm = pretendArm();
    await control(arm, 'PATCH', '/accounts/stcontosonokey', {
      sku: 'Standard_RAGZRS',
      secondaryLocation: 'westeurope',
    });
    await control(arm, 'PATCH', '/accounts/stcontosodr', { sku: 'Standard_LRS' });

    expect(await get(arm, path('stcontosonokey', '', expand))).toMatchObject({
      properties: { geoReplicationStats: { status: 'Live' }, secondaryLocation: 'westeurope' },
    });
    expect((await get(arm, path('stcontosodr'))).properties).not.toHaveProperty(
      'secondaryLocation',
    );
  });
});
