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

const provider = `/subscriptions/${subscriptionId(1)}/providers/Microsoft.ApiManagement`;
const version = '?api-version=2024-05-01';

async function deleteProd(arm: PretendArm): Promise<Response> {
  const accepted = await arm.send('DELETE', svc('contoso-prod'));
  arm.clock.advance(arm.options.lifecycleMs);
  return arm.send('GET', accepted.headers.get('location') ?? '');
}

function undelete(arm: PretendArm): Promise<Response> {
  return arm.send('PUT', svc('contoso-prod'), {
    body: { location: 'West Europe', properties: { restore: true } },
  });
}

function purge(arm: PretendArm, as = 'ana@contoso.com'): Promise<Response> {
  const path = `${provider}/locations/westeurope/deletedservices/contoso-prod${version}`;
  return arm.send('DELETE', path, { as });
}

describe('a deleted service', () => {
  it('is gone from its group and found among the deleted for 48 hours', async () => {
    const arm = pretendArm();

    const ended = await deleteProd(arm);
    const service = await arm.send('GET', svc('contoso-prod'));
    const one = await json(
      await arm.send(
        'GET',
        `${provider}/locations/westeurope/deletedservices/contoso-prod${version}`,
      ),
    );
    arm.clock.advance(48 * 3_600_000);
    const later = await json(await arm.send('GET', `${provider}/deletedservices${version}`));

    expect([ended.status, service.status]).toEqual([204, 404]);
    expect(one).toMatchObject({
      location: 'West Europe',
      properties: {
        serviceId: svc('contoso-prod').split('?')[0],
        deletionDate: '2026-11-23T09:01:00.000Z',
        scheduledPurgeDate: '2026-11-25T09:01:00.000Z',
      },
    });
    expect(later).toEqual({ value: [] });
  });

  it('comes back whole, though not within the first minute', async () => {
    const arm = pretendArm();
    const before = await json(await arm.send('GET', svc('contoso-prod')));
    await deleteProd(arm);

    const early = await undelete(arm);
    arm.clock.advance(arm.options.undeleteAfterMs);
    const back = await undelete(arm);
    const running = await arm.send('GET', back.headers.get('location') ?? '');
    arm.clock.advance(arm.options.lifecycleMs);
    const ended = await arm.send('GET', back.headers.get('location') ?? '');
    const service = await json(await arm.send('GET', svc('contoso-prod')));
    const apis = await json(await arm.send('GET', svc('contoso-prod', '/apis')));

    expect(await azureError(early)).toEqual({
      status: 400,
      code: 'ServiceUndeleteNotPossible',
      message: 'Unable to undelete service',
    });
    expect([back.status, running.status, ended.status]).toEqual([201, 202, 200]);
    expect(await json(back)).toMatchObject({
      properties: { provisioningState: 'Created', targetProvisioningState: 'Activating' },
    });
    expect(service).toEqual({ ...before, etag: service.etag });
    expect(apis.count).toBe(5);
  });

  it('does not come back after 48 hours, after a purge, or where there was none', async () => {
    const arm = pretendArm();
    const prod = () => undelete(arm);

    await deleteProd(arm);
    arm.clock.advance(48 * 3_600_000);
    const late = await prod();
    const never = await arm.send('PUT', svc('contoso-nope'), {
      body: { location: 'West Europe', properties: { restore: true } },
    });
    await arm.world.control.request('/services/contoso-dr?purge=true', { method: 'DELETE' });
    const purged = await arm.send('PUT', svc('contoso-dr'), {
      body: { location: 'North Europe', properties: { restore: true } },
    });

    for (const refused of [late, never, purged])
      expect(await azureError(refused)).toMatchObject({ code: 'ServiceUndeleteNotPossible' });
  });

  it('keeps its name until it is purged', async () => {
    const arm = pretendArm();
    await deleteProd(arm);
    const create = (): Promise<Response> =>
      arm.send('PUT', svc('contoso-prod'), {
        body: { location: 'West Europe', sku: { name: 'Premium', capacity: 1 }, properties: {} },
      });
    const check = async (): Promise<unknown> =>
      json(
        await arm.send('POST', `${provider}/checkNameAvailability${version}`, {
          body: { name: 'contoso-prod' },
        }),
      );

    const reserved = await create();
    const before = await check();
    arm.clock.advance(arm.options.undeleteAfterMs);
    const purging = await purge(arm);
    const during = await check();
    const tooLate = await undelete(arm);
    arm.clock.advance(arm.options.lifecycleMs);
    const purged = await arm.send('GET', purging.headers.get('location') ?? '');
    const after = await check();
    const made = await create();
    arm.clock.advance(arm.options.lifecycleMs);
    const service = await json(await arm.send('GET', svc('contoso-prod')));

    expect(await azureError(reserved)).toEqual({
      status: 409,
      code: 'ServiceAlreadyExistsInSoftDeletedState',
      message:
        'Api service contoso-prod was soft-deleted. In order to create the new service with the same name, you have to either undelete the service or purge it. See https://aka.ms/apimsoftdelete.',
    });
    expect([purging.status, purged.status, tooLate.status]).toEqual([202, 204, 400]);
    expect([before, during, after]).toMatchObject([
      { nameAvailable: false },
      { nameAvailable: false },
      { nameAvailable: true },
    ]);
    expect(made.status).toBe(201);
    expect(service).toMatchObject({
      sku: { name: 'Premium' },
      properties: { provisioningState: 'Succeeded' },
    });
  });

  it('is not deleted while it works, nor below a lock', async () => {
    const arm = pretendArm();
    await arm.send('POST', svc('contoso-prod', '/backup'), { body: identityBody() });
    const busy = await arm.send('DELETE', svc('contoso-prod'));
    arm.world.state.locks = [
      { name: 'keep', scope: `/subscriptions/${subscriptionId(1)}`, level: 'CanNotDelete' },
    ];
    const locked = await arm.send('DELETE', svc('contoso-dr'));

    expect(await azureError(busy)).toMatchObject({ status: 409, code: 'ServiceLocked' });
    expect(await azureError(locked)).toMatchObject({ status: 409, code: 'ScopeLocked' });
  });
});

