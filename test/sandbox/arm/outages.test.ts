import { describe, expect, it } from 'vitest';
import { subscriptionId } from '../../../packages/sandbox/src/world/seed-ids.ts';
import {
  azureError,
  identityBody,
  json,
  type PretendArm,
  pretendArm,
  runToEnd,
  svc,
} from './pretend-arm.ts';

const production = `/subscriptions/${subscriptionId(1)}`;
const accounts = `${production}/resourceGroups/rg-backup/providers/Microsoft.Storage/storageAccounts`;
const stats = '?api-version=2023-05-01&$expand=geoReplicationStats';

async function take(arm: PretendArm, way: 'down' | 'up', region: string, how: object = {}) {
  const answer = await arm.world.regionControl.request(`/${region}/${way}`, {
    method: 'POST',
    body: JSON.stringify(how),
  });
  expect(answer.status).toBe(200);
}

async function account(arm: PretendArm, name: string): Promise<Record<string, unknown>> {
  return json(await arm.send('GET', `${accounts}/${name}${stats}`));
}

describe('a service in a region that is down', () => {
  it.each([
    ['GET', svc('contoso-prod')],
    ['GET', svc('contoso-prod', '/apis')],
    ['GET', svc('contoso-prod', '/networkstatus')],
    ['POST', svc('contoso-prod', '/backup')],
    ['PATCH', svc('contoso-prod')],
    ['PUT', svc('contoso-prod')],
    ['DELETE', svc('contoso-prod')],
  ])('answers %s %s with 503 or 504', async (method, path) => {
    const arm = pretendArm();
    const body = method === 'GET' ? {} : { body: { location: 'West Europe', ...identityBody() } };

    await take(arm, 'down', 'westeurope');
    const unavailable = await arm.send(method, path, body);
    await take(arm, 'down', 'westeurope', { arm: 'timeout' });
    const timeout = await arm.send(method, path, body);

    expect(await azureError(unavailable)).toMatchObject({
      status: 503,
      code: 'ServiceUnavailable',
    });
    expect(await azureError(timeout)).toMatchObject({ status: 504, code: 'GatewayTimeout' });
    expect(arm.world.state.operations).toEqual([]);
  });

  it('gets no answer at all when it hangs, until the client is gone', async () => {
    const arm = pretendArm();
    await take(arm, 'down', 'westeurope', { arm: 'hang' });
    const patience = new AbortController();
    let answered = false;

    const hung = arm
      .send('GET', svc('contoso-prod'), { signal: patience.signal })
      .finally(() => (answered = true));
    const other = await arm.send('GET', svc('contoso-dr'));

    expect(other.status).toBe(200);
    expect(answered).toBe(false);
    patience.abort();
    await hung.catch(() => undefined);
  });

  it('is still refused to who has no right, and still listed, locked and assigned', async () => {
    const arm = pretendArm();
    await take(arm, 'down', 'westeurope');
    const list = `${production}/providers/Microsoft.ApiManagement/service?api-version=2024-05-01`;
    const locks = svc('contoso-prod', '/providers/Microsoft.Authorization/locks', '2016-09-01');

    const stranger = await arm.send('GET', svc('contoso-prod'), { as: 'noor@contoso.com' });
    const missing = await arm.send('GET', svc('contoso-nope').replace('rg-platform', 'rg-prod'));

    expect([stranger.status, missing.status]).toEqual([403, 404]);
    expect(await json(await arm.send('GET', list))).toMatchObject({
      value: expect.arrayContaining([expect.objectContaining({ name: 'contoso-prod' })]),
    });
    expect((await arm.send('GET', locks)).status).toBe(200);
  });

  it('can neither be made nor brought back there', async () => {
    const arm = pretendArm({ undeleteAfterMs: 0 });
    await arm.world.control.request('/services/contoso-prod', { method: 'DELETE' });
    await take(arm, 'down', 'westeurope');
    const sku = { name: 'Premium', capacity: 1 };
    const put = (name: string, location: string, properties: object) =>
      arm.send('PUT', svc(name), { body: { location, sku, properties } });

    const deleted = await arm.send(
      'GET',
      `${production}/providers/Microsoft.ApiManagement/locations/westeurope/deletedservices/contoso-prod?api-version=2024-05-01`,
    );

    expect(deleted.status).toBe(503);
    expect((await put('contoso-prod', 'West Europe', { restore: true })).status).toBe(503);
    expect((await put('rebuilt', 'West Europe', {})).status).toBe(503);
    expect((await put('rebuilt', 'North Europe', {})).status).toBe(201);
  });

  it('answers again when the region is up', async () => {
    const arm = pretendArm();
    await take(arm, 'down', 'westeurope');
    await take(arm, 'up', 'westeurope');

    expect((await arm.send('GET', svc('contoso-prod'))).status).toBe(200);
  });
});

