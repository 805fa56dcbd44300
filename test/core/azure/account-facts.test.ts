import { describe, expect, it } from 'vitest';
import type { ScriptedAnswer } from '../../../packages/core/src/testing/scripted-http.ts';
import { azureSays, home, scriptedAzure, subscription } from './scripted-azure.ts';

const place = { subscription, resourceGroup: 'rg', account: 'stcontoso' };
const account = `${home}/subscriptions/${subscription}/resourceGroups/rg/providers/Microsoft.Storage/storageAccounts/stcontoso`;
const version = 'api-version=2023-05-01';
const at = (url: string, answer: ScriptedAnswer) =>
  scriptedAzure([{ url, answer }]).azure.storageAccounts;

describe('the shape of an account', () => {
  const read = async (properties: object, more: object = {}) => {
    const resource = { id: '/x', name: 'stcontoso', location: 'North Europe', ...more, properties };
    const look = await at(`${account}?${version}`, azureSays(200, resource)).get(place);
    if (!look.seen) throw new Error(look.why.words);
    return look.value;
  };

  it('has the defaults of Azure where nothing is said', async () => {
    expect(await read({})).toMatchObject({
      primaryRegion: 'northeurope',
      secondaryRegion: null,
      sku: null,
      primaryAvailable: null,
      sharedKeyAllowed: true,
      network: {
        publicAccess: 'Enabled',
        open: true,
        trustedServices: true,
        ipRules: 0,
        resources: [],
      },
    });
  });

  it('tells where it lives now, after a failover too', async () => {
    const failedOver = {
      primaryLocation: 'West Europe',
      secondaryLocation: 'northeurope',
      statusOfPrimary: 'Unavailable',
    };

    expect(await read(failedOver, { sku: { name: 'Standard_RAGRS' } })).toMatchObject({
      region: 'northeurope',
      primaryRegion: 'westeurope',
      secondaryRegion: 'northeurope',
      sku: 'Standard_RAGRS',
      primaryAvailable: false,
    });
  });

  it.each([
    [
      'a denying firewall',
      { networkAcls: { defaultAction: 'Deny', bypass: 'None' } },
      { open: false, trustedServices: false },
    ],
    [
      'one that lets trusted services in',
      { networkAcls: { defaultAction: 'deny', bypass: 'Logging, azureservices' } },
      { open: false, trustedServices: true },
    ],
    [
      'one with rules',
      {
        networkAcls: {
          defaultAction: 'Deny',
          ipRules: [{ value: '1.2.3.4' }],
          resourceAccessRules: [{ resourceId: '/A/b' }, { resourceId: null }],
        },
      },
      { ipRules: 1, resources: ['/a/b'] },
    ],
    [
      'no public access',
      { publicNetworkAccess: 'Disabled' },
      { publicAccess: 'Disabled', open: false },
    ],
    [
      'a perimeter',
      { publicNetworkAccess: 'SecuredByPerimeter' },
      { publicAccess: 'SecuredByPerimeter', open: false },
    ],
    [
      'rules of another shape',
      { networkAcls: { resourceAccessRules: 'x', ipRules: null } },
      { ipRules: 0, resources: [] },
    ],
  ])('tells of %s', async (_, properties, network) => {
    expect((await read(properties)).network).toMatchObject(network);
  });
});

describe('a container', () => {
  const url = `${account}/blobServices/default/containers/backups?${version}`;

  it.each([
    ['without rules', {}, { immutableDays: null, legalHold: false }],
    [
      'with a policy, as the single read gives it',
      { immutabilityPolicy: { properties: { immutabilityPeriodSinceCreationInDays: 7 } } },
      { immutableDays: 7 },
    ],
    [
      'with a policy, as a list gives it',
      { immutabilityPolicy: { immutabilityPeriodSinceCreationInDays: 9 } },
      { immutableDays: 9 },
    ],
    [
      'with a hold',
      { hasLegalHold: true, immutabilityPolicy: null },
      { immutableDays: null, legalHold: true },
    ],
    [
      'of an odd shape',
      { hasLegalHold: 'yes', immutabilityPolicy: 3 },
      { immutableDays: null, legalHold: false },
    ],
  ])('is read %s', async (_, properties, facts) => {
    const look = await at(url, azureSays(200, { name: 'backups', properties })).container(
      place,
      'backups',
    );

    expect(look).toMatchObject({ seen: true, value: { name: 'backups', ...facts } });
  });

  it('is absent, or not to be seen', async () => {
    const absent = azureSays(404, { error: { code: 'ContainerNotFound', message: 'x' } });

    expect(await at(url, absent).container(place, 'backups')).toMatchObject({
      why: { kind: 'absent' },
    });
    expect(await at(url, azureSays(403, {})).container(place, 'backups')).toMatchObject({
      why: { kind: 'denied', remedy: expect.stringContaining('containers/read') },
    });
  });

  it.each([200, 201])('is created private by one PUT (%i)', async (status) => {
    const { azure, http } = scriptedAzure([{ method: 'PUT', url, answer: azureSays(status, {}) }]);

    const look = await azure.storageAccounts.createContainer(place, 'backups');

    expect(look).toMatchObject({ seen: true, value: null });
    expect(JSON.parse(http.requests[0]?.body ?? '')).toEqual({
      properties: { publicAccess: 'None' },
    });
  });

  it('is not created under a name that cannot be', async () => {
    const { azure, http } = scriptedAzure([]);

    expect(await azure.storageAccounts.createContainer(place, 'No/')).toMatchObject({
      seen: false,
    });
    expect(http.requests).toEqual([]);
  });
});