describe('the deletion of a service', () => {
  it('of nobody’s service has nothing to do', async () => {
    const arm = pretendArm();

    const nothing = await arm.send('DELETE', svc('contoso-nope'));
    const unseen = await arm.send('DELETE', svc('contoso-nope'), { as: 'noor@contoso.com' });

    expect([nothing.status, unseen.status]).toEqual([204, 403]);
  });

  it('takes no purge and no undelete from who may only look', async () => {
    const arm = pretendArm();
    await deleteProd(arm);
    arm.clock.advance(arm.options.undeleteAfterMs);

    const back = await arm.send('PUT', svc('contoso-prod'), {
      as: 'vera@contoso.com',
      body: { location: 'West Europe', properties: { restore: true } },
    });
    const purged = await purge(arm, 'vera@contoso.com');
    const seen = await arm.send('GET', `${provider}/deletedservices${version}`, {
      as: 'vera@contoso.com',
    });

    expect([back.status, purged.status, seen.status]).toEqual([403, 403, 200]);
  });
});

describe('a service that is made', () => {
  const body = {
    location: 'North Europe',
    sku: { name: 'Premium', capacity: 1 },
    identity: { type: 'SystemAssigned' },
    properties: { publisherEmail: 'apis@contoso.com', publisherName: 'Contoso' },
  };

  it('is asked for at two addresses until it is there', async () => {
    const arm = pretendArm();

    const made = await arm.send('PUT', svc('rebuilt'), { body });
    const location = made.headers.get('location') ?? '';
    const statusAt = made.headers.get('azure-asyncoperation') ?? '';
    const before = [await arm.send('GET', location), await arm.send('GET', statusAt)] as const;
    const during = await json(await arm.send('GET', svc('rebuilt')));
    arm.clock.advance(arm.options.lifecycleMs);
    const after = [await arm.send('GET', location), await arm.send('GET', statusAt)] as const;

    expect(made.status).toBe(201);
    expect(await json(made)).toMatchObject({
      properties: { provisioningState: 'Created', targetProvisioningState: 'Activating' },
    });
    expect(before.map((each) => each.status)).toEqual([202, 200]);
    expect(await json(before[1])).toMatchObject({ status: 'InProgress' });
    expect(during).toMatchObject({ properties: { provisioningState: 'Activating' } });
    expect(after.map((each) => each.status)).toEqual([200, 200]);
    expect(await json(after[0])).toMatchObject({
      identity: { type: 'SystemAssigned' },
      properties: { provisioningState: 'Succeeded', publisherName: 'Contoso' },
    });
    expect(await json(after[1])).toMatchObject({ status: 'Succeeded' });
  });

  it('takes the backup of another one, once its identity has a role', async () => {
    const arm = pretendArm();
    await runToEnd(arm, 'backup', 'contoso-prod');
    await arm.send('PUT', svc('rebuilt'), { body });
    arm.clock.advance(arm.options.lifecycleMs);

    const stranger = await runToEnd(arm, 'restore', 'rebuilt');
    await arm.world.control.request('/roles', {
      method: 'POST',
      body: JSON.stringify({
        principal: 'rebuilt',
        role: 'Storage Blob Data Contributor',
        scope: '/',
      }),
    });
    const restored = await runToEnd(arm, 'restore', 'rebuilt');
    const apis = await json(await arm.send('GET', svc('rebuilt', '/apis')));

    expect((await azureError(stranger)).message).toContain('AuthorizationPermissionMismatch');
    expect(restored.status).toBe(200);
    expect(apis.count).toBe(5);
  });

  it.each([
    ['contoso-std', { properties: {} }, 400, 'LocationRequired'],
    ['contoso-std', { ...body, location: 'East US' }, 409, 'InvalidResourceLocation'],
    ['new-one', { location: 'West Europe', properties: {} }, 400, 'ValidationError'],
    ['new--', body, 400, 'ValidationError'],
    ['Fabrikam-APIM', body, 409, 'ServiceAlreadyExists'],
  ])('as %s from %j is refused', async (name, given, status, code) => {
    const refused = await pretendArm().send('PUT', svc(name), { body: given });

    expect(await azureError(refused)).toMatchObject({ status, code });
  });
});

