import { describe, expect, it } from 'vitest';
import { LifeboatError } from '../../../packages/core/src/domain/error.ts';
import type { ScriptedAnswer } from '../../../packages/core/src/testing/scripted-http.ts';
import { type Asked, fixedSession } from './fixed-session.ts';
import { azureSays, home, ids, now, resourceId, scriptedAzure } from './scripted-azure.ts';

const url = `${home}${resourceId}?api-version=2024-05-01`;
const service = {
  id: resourceId,
  name: 'contoso',
  location: 'West Europe',
  sku: { name: 'Premium', capacity: 2 },
  properties: { provisioningState: 'Succeeded' },
};
const challenge = {
  'www-authenticate': `Bearer error="insufficient_claims", claims="${btoa('{"access_token":{}}')}"`,
};

async function get(...answers: ScriptedAnswer[]) {
  const { azure, http } = scriptedAzure(answers.map((answer) => ({ method: 'GET', url, answer })));
  const look = await azure.apiManagement.get(resourceId);
  http.assertDone();
  return { look, requests: http.requests };
}

describe('a request to Azure', () => {
  it('says who asks, and carries an id of its own', async () => {
    const { requests } = await get(azureSays(200, service));

    expect(requests[0]?.headers).toMatchObject({
      'user-agent': 'lifeboat/1.2.3',
      'x-ms-client-request-id': '00000000-0000-4000-8000-000000000001',
      authorization: `Bearer token for ${home}/.default`,
    });
  });

  it('encodes what an id may hold and a URL may not', async () => {
    const odd = resourceId.replace('/rg/', '/rg (é)/').replaceAll(' ', '');
    const { azure, http } = scriptedAzure([
      {
        url: `${home}${odd.replace('é', '%C3%A9')}?api-version=2024-05-01`,
        answer: azureSays(200, service),
      },
    ]);

    expect((await azure.apiManagement.get(odd)).seen).toBe(true);
    http.assertDone();
  });

  it.each([
    '',
    '/subscriptions/x',
    `${resourceId}/../../evil`,
    `${resourceId}?x=1`,
    `${resourceId}#`,
  ])('is not made for %j', async (id) => {
    const { azure, http } = scriptedAzure([]);

    const look = await azure.apiManagement.get(id);

    expect(look).toMatchObject({ seen: false, why: { kind: 'error' } });
    expect(http.requests).toEqual([]);
  });
});

describe('what an answer shows', () => {
  it.each<[string, ScriptedAnswer, object]>([
    [
      'denied',
      azureSays(403, { error: { code: 'AuthorizationFailed', message: 'no' } }),
      {
        kind: 'denied',
        words: 'AuthorizationFailed: no',
        remedy: 'The signed-in account needs the right "Microsoft.ApiManagement/service/read".',
      },
    ],
    [
      'absent',
      azureSays(404, { error: { code: 'ResourceNotFound', message: 'no' } }),
      { kind: 'absent', azure: { status: 404, requestId: 'r-1', correlationId: 'c-1' } },
    ],
    ['absent for a 410', azureSays(410), { kind: 'absent' }],
    [
      'throttled',
      azureSays(429, undefined, { 'retry-after': '17' }),
      { kind: 'throttled', retryAfterMs: 17_000 },
    ],
    [
      'an error',
      azureSays(500, undefined, { 'retry-after': '5' }),
      { kind: 'error', retryAfterMs: 5_000 },
    ],
    ['an error for a 503 page', { status: 503, text: '<p>down</p>' }, { kind: 'error' }],
    ["an error for a proxy's 404", { status: 404, text: '<p>not here</p>' }, { kind: 'error' }],
    ['an error for a 204', azureSays(204), { kind: 'error' }],
    [
      'no network',
      { noAnswer: { kind: 'lost', words: 'ECONNRESET' } },
      { kind: 'no-network', words: 'ECONNRESET' },
    ],
    [
      'no network when nobody listens',
      { noAnswer: { kind: 'never-connected', words: 'ECONNREFUSED' } },
      { kind: 'no-network' },
    ],
    [
      'a foreign origin',
      { status: 302, headers: { location: 'https://evil.example/x' } },
      { kind: 'foreign-origin' },
    ],
  ])('%s', async (_, answer, why) => {
    const { look } = await get(answer);

    expect(look).toMatchObject({ seen: false, why });
  });

  it.each([
    ['no JSON', { status: 200, headers: ids, text: '{"id":' }],
    ['a page', { status: 200, text: '<html></html>' }],
    ['nothing', azureSays(200)],
    ['an array', azureSays(200, [])],
    ['no name', azureSays(200, { ...service, name: undefined })],
    ['a number for a tier', azureSays(200, { ...service, sku: { name: 1 } })],
    ['no properties', azureSays(200, { ...service, properties: null })],
    ['no state', azureSays(200, { ...service, properties: {} })],
  ] as [string, ScriptedAnswer][])('nothing when it is %s', async (_, answer) => {
    const { look } = await get(answer);

    expect(look).toMatchObject({ seen: false, why: { kind: 'error' } });
  });

  it('says where the shape is wrong', async () => {
    const { look } = await get(azureSays(200, { ...service, sku: { name: 1 } }));

    expect(look.seen ? '' : look.why.words).toContain('sku.name');
  });
});

