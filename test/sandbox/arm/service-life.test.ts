import { describe, expect, it } from 'vitest';
import { subscriptionId } from '../../../packages/sandbox/src/world/seed-ids.ts';
import { azureError, identityBody, json, type PretendArm, pretendArm, svc } from './pretend-arm.ts';

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
    await deleteProd(arm);

    const early = await undelete(arm);
    arm.clock.advance(arm.options.undeleteAfterMs);
    const back = await undelete(arm);
    arm.clock.advance(arm.options.lifecycleMs);
    const service = await json(await arm.send('GET', svc('contoso-prod')));
    const apis = await json(await arm.send('GET', svc('contoso-prod', '/apis')));

    expect(early.status).toBe(409);
    expect(await json(back)).toMatchObject({ properties: { provisioningState: 'Activating' } });
    expect(service).toMatchObject({ properties: { provisioningState: 'Succeeded' } });
    expect(apis.count).toBe(5);
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
    await arm.send(
      'DELETE',
      `${provider}/locations/westeurope/deletedservices/contoso-prod${version}`,
    );
    const after = await check();
    const made = await create();
    arm.clock.advance(arm.options.lifecycleMs);
    const service = await json(await arm.send('GET', svc('contoso-prod')));

    expect(await azureError(reserved)).toMatchObject({
      status: 409,
      code: 'ServiceAlreadyExistsInSoftDeletedState',
    });
    expect([before, after]).toMatchObject([{ nameAvailable: false }, { nameAvailable: true }]);
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
