import { describe, expect, it } from 'vitest';
import { subscriptionId } from '../../../packages/sandbox/src/world/seed-ids.ts';
import {
  azureError,
  identityBody,
  json,
  type PretendArm,
  pretendArm,
  runToEnd,
  start,
  svc,
} from './pretend-arm.ts';

type Event = {
  operationName: { value: string };
  status: { value: string };
  eventTimestamp: string;
  submissionTimestamp: string;
  correlationId: string;
  caller: string;
  resourceId: string;
  httpRequest: { clientRequestId: string | null };
};

const from = new Date(start - 3_600_000).toISOString();

async function events(arm: PretendArm, more = '', select = ''): Promise<Event[]> {
  const to = new Date(arm.clock.now()).toISOString();
  const filter = encodeURIComponent(
    `eventTimestamp ge '${from}' and eventTimestamp le '${to}'${more}`,
  );
  const answer = await json(await log(arm, `$filter=${filter}${select}`));
  return answer.value as Event[];
}

function log(arm: PretendArm, query: string, as = 'ana@contoso.com'): Promise<Response> {
  const path = `/subscriptions/${subscriptionId(1)}/providers/Microsoft.Insights/eventtypes/management/values`;
  return arm.send('GET', `${path}?api-version=2015-04-01&${query}`, { as });
}