describe('a service', () => {
  it('is read in full, unknown members kept', async () => {
    const resource = {
      ...service,
      future: { a: [1] },
      identity: {
        type: 'SystemAssigned, UserAssigned',
        principalId: 'p-1',
        userAssignedIdentities: { '/id/one': { clientId: 'c', principalId: 'p' }, '/id/two': {} },
      },
      properties: {
        provisioningState: 'Updating',
        targetProvisioningState: 'Succeeded',
        gatewayUrl: 'https://contoso.azure-api.net',
        additionalLocations: [
          { location: 'North Europe', gatewayRegionalUrl: 'https://contoso-ne.azure-api.net' },
          { location: 'uksouth', gatewayRegionalUrl: 'https://off.example', disableGateway: true },
        ],
        apiVersionConstraint: { minApiVersion: '2021-08-01' },
        later: true,
      },
    };

    const { look } = await get(azureSays(200, resource, { date: new Date(now).toUTCString() }));

    expect(look).toEqual({
      seen: true,
      date: now,
      value: {
        resourceId,
        name: 'contoso',
        tier: 'Premium',
        capacity: 2,
        region: 'westeurope',
        regions: ['northeurope', 'uksouth'],
        provisioningState: 'Updating',
        targetProvisioningState: 'Succeeded',
        gatewayUrl: 'https://contoso.azure-api.net',
        gateways: [
          { region: 'westeurope', url: 'https://contoso.azure-api.net' },
          { region: 'northeurope', url: 'https://contoso-ne.azure-api.net' },
        ],
        minApiVersion: '2021-08-01',
        identity: {
          principalId: 'p-1',
          userAssigned: [
            { id: '/id/one', clientId: 'c', principalId: 'p' },
            { id: '/id/two', clientId: null, principalId: null },
          ],
        },
        resource,
      },
    });
  });

  it('is read although members it can do without are missing or odd', async () => {
    const odd = {
      ...service,
      identity: 'none',
      properties: {
        provisioningState: 'Failed',
        targetProvisioningState: '',
        gatewayUrl: 7,
        additionalLocations: 'x',
        apiVersionConstraint: null,
      },
    };

    for (const resource of [service, odd]) {
      const { look } = await get(azureSays(200, resource));
      expect(look).toMatchObject({
        seen: true,
        value: {
          targetProvisioningState: null,
          gatewayUrl: null,
          regions: [],
          minApiVersion: null,
          identity: { principalId: null, userAssigned: [] },
        },
      });
    }
  });
});

describe('a 401', () => {
  it('with claims is answered once, with a token of those claims', async () => {
    const { look, requests } = await get(azureSays(401, {}, challenge), azureSays(200, service));

    expect(look.seen).toBe(true);
    expect(requests[1]?.headers.authorization).toContain('with {"access_token":{}}');
  });

  it('without claims is answered once, with a fresh token', async () => {
    const { look, requests } = await get(azureSays(401), azureSays(200, service));

    expect(look.seen).toBe(true);
    expect(requests[1]?.headers.authorization).toContain('fresh');
  });

  it.each([challenge, {}])(
    'that comes again is denied, with how to sign in again',
    async (headers) => {
      const { look, requests } = await get(
        azureSays(401, {}, headers),
        azureSays(401, {}, headers),
      );

      expect(look).toMatchObject({
        seen: false,
        why: { kind: 'denied', remedy: 'az login --tenant t' },
      });
      expect(requests).toHaveLength(2);
    },
  );

  it('whose claims need a person is not signed in, with the command', async () => {
    const session = fixedSession([], ({ claims }) =>
      claims === null
        ? null
        : new LifeboatError('not-signed-in', 'A person is needed.', {
            hint: 'az login --claims-challenge x',
          }),
    );
    const { azure } = scriptedAzure([{ url, answer: azureSays(401, {}, challenge) }], { session });

    expect(await azure.apiManagement.get(resourceId)).toMatchObject({
      seen: false,
      why: {
        kind: 'not-signed-in',
        words: 'A person is needed.',
        remedy: 'az login --claims-challenge x',
      },
    });
  });
});

describe('without a token', () => {
  it.each([
    ['not-signed-in', 'not-signed-in'],
    ['azure-unreachable', 'no-network'],
    ['config-invalid', 'not-signed-in'],
  ] as const)('%s shows nothing, and nothing is sent', async (code, kind) => {
    const error = new LifeboatError(code, 'words', { hint: 'do this' });
    const { azure, http } = scriptedAzure([], { session: fixedSession([], () => error) });

    const look = await azure.apiManagement.get(resourceId);

    expect(look).toMatchObject({ seen: false, why: { kind, words: 'words' } });
    expect(http.requests).toEqual([]);
  });

  it('is not asked for when the address is foreign', async () => {
    const asked: Asked[] = [];
    const { azure } = scriptedAzure([], { session: fixedSession(asked) });

    await azure.apiManagement.ask('https://evil.example/operationresults/x');

    expect(asked).toEqual([]);
  });
});
