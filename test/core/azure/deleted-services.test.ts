import { describe, expect, it } from 'vitest';
import type { ScriptedAnswer } from '../../../packages/core/src/testing/scripted-http.ts';
import { azureSays, home, resourceId, scriptedAzure, subscription } from './scripted-azure.ts';

const list = `${home}/subscriptions/${subscription}/providers/Microsoft.ApiManagement/deletedservices?api-version=2024-05-01`;
const service = `${home}${resourceId}?api-version=2024-05-01`;

describe('soft-deleted services', () => {
  const entry = {
    name: 'contoso',
    location: 'West Europe',
    properties: {
      serviceId: resourceId,
      deletionDate: '2026-11-23T10:00:00Z',
      scheduledPurgeDate: '2026-11-25T10:00:00Z',
    },
  };

  it('are listed with the id they had and when they are gone for good, all pages', async () => {
    const next = `${list}&$skiptoken=2`;
    const odd = { ...entry, properties: { serviceId: '/y', deletionDate: 1 } };
    const { azure } = scriptedAzure([
      { url: list, answer: azureSays(200, { value: [entry], nextLink: next }) },
      { url: next, answer: azureSays(200, { value: [odd] }) },
    ]);

    expect(await azure.apiManagement.listDeleted(subscription)).toMatchObject({
      value: [
        {
          resourceId,
          name: 'contoso',
          region: 'westeurope',
          deletedAt: Date.UTC(2026, 10, 23, 10),
          purgeAt: Date.UTC(2026, 10, 25, 10),
        },
        { resourceId: '/y', deletedAt: null, purgeAt: null },
      ],
    });
  });

  it('are not seen when one has no id', async () => {
    const { azure } = scriptedAzure([
      { url: list, answer: azureSays(200, { value: [{ ...entry, properties: {} }] }) },
    ]);

    expect(await azure.apiManagement.listDeleted(subscription)).toMatchObject({
      why: { kind: 'error' },
    });
  });
});

describe('an undelete', () => {
  const request = { resourceId, region: 'westeurope', clientRequestId: 'op-1' };
  const undelete = (answer: ScriptedAnswer) => {
    const { azure, http } = scriptedAzure([{ method: 'PUT', url: service, answer }]);
    return { http, done: azure.apiManagement.undelete(request) };
  };

  it('is one PUT with its region, on a connection of its own, with our id', async () => {
    const { http, done } = undelete(azureSays(202, undefined, { location: `${home}/op` }));

    expect(await done).toMatchObject({ kind: 'accepted', location: `${home}/op` });
    expect(http.requests).toHaveLength(1);
    expect(http.requests[0]).toMatchObject({ freshConnection: true });
    expect(http.requests[0]?.headers['x-ms-client-request-id']).toBe('op-1');
    expect(JSON.parse(http.requests[0]?.body ?? '')).toEqual({
      location: 'westeurope',
      properties: { restore: true },
    });
  });

  it.each([
    ['refused', azureSays(409, { error: { code: 'Conflict', message: 'x' } }), 'rejected'],
    ['lost', { noAnswer: { kind: 'lost', words: 'reset' } } as const, 'unclear'],
    ['never sent', { noAnswer: { kind: 'never-connected', words: 'x' } } as const, 'not-taken'],
    ['a 500', azureSays(500), 'unclear'],
    ['a challenge', azureSays(401), 'not-taken'],
  ])('is never sent again when it is %s', async (_, answer, kind) => {
    const { http, done } = undelete(answer);

    expect(await done).toMatchObject({ kind });
    expect(http.requests).toHaveLength(1);
  });

  it('is not sent for what is no service', async () => {
    const { azure, http } = scriptedAzure([]);

    const answer = await azure.apiManagement.undelete({ ...request, resourceId: '/x' });

    expect(answer.kind).toBe('not-sent');
    expect(http.requests).toEqual([]);
  });
});