describe('a service with workspaces', () => {
  it('counts them, and has no backup until the last one is gone', async () => {
    const arm = pretendArm();
    const workspaces = async () => json(await arm.send('GET', svc('contoso-prod', '/workspaces')));
    const path = '/services/contoso-prod/configuration/workspaces/team-a';

    const none = await workspaces();
    await arm.world.control.request(path, {
      method: 'PUT',
      body: '{"properties":{"displayName":"A"}}',
    });
    const one = await workspaces();
    const refused = await arm.send('POST', svc('contoso-prod', '/backup'), {
      body: identityBody(),
    });
    await arm.world.control.request(path, { method: 'DELETE' });

    expect(none).toEqual({ value: [], count: 0 });
    expect(one).toMatchObject({ count: 1, value: [{ name: 'team-a' }] });
    expect(refused.status).toBe(400);
    expect((await runToEnd(arm, 'backup', 'contoso-prod')).status).toBe(200);
  });
});

describe('a service’s own identity', () => {
  it('comes back with its roles by the control, and without any by Azure', async () => {
    const arm = pretendArm();
    const set = (on: boolean) =>
      arm.world.control.request('/services/contoso-prod/identity', {
        method: 'PUT',
        body: JSON.stringify({ on }),
      });

    await set(false);
    const off = await runToEnd(arm, 'backup', 'contoso-prod');
    await set(true);
    const on = await runToEnd(arm, 'backup', 'contoso-prod');
    await set(false);
    await arm.send('PATCH', svc('contoso-prod'), {
      body: { identity: { type: 'SystemAssigned' } },
    });
    const fresh = await runToEnd(arm, 'backup', 'contoso-prod');

    expect((await azureError(off)).message).toContain('ManagedIdentityNotFound');
    expect(on.status).toBe(200);
    expect((await azureError(fresh)).message).toContain('AuthorizationPermissionMismatch');
  });
});

describe('a changed service', () => {
  it('takes tags and an identity, whose principal then exists', async () => {
    const arm = pretendArm();

    const answer = await json(
      await arm.send('PATCH', svc('contoso-std'), {
        body: { tags: { owner: 'ana' }, identity: { type: 'SystemAssigned' } },
      }),
    );

    const identity = answer.identity as { principalId: string };
    expect(answer.tags).toEqual({ owner: 'ana' });
    expect(arm.world.directory.find('contoso.com', identity.principalId)?.kind).toBe(
      'managed-identity',
    );
  });

  it('loses the custom properties a PATCH leaves out', async () => {
    const arm = pretendArm();
    const customProperties = { only: 'this' };

    const answer = await json(
      await arm.send('PATCH', svc('contoso-std'), { body: { properties: { customProperties } } }),
    );

    expect(answer).toMatchObject({ properties: { customProperties } });
    expect(JSON.stringify(answer)).not.toContain('Tls10');
  });
});

describe('what can be asked about a service', () => {
  it.each([
    ['/skus', 'value'],
    ['/regions', 'count'],
    ['/outboundNetworkDependenciesEndpoints', 'value'],
    ['/locations/westeurope/networkstatus', 'connectivityStatus'],
  ])('%s answers', async (below, field) => {
    expect(
      Object.keys(await json(await pretendArm().send('GET', svc('contoso-prod', below)))),
    ).toContain(field);
  });

  it('has a network status for each of its regions', async () => {
    const answer = await (
      await pretendArm().send('GET', svc('contoso-prod', '/networkstatus'))
    ).json();

    expect(answer).toMatchObject([{ location: 'West Europe' }, { location: 'North Europe' }]);
  });
});