describe('work in a region that goes down', () => {
  it('stands still and takes as much longer', async () => {
    const arm = pretendArm();
    const accepted = await arm.send('POST', svc('contoso-prod', '/backup'), {
      body: identityBody(),
    });
    const location = accepted.headers.get('location') ?? '';
    const poll = async () => (await arm.send('GET', location)).status;

    arm.clock.advance(arm.options.backupMs / 2);
    await take(arm, 'down', 'westeurope');
    arm.clock.advance(5 * arm.options.backupMs);
    const during = [await poll(), arm.vault.blobs.size];
    await take(arm, 'up', 'westeurope');
    arm.clock.advance(arm.options.backupMs / 2 - 1);
    const almost = await poll();
    arm.clock.advance(1);

    expect(during).toEqual([503, 0]);
    expect(almost).toBe(202);
    expect(await poll()).toBe(200);
  });

  it('that cannot succeed says so as much later', async () => {
    const arm = pretendArm();
    const accepted = await arm.send('POST', svc('contoso-std', '/backup'), {
      body: identityBody(),
    });
    const poll = async () => (await arm.send('GET', accepted.headers.get('location') ?? '')).status;

    arm.clock.advance(arm.options.refusalMs / 2);
    await take(arm, 'down', 'westeurope');
    arm.clock.advance(arm.options.refusalMs);
    await take(arm, 'up', 'westeurope');
    const back = await poll();
    arm.clock.advance(arm.options.refusalMs / 2);

    expect([back, await poll()]).toEqual([202, 400]);
  });

  it('has happened already when it was due before', async () => {
    const arm = pretendArm();
    const accepted = await arm.send('POST', svc('contoso-prod', '/backup'), {
      body: identityBody(),
    });
    arm.clock.advance(arm.options.backupMs);
    await take(arm, 'down', 'westeurope');
    await take(arm, 'up', 'westeurope');

    expect((await arm.send('GET', accepted.headers.get('location') ?? '')).status).toBe(200);
  });

  it('goes on in another region', async () => {
    const arm = pretendArm();
    await take(arm, 'down', 'eastus');

    expect((await runToEnd(arm, 'backup', 'contoso-prod')).status).toBe(200);
  });
});

describe('storage in a region that is down', () => {
  it('is read from the resource manager with its state', async () => {
    const arm = pretendArm();
    await take(arm, 'down', 'northeurope');

    expect(await account(arm, 'stcontosodr')).toMatchObject({
      properties: { statusOfPrimary: 'unavailable', statusOfSecondary: 'available' },
    });
    expect(await account(arm, 'stcontosowe')).toMatchObject({
      properties: {
        statusOfPrimary: 'available',
        statusOfSecondary: 'unavailable',
        geoReplicationStats: { status: 'Unavailable', canFailover: false },
      },
    });
  });

  it('fails a backup that starts, and one that was to end there', async () => {
    const arm = pretendArm();
    const accepted = await arm.send('POST', svc('contoso-prod', '/backup'), {
      body: identityBody(),
    });
    arm.clock.advance(arm.options.backupMs - 1);
    await arm.send('GET', svc('contoso-prod'));
    await take(arm, 'down', 'northeurope');
    arm.clock.advance(1);

    const caught = await arm.send('GET', accepted.headers.get('location') ?? '');
    const started = await runToEnd(arm, 'backup', 'contoso-prod');

    for (const failed of [caught, started]) {
      const error = await azureError(failed);
      expect(error).toMatchObject({ status: 400, code: 'BackupFailed' });
      expect(error.message).toContain('ServerBusy');
    }
    expect(arm.vault.blobs.size).toBe(0);
  });

  it('stops copying at the outage, and gives what was copied after a failover', async () => {
    const arm = pretendArm();
    await runToEnd(arm, 'backup', 'contoso-prod');
    arm.clock.advance(600_000);
    await runToEnd(arm, 'backup', 'contoso-prod', identityBody({ backupName: 'late' }));
    const downAt = arm.clock.now();
    await take(arm, 'down', 'northeurope');
    arm.clock.advance(3_600_000);

    const before = await account(arm, 'stcontosodr');
    const lost = await runToEnd(arm, 'restore', 'contoso-pay');
    await arm.send('POST', `${accounts}/stcontosodr/failover?api-version=2023-05-01`);
    arm.clock.advance(arm.options.failoverMs);
    const found = await runToEnd(arm, 'restore', 'contoso-pay');
    const late = await runToEnd(
      arm,
      'restore',
      'contoso-pay',
      identityBody({ backupName: 'late' }),
    );

    const lastSyncTime = `${new Date(downAt - 300_000).toISOString().slice(0, 19)}Z`;
    expect(before).toMatchObject({
      properties: { geoReplicationStats: { status: 'Live', lastSyncTime, canFailover: true } },
    });
    expect((await azureError(lost)).message).toContain('ServerBusy');
    expect(found.status).toBe(200);
    expect((await azureError(late)).message).toContain('does not exist');
  });

  it('does not fail over into a region that is down', async () => {
    const arm = pretendArm();
    await take(arm, 'down', 'westeurope');

    const refused = await arm.send(
      'POST',
      `${accounts}/stcontosodr/failover?api-version=2023-05-01`,
    );

    expect(await azureError(refused)).toMatchObject({ code: 'LastSyncTimeUnavailable' });
  });
});

describe('the control of regions', () => {
  it('lists them, and keeps when an outage began', async () => {
    const arm = pretendArm();
    await take(arm, 'down', 'West Europe', { gateway: 'hang' });
    arm.clock.advance(60_000);
    await take(arm, 'down', 'westeurope', { gateway: 'unavailable' });

    const answer = await arm.world.regionControl.request('/');

    expect(await answer.json()).toEqual({
      regions: [
        {
          name: 'westeurope',
          down: true,
          since: '2026-11-23T09:00:00.000Z',
          arm: 'unavailable',
          gateway: 'unavailable',
          storage: 'refuse',
        },
        { name: 'northeurope', down: false },
        { name: 'eastus', down: false },
      ],
    });
  });

  it.each([
    ['/atlantis/down', {}, 404],
    ['/atlantis/up', {}, 404],
    ['/westeurope/down', { arm: 'refuse' }, 400],
  ])('answers %s %j with %i', async (path, body, status) => {
    const { regionControl } = pretendArm().world;

    const refused = await regionControl.request(path, {
      method: 'POST',
      body: JSON.stringify(body),
    });

    expect(refused.status).toBe(status);
  });
});