describe('the blob service', () => {
  const url = `${account}/blobServices/default?${version}`;

  it.each([
    [
      'rules',
      { cors: { corsRules: [{}, {}] }, isVersioningEnabled: true },
      { corsRules: 2, versioning: true },
    ],
    ['no rule', { cors: { corsRules: [] } }, { corsRules: 0, versioning: false }],
    ['nothing about CORS', {}, { corsRules: 0, versioning: false }],
    ['null', { cors: null }, { corsRules: 0, versioning: false }],
  ])('is read with %s', async (_, properties, value) => {
    expect(await at(url, azureSays(200, { properties })).blobService(place)).toMatchObject({
      value,
    });
  });

  it('is not seen without properties', async () => {
    expect(await at(url, azureSays(200, {})).blobService(place)).toMatchObject({
      why: { kind: 'error' },
    });
  });
});

describe('lifecycle rules', () => {
  const url = `${account}/managementPolicies/default?${version}`;
  const policy = (...rules: object[]) => azureSays(200, { properties: { policy: { rules } } });
  const rule = (definition: object, more: object = {}) => ({ name: 'old', definition, ...more });

  it('are none where there is no policy', async () => {
    const absent = azureSays(404, { error: { code: 'ManagementPolicyNotFound', message: 'x' } });

    expect(await at(url, absent).lifecycle(place)).toMatchObject({ seen: true, value: [] });
  });

  it('tell after how many days which blobs are deleted', async () => {
    const answer = policy(
      rule({
        actions: { baseBlob: { delete: { daysAfterModificationGreaterThan: 60 } } },
        filters: { prefixMatch: ['backups/'] },
      }),
      rule(
        { actions: { baseBlob: { delete: { daysAfterCreationGreaterThan: 9 } } } },
        { enabled: false },
      ),
      rule({ actions: { baseBlob: { tierToCool: {} } }, filters: null }),
      rule({ actions: { snapshot: {} } }),
    );

    expect(await at(url, answer).lifecycle(place)).toMatchObject({
      value: [
        { name: 'old', enabled: true, deletesAfterDays: 60, prefixes: ['backups/'] },
        { enabled: false, deletesAfterDays: 9, prefixes: [] },
        { deletesAfterDays: null },
        { deletesAfterDays: null },
      ],
    });
  });

  it.each([
    ['a proxy says 404', { status: 404, text: 'nothing here' }, 'error'],
    ['a rule is odd', policy({ name: 'x' }), 'error'],
    ['it is denied', azureSays(403, {}), 'denied'],
  ])('are not seen when %s', async (_, answer, kind) => {
    expect(await at(url, answer).lifecycle(place)).toMatchObject({ seen: false, why: { kind } });
  });
});

describe('the geo-copy', () => {
  const url = `${account}?${version}&$expand=geoReplicationStats`;
  const stats = (geoReplicationStats: unknown) =>
    azureSays(200, { properties: { geoReplicationStats } });

  it('is read with its last sync', async () => {
    const answer = stats({
      status: 'Live',
      lastSyncTime: '2026-11-23T10:00:00Z',
      canFailover: true,
    });

    expect(await at(url, answer).geoCopy(place)).toMatchObject({
      value: { status: 'Live', lastSyncAt: Date.UTC(2026, 10, 23, 10), canFailover: true },
    });
  });

  it('is none where Azure refuses to tell of one', async () => {
    const answer = azureSays(400, { error: { code: 'InvalidAccountType', message: 'x' } });
    const other = azureSays(400, { error: { code: 'BadRequest', message: 'x' } });

    expect(await at(url, answer).geoCopy(place)).toMatchObject({ seen: true, value: null });
    expect(await at(url, other).geoCopy(place)).toMatchObject({ seen: false });
  });

  it.each([
    ['an account without one', undefined, null],
    [
      'a copy that never synced',
      { status: 'Bootstrap', lastSyncTime: null },
      { status: 'Bootstrap', lastSyncAt: null, canFailover: false },
    ],
    ['an odd time', { status: 'Live', lastSyncTime: 'yesterday' }, { lastSyncAt: null }],
  ])('knows %s', async (_, given, value) => {
    const look = await at(url, stats(given)).geoCopy(place);

    if (value === null) expect(look).toMatchObject({ seen: true, value: null });
    else expect(look).toMatchObject({ value });
  });
});
