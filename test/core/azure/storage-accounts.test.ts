import { describe, expect, it } from 'vitest';
import type { ScriptedAnswer } from '../../../packages/core/src/testing/scripted-http.ts';
import { azureSays, home, scriptedAzure, subscription } from './scripted-azure.ts';

const place = { subscription, resourceGroup: 'rg', account: 'stcontoso' };
const account = `${home}/subscriptions/${subscription}/resourceGroups/rg/providers/Microsoft.Storage/storageAccounts/stcontoso`;
const version = 'api-version=2023-05-01';

describe('the key of an account', () => {
  const keys = (...list: object[]) => azureSays(200, { keys: list });
  const read = (answer: ScriptedAnswer) =>
    scriptedAzure([
      { method: 'POST', url: `${account}/listKeys?${version}`, answer },
    ]).azure.storageAccounts.key(place);

  it('is the first with full permission', async () => {
    const look = await read(
      keys(
        { keyName: 'k0', value: 'readonly', permissions: 'Read' },
        { keyName: 'k1', value: 'first', permissions: 'FULL' },
        { keyName: 'k2', value: 'second', permissions: 'Full' },
      ),
    );

    expect(look.seen && look.value.reveal()).toBe('first');
    expect(JSON.stringify(look)).not.toContain('first');
  });

  it.each([
    ['none is full', keys({ value: 'a', permissions: 'Read' })],
    ['there is none', keys()],
    ['the answer is odd', azureSays(200, { keys: [{ value: 1 }] })],
    [
      'the account has no shared keys',
      azureSays(409, { error: { code: 'KeyBasedAuthenticationNotPermitted', message: 'x' } }),
    ],
  ])('is not seen when %s', async (_, answer) => {
    expect(await read(answer)).toMatchObject({ seen: false, why: { kind: 'error' } });
  });

  it('takes a right of its own', async () => {
    const look = await read(
      azureSays(403, { error: { code: 'AuthorizationFailed', message: 'x' } }),
    );

    expect(look).toMatchObject({
      why: {
        kind: 'denied',
        remedy:
          'The signed-in account needs the right "Microsoft.Storage/storageAccounts/listKeys/action".',
      },
    });
  });
});

describe('an account', () => {
  const resource = {
    id: '/x',
    name: 'stcontoso',
    location: 'North Europe',
    properties: {
      primaryEndpoints: { blob: 'https://stcontoso.blob.core.windows.net/' },
      networkAcls: { bypass: 'None' },
    },
  };

  it('is read whole', async () => {
    const { azure } = scriptedAzure([
      { url: `${account}?${version}`, answer: azureSays(200, resource) },
    ]);

    expect(await azure.storageAccounts.get(place)).toMatchObject({
      seen: true,
      value: {
        resourceId: '/x',
        name: 'stcontoso',
        region: 'northeurope',
        blobEndpoint: 'https://stcontoso.blob.core.windows.net/',
        resource,
      },
    });
  });

  it('is read without an endpoint too, and not without a name', async () => {
    const { azure } = scriptedAzure([
      { url: `${account}?${version}`, answer: azureSays(200, { ...resource, properties: {} }) },
      { url: `${account}?${version}`, answer: azureSays(200, { ...resource, name: null }) },
    ]);

    expect(await azure.storageAccounts.get(place)).toMatchObject({ value: { blobEndpoint: null } });
    expect(await azure.storageAccounts.get(place)).toMatchObject({
      why: { kind: 'error', words: expect.stringContaining('name') },
    });
  });

  it.each(['', 'St', 'st/../x', 'a'.repeat(25), 'st?x'])(
    'is not asked for by the name %j',
    async (name) => {
      const { azure, http } = scriptedAzure([]);
      const odd = { ...place, account: name };

      for (const look of [
        await azure.storageAccounts.get(odd),
        await azure.storageAccounts.key(odd),
        await azure.storageAccounts.container(odd, 'backups'),
        await azure.storageAccounts.container(place, `Not/${name}`),
        await azure.blobs.list({ account: name, container: 'backups', key: null }, null),
      ]) {
        expect(look).toMatchObject({ seen: false, why: { kind: 'error' } });
      }
      expect(http.requests).toEqual([]);
    },
  );
});
