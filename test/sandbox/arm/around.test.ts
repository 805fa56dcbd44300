import { describe, expect, it } from 'vitest';
import { personNumbers } from '../../../packages/sandbox/src/world/people.ts';
import { roleIds } from '../../../packages/sandbox/src/world/roles.ts';
import { objectId, subscriptionId } from '../../../packages/sandbox/src/world/seed-ids.ts';
import { azureError, json, pretendArm, svc } from './pretend-arm.ts';

const group = `/subscriptions/${subscriptionId(1)}/resourceGroups/rg-backup`;
const account = `${group}/providers/Microsoft.Storage/storageAccounts/stcontosodr`;
const container = `${account}/blobServices/default/containers`;
const version = '?api-version=2023-05-01';

describe('a storage account', () => {
  it('is listed with the others of its subscription, and read with its rules', async () => {
    const arm = pretendArm();

    const list = (await json(
      await arm.send(
        'GET',
        `/subscriptions/${subscriptionId(1)}/providers/Microsoft.Storage/storageAccounts${version}`,
      ),
    )) as { value: { name: string }[] };
    const one = await json(
      await arm.send('GET', `${account.replace('stcontosodr', 'stcontosowe')}${version}`),
    );

    expect(list.value.map((each) => each.name)).toHaveLength(5);
    expect(one).toMatchObject({
      location: 'westeurope',
      properties: {
        allowSharedKeyAccess: true,
        networkAcls: { defaultAction: 'Deny', bypass: 'AzureServices' },
        primaryEndpoints: { blob: 'https://stcontosowe.blob.core.windows.net/' },
      },
    });
  });

  it('gives its keys only to who may list them', async () => {
    const arm = pretendArm();

    const given = await json(
      await arm.send('POST', `${account}/listKeys${version}`, { as: 'lifeboat-restore' }),
    );
    const refused = await arm.send('POST', `${account}/listKeys${version}`, {
      as: 'raj@contoso.com',
    });

    const keys = arm.world.storageAccounts().find((each) => each.account === 'stcontosodr')?.keys;
    expect((given.keys as { value: string }[]).map((each) => each.value)).toEqual(keys);
    expect(await azureError(refused)).toMatchObject({ status: 403, code: 'AuthorizationFailed' });
  });

  it('shows whether CORS is on', async () => {
    const arm = pretendArm();
    const rules = async (name: string): Promise<unknown> =>
      json(
        await arm.send(
          'GET',
          `${account.replace('stcontosodr', name)}/blobServices/default${version}`,
        ),
      );

    expect(await rules('stcontosodr')).toMatchObject({ properties: { cors: { corsRules: [] } } });
    expect(await rules('stcontosocors')).toMatchObject({
      properties: { cors: { corsRules: [{ allowedMethods: ['GET'] }] } },
    });
  });

  it('has the containers it started with and those made since', async () => {
    const arm = pretendArm();

    const before = await arm.send('GET', `${container}/drills${version}`);
    const made = await arm.send('PUT', `${container}/drills${version}`, { body: {} });
    const again = await arm.send('PUT', `${container}/drills${version}`, { body: {} });
    const list = (await json(await arm.send('GET', `${container}${version}`))) as {
      value: { name: string }[];
    };

    expect(await azureError(before)).toMatchObject({ status: 404, code: 'ContainerNotFound' });
    expect([made.status, again.status]).toEqual([201, 200]);
    expect(list.value.map((each) => each.name)).toEqual(['apim-backups', 'drills']);
  });

  it('shows a container’s immutability', async () => {
    const arm = pretendArm();
    await arm.world.control.request('/accounts/stcontosodr/containers/apim-backups', {
      method: 'PATCH',
      body: '{"immutableDays":7}',
    });

    expect(await json(await arm.send('GET', `${container}/apim-backups${version}`))).toMatchObject({
      properties: {
        hasImmutabilityPolicy: true,
        immutabilityPolicy: { properties: { immutabilityPeriodSinceCreationInDays: 7 } },
      },
    });
  });
});

describe('rights', () => {
  const authorization = 'providers/Microsoft.Authorization';
  const prod = svc('contoso-prod').split('?')[0];

  it('of one’s own tell what a POST would be refused for', async () => {
    const arm = pretendArm();
    const path = `${prod}/${authorization}/permissions?api-version=2022-04-01`;

    const own = await json(await arm.send('GET', path, { as: 'lifeboat-backup' }));
    const none = await json(await arm.send('GET', path, { as: 'noor@contoso.com' }));

    const actions = (own.value as { actions: string[] }[]).flatMap((each) => each.actions);
    expect(actions).toContain('Microsoft.ApiManagement/service/backup/action');
    expect(actions).not.toContain('Microsoft.ApiManagement/service/restore/action');
    expect(none).toEqual({ value: [] });
  });

  it.each(['principalId eq', 'assignedTo'])('of an identity are found with %s', async (kind) => {
    const id = objectId(personNumbers.prodIdentity);
    const filter = kind === 'assignedTo' ? `assignedTo('${id}')` : `principalId eq '${id}'`;
    const path = `${account}/${authorization}/roleAssignments?api-version=2022-04-01&$filter=${encodeURIComponent(filter)}`;

    const { value } = (await json(await pretendArm().send('GET', path))) as {
      value: { properties: { roleDefinitionId: string } }[];
    };

    expect(value).toHaveLength(1);
    expect(value[0]?.properties.roleDefinitionId).toMatch(
      new RegExp(`${roleIds.blobContributor}$`),
    );
  });

  it('granted just now do not count before they have spread', async () => {
    const arm = pretendArm();
    arm.world.state.rolePropagationMs = 120_000;
    await arm.world.control.request('/roles', {
      method: 'POST',
      body: JSON.stringify({ principal: 'noor@contoso.com', role: 'Reader', scope: prod }),
    });

    const early = await arm.send('GET', svc('contoso-prod'), { as: 'noor@contoso.com' });
    arm.clock.advance(120_000);
    const late = await arm.send('GET', svc('contoso-prod'), { as: 'noor@contoso.com' });

    expect([early.status, late.status]).toEqual([403, 200]);
  });

  it('are limited by locks, which are listed from above and below', async () => {
    const arm = pretendArm();
    arm.world.state.locks = [{ name: 'keep', scope: `${prod}`, level: 'CanNotDelete' }];
    const locks = async (scope: string): Promise<unknown> =>
      json(await arm.send('GET', `${scope}/${authorization}/locks?api-version=2016-09-01`));

    const expected = { value: [{ name: 'keep', properties: { level: 'CanNotDelete' } }] };
    expect(await locks(`${prod}`)).toMatchObject(expected);
    expect(await locks(`/subscriptions/${subscriptionId(1)}`)).toMatchObject(expected);
    expect(await locks(group)).toEqual({ value: [] });
  });
});
