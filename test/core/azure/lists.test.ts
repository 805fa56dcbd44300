import { describe, expect, it } from 'vitest';
import type { ScriptedAnswer } from '../../../packages/core/src/testing/scripted-http.ts';
import { azureSays, home, resourceId, scriptedAzure, subscription } from './scripted-azure.ts';

const service = {
  id: resourceId,
  name: 'contoso',
  location: 'West Europe',
  sku: { name: 'Premium', capacity: 2 },
  properties: { provisioningState: 'Succeeded' },
};

describe('pages', () => {
  const list = `${home}/subscriptions/${subscription}/providers/Microsoft.ApiManagement/service?api-version=2024-05-01`;
  const next = `${list}&%24skiptoken=a%2Fb//c`;

  it('are all read, each nextLink as Azure wrote it', async () => {
    const { azure, http } = scriptedAzure([
      { url: list, answer: azureSays(200, { value: [service], nextLink: next }) },
      { url: next, answer: azureSays(200, { value: [{ ...service, name: 'two' }], nextLink: '' }) },
    ]);

    const look = await azure.apiManagement.list({ subscription });

    expect(look.seen && look.value.map(({ name }) => name)).toEqual(['contoso', 'two']);
    http.assertDone();
  });

  it.each<[string, ScriptedAnswer, string]>([
    ['throttled', azureSays(429, undefined, { 'retry-after': '9' }), 'throttled'],
    ['lost', { noAnswer: { kind: 'lost', words: 'x' } }, 'no-network'],
    ['odd', azureSays(200, { value: [{ id: 1 }] }), 'error'],
    ['the same again', azureSays(200, { value: [], nextLink: next }), 'error'],
  ])('are not seen at all when one is %s', async (_, answer, kind) => {
    const { azure } = scriptedAzure([
      { url: list, answer: azureSays(200, { value: [service], nextLink: next }) },
      { url: next, answer },
    ]);

    expect(await azure.apiManagement.list({ subscription })).toMatchObject({
      seen: false,
      why: { kind },
    });
  });
});

describe('the fleet', () => {
  const graph = `${home}/providers/Microsoft.ResourceGraph/resources?api-version=2021-03-01`;
  const row = (name: string) => ({
    id: `/x/${name}`,
    name,
    location: 'westeurope',
    resourceGroup: 'rg',
    subscriptionId: subscription,
    tier: 'Basic',
    provisioningState: '',
  });
  const body = (text: string | undefined) => JSON.parse(text ?? '{}');

  it('is read page by page with $skipToken', async () => {
    const { azure, http } = scriptedAzure([
      {
        method: 'POST',
        url: graph,
        answer: azureSays(200, { data: [row('a')], $skipToken: 't1', resultTruncated: 'false' }),
      },
      {
        method: 'POST',
        url: graph,
        answer: azureSays(200, { data: [row('b')], resultTruncated: 'false' }),
      },
    ]);

    const look = await azure.apiManagement.query([subscription]);

    expect(look).toMatchObject({
      seen: true,
      value: [{ name: 'a', tier: 'Basic', provisioningState: null }, { name: 'b' }],
    });
    expect(body(http.requests[0]?.body)).toMatchObject({
      subscriptions: [subscription],
      options: { $top: 1000, resultFormat: 'objectArray' },
    });
    expect(body(http.requests[1]?.body).options.$skipToken).toBe('t1');
  });

  it.each([
    ['cut short', { data: [], resultTruncated: 'true' }],
    ['endless', { data: [], $skipToken: 't' }],
    ['a table', { data: { columns: [], rows: [] } }],
  ])('is not seen when it is %s', async (_, answer) => {
    const same = { url: graph, answer: azureSays(200, answer) };
    const { azure } = scriptedAzure([same, same]);

    expect(await azure.apiManagement.query([])).toMatchObject({
      seen: false,
      why: { kind: 'error' },
    });
  });

  it('is asked for no more than 1,000 subscriptions at once, and for all when none is named', async () => {
    const empty = { url: graph, answer: azureSays(200, { data: [] }) };
    const { azure, http } = scriptedAzure([empty, empty, empty]);

    await azure.apiManagement.query(Array.from({ length: 1_001 }, () => subscription));
    await azure.apiManagement.query([]);

    expect(http.requests.map((request) => body(request.body).subscriptions?.length)).toEqual([
      1_000,
      1,
      undefined,
    ]);
    http.assertDone();
  });
});
