import { describe, expect, it } from 'vitest';
import { azureSays, now, resourceId, scriptedAzure, subscription } from './scripted-azure.ts';

const query = {
  subscription,
  resourceGroup: "rg-o'neil",
  resourceId,
  from: now - 3_600_000,
  to: now,
};
const event = {
  eventTimestamp: '2026-11-23T11:30:00.1234567Z',
  submissionTimestamp: '2026-11-23T11:33:00Z',
  caller: 'ana@contoso.com',
  operationName: { value: 'Microsoft.ApiManagement/service/backup/action', localizedValue: 'x' },
  status: { value: 'Accepted' },
  subStatus: { value: 'Accepted' },
  correlationId: 'c-9',
  resourceId: resourceId.toUpperCase(),
  httpRequest: { clientRequestId: 'id-1', clientIpAddress: '203.0.113.1' },
  properties: { requestbody: '{"accessKey":"secret"}' },
};

async function read(...events: object[]) {
  const { azure, http } = scriptedAzure([{ url: /./, answer: azureSays(200, { value: events }) }]);
  return { look: await azure.activityLog.read(query), requests: http.requests };
}

describe('the activity log', () => {
  it('is asked in one of the shapes that it allows', async () => {
    const { requests } = await read();
    const url = new URL(requests[0]?.url ?? '');

    expect(url.pathname).toBe(
      `/subscriptions/${subscription}/providers/Microsoft.Insights/eventtypes/management/values`,
    );
    expect(url.searchParams.get('api-version')).toBe('2015-04-01');
    expect(url.searchParams.get('$filter')).toBe(
      "eventTimestamp ge '2026-11-23T11:00:00.000Z' and eventTimestamp le '2026-11-23T12:00:00.000Z' and resourceGroupName eq 'rg-o''neil'",
    );
  });

  it('gives what matters of an event, and nothing of a request body', async () => {
    const { look } = await read(event);

    expect(look).toMatchObject({
      seen: true,
      value: [
        {
          at: Date.UTC(2026, 10, 23, 11, 30, 0, 123),
          submittedAt: Date.UTC(2026, 10, 23, 11, 33),
          operationName: 'microsoft.apimanagement/service/backup/action',
          status: 'accepted',
          caller: 'ana@contoso.com',
          correlationId: 'c-9',
          clientRequestId: 'id-1',
          resourceId: resourceId.toUpperCase(),
          failure: null,
        },
      ],
    });
    expect(JSON.stringify(look)).not.toContain('secret');
  });

  it('keeps the events of the service and what lies under it', async () => {
    const other = (id: string | null) => ({ ...event, resourceId: id });
    const { look } = await read(
      other(`${resourceId}/apis/echo`),
      other(`${resourceId}-2`),
      other(`${resourceId}-2/apis/echo`),
      other('/subscriptions/x'),
      other(null),
    );

    expect(look.seen && look.value.map((each) => each.resourceId)).toEqual([
      `${resourceId}/apis/echo`,
    ]);
  });

  it.each([
    ['BadRequest', 400],
    ['409', 409],
    ['', null],
    ['Whatever', null],
  ])('gives why it failed, with the status (%s)', async (subStatus, status) => {
    const statusMessage =
      '{"error":{"code":"RestoreFailed","message":"Cannot restore: backup expired"}}';
    const { look } = await read({
      ...event,
      status: { value: 'Failed' },
      subStatus: { value: subStatus },
      properties: { statusMessage },
    });

    expect(look.seen && look.value[0]?.failure).toEqual({
      status,
      code: 'RestoreFailed',
      message: 'Cannot restore: backup expired',
      requestId: null,
      correlationId: 'c-9',
      details: [],
    });
  });

  it('gives the words of a failure that are no envelope, without secrets', async () => {
    const { look } = await read({
      ...event,
      status: { value: 'Failed' },
      properties: { statusMessage: 'no ?sv=1&sig=abc' },
    });

    expect(look.seen && look.value[0]?.failure?.message).toBe('no ?sv=1&sig=***');
  });

  it('is read although an event is sparse', async () => {
    const { look } = await read({
      eventTimestamp: '2026-11-23T11:30:00Z',
      resourceId,
      status: null,
      properties: 'x',
      httpRequest: 1,
    });

    expect(look).toMatchObject({
      seen: true,
      value: [{ operationName: '', status: '', caller: null, clientRequestId: null }],
    });
  });

  it.each([{ resourceId }, { eventTimestamp: 'soon', resourceId }, 'x'])(
    'is not seen when an event has no time: %j',
    async (odd) => {
      const { azure } = scriptedAzure([
        { url: /./, answer: azureSays(200, { value: [event, odd] }) },
      ]);

      expect(await azure.activityLog.read(query)).toMatchObject({
        seen: false,
        why: { kind: 'error' },
      });
    },
  );

  it('takes a right of its own', async () => {
    const { azure } = scriptedAzure([
      {
        url: /./,
        answer: azureSays(403, { error: { code: 'AuthorizationFailed', message: 'x' } }),
      },
    ]);

    expect(await azure.activityLog.read(query)).toMatchObject({
      why: { remedy: expect.stringContaining('Microsoft.Insights/eventtypes/values/read') },
    });
  });
});