describe('the activity log', () => {
  it('tells the story of a backup with its ids, newest first', async () => {
    const arm = pretendArm();
    const accepted = await arm.send('POST', svc('contoso-prod', '/backup'), {
      body: identityBody(),
      headers: { 'x-ms-client-request-id': 'intent-7' },
    });
    arm.clock.advance(arm.options.backupMs + arm.options.activityLogLagMs);

    const seen = await events(arm, " and resourceGroupName eq 'rg-prod'");

    expect(seen.map((each) => each.status.value)).toEqual(['Succeeded', 'Accepted', 'Started']);
    expect(new Set(seen.map((each) => each.operationName.value))).toEqual(
      new Set(['Microsoft.ApiManagement/service/backup/action']),
    );
    expect(new Set(seen.map((each) => each.httpRequest.clientRequestId))).toEqual(
      new Set(['intent-7']),
    );
    expect(new Set(seen.map((each) => each.correlationId))).toEqual(
      new Set([accepted.headers.get('x-ms-correlation-request-id')]),
    );
    expect(seen[0]).toMatchObject({
      caller: 'ana@contoso.com',
      resourceId: svc('contoso-prod').split('?')[0],
    });
  });

  it('shows an event only after its lag, with both times', async () => {
    const arm = pretendArm({ activityLogLagMs: 180_000 });
    await arm.send('POST', svc('contoso-prod', '/backup'), { body: identityBody() });

    arm.clock.advance(179_999);
    const early = await events(arm);
    arm.clock.advance(1);
    const late = await events(arm);

    expect(early).toEqual([]);
    expect(late).toHaveLength(2);
    expect(Date.parse(late[0]?.eventTimestamp ?? '')).toBe(start);
    expect(Date.parse(late[0]?.submissionTimestamp ?? '')).toBe(start + 180_000);
  });

  it('keeps the refusal of a POST under the id of its sender', async () => {
    const arm = pretendArm({ activityLogLagMs: 0 });
    await arm.send('POST', svc('contoso-prod', '/backup'), { body: identityBody() });
    await arm.send('POST', svc('contoso-prod', '/restore'), {
      body: identityBody(),
      headers: { 'x-ms-client-request-id': 'too-late' },
    });

    const mine = (await events(arm)).filter(
      (each) => each.httpRequest.clientRequestId === 'too-late',
    );

    expect(mine.map((each) => each.status.value).sort()).toEqual(['Failed', 'Started']);
  });

  it('tells a failure at the time it happened', async () => {
    const arm = pretendArm({ activityLogLagMs: 0 });
    const key = identityBody({ accessType: 'AccessKey', accessKey: 'd3Jvbmc=' });
    await runToEnd(arm, 'backup', 'contoso-prod', key);

    const [failed] = await events(arm);

    expect(failed).toMatchObject({
      status: { value: 'Failed' },
      eventTimestamp: new Date(start + arm.options.refusalMs).toISOString(),
      properties: { statusMessage: expect.stringContaining('BackupFailed') },
    });
  });

  it('tells changes below a service under their own resource id', async () => {
    const arm = pretendArm({ activityLogLagMs: 0 });
    await arm.send('PUT', svc('contoso-prod', '/apis/orders'), {
      body: { properties: { path: 'orders2' } },
    });

    const [written] = await events(arm);

    expect(written?.operationName.value).toBe('Microsoft.ApiManagement/service/apis/write');
    expect(written?.resourceId).toMatch(/contoso-prod\/apis\/orders$/);
  });

  it('gives only the fields that were selected', async () => {
    const arm = pretendArm({ activityLogLagMs: 0 });
    await arm.send('POST', svc('contoso-prod', '/backup'), { body: identityBody() });

    const [event] = await events(arm, '', '&$select=eventTimestamp,status');

    expect(Object.keys(event ?? {}).sort()).toEqual(['eventTimestamp', 'status']);
  });

  it('comes in pages', async () => {
    const arm = pretendArm({ activityLogLagMs: 0, pageSize: 2 });
    await runToEnd(arm, 'backup', 'contoso-prod');
    const to = new Date(arm.clock.now()).toISOString();
    const filter = encodeURIComponent(`eventTimestamp ge '${from}' and eventTimestamp le '${to}'`);

    const first = await json(await log(arm, `$filter=${filter}`));
    const second = await json(await arm.send('GET', String(first.nextLink)));

    expect((first.value as unknown[]).length).toBe(2);
    expect((second.value as unknown[]).length).toBe(1);
    expect(second.nextLink).toBeUndefined();
  });

  it.each([
    ['nothing', ''],
    ['no start', `eventTimestamp le '${from}'`],
    [
      'two more conditions',
      `eventTimestamp ge '${from}' and eventTimestamp le '${from}' and resourceGroupName eq 'a' and correlationId eq 'b'`,
    ],
    [
      'a field it does not know',
      `eventTimestamp ge '${from}' and eventTimestamp le '${from}' and caller eq 'ana'`,
    ],
    [
      'a start 91 days ago',
      "eventTimestamp ge '2026-08-24T00:00:00Z' and eventTimestamp le '2026-11-23T00:00:00Z'",
    ],
  ])('refuses a filter with %s', async (_, filter) => {
    const answer = await log(pretendArm(), `$filter=${encodeURIComponent(filter)}`);

    expect(await azureError(answer)).toMatchObject({ status: 400, code: 'BadRequest' });
  });

  it.each([
    [
      'unquoted times without a zone',
      'eventTimestamp ge 2026-11-23T08:00:00 and eventTimestamp le 2026-11-23T10:00:00',
    ],
    ['no end', 'eventTimestamp ge 2026-11-23T08:00:00Z'],
    [
      'a resourceId',
      `eventTimestamp ge 2026-11-23T08:00:00Z and resourceId eq '${svc('contoso-prod').split('?')[0]}'`,
    ],
  ])('takes a filter with %s, as the Azure CLI sends it', async (_, filter) => {
    const arm = pretendArm({ activityLogLagMs: 0 });
    await arm.send('POST', svc('contoso-prod', '/backup'), { body: identityBody() });

    const answer = await json(await log(arm, `$filter=${encodeURIComponent(filter)}`));

    expect(answer.value).toHaveLength(2);
  });

  it('is closed to who may not read it', async () => {
    const filter = encodeURIComponent(
      `eventTimestamp ge '${from}' and eventTimestamp le '${from}'`,
    );

    const answer = await log(pretendArm(), `$filter=${filter}`, 'noor@contoso.com');

    expect(await azureError(answer)).toMatchObject({ status: 403, code: 'AuthorizationFailed' });
  });
});
