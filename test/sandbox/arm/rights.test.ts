import { describe, expect, it } from 'vitest';
import { personNumbers } from '../../../packages/sandbox/src/world/people.ts';
import { roleIds } from '../../../packages/sandbox/src/world/roles.ts';
import { objectId, subscriptionId } from '../../../packages/sandbox/src/world/seed-ids.ts';
import { azureError, json, type PretendArm, pretendArm, svc } from './pretend-arm.ts';

const provider = 'providers/Microsoft.Authorization';
const production = `/subscriptions/${subscriptionId(1)}`;
const account = `${production}/resourceGroups/rg-backup/providers/Microsoft.Storage/storageAccounts/stcontosodr`;
const container = `${account}/blobServices/default/containers/apim-backups`;
const prod = svc('contoso-prod').split('?')[0] ?? '';
const version = 'api-version=2022-04-01';

type Listed = { value: Record<string, unknown>[] };

async function list(arm: PretendArm, path: string, as?: string): Promise<Listed['value']> {
  const answer = await arm.send('GET', path, as === undefined ? {} : { as });
  return ((await json(answer)) as Listed).value;
}

describe('own permissions', () => {
  const own = (arm: PretendArm, scope: string, as: string) =>
    list(arm, `${scope}/${provider}/permissions?${version}`, as);

  it('hold the roles of the scope and of all above it, one entry a role', async () => {
    const value = await own(pretendArm(), container, 'lifeboat-restore');

    expect(value).toHaveLength(4);
    expect(value).toContainEqual({
      actions: [
        'Microsoft.Storage/storageAccounts/read',
        'Microsoft.Storage/storageAccounts/listKeys/action',
      ],
      notActions: [],
      dataActions: [],
      notDataActions: [],
    });
    expect(value.flatMap((each) => each.dataActions)).toContain(
      'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/delete',
    );
  });

  it('leave out roles of a neighbour and of what is below', async () => {
    const arm = pretendArm();

    expect(await own(arm, prod, 'vera@contoso.com')).toHaveLength(1);
    expect(await own(arm, production, 'vera@contoso.com')).toHaveLength(1);
    expect(await own(arm, account, 'vera@contoso.com')).toHaveLength(2);
  });

  it('show what a Contributor may not', async () => {
    const arm = pretendArm();
    arm.world.state.assignments.push({
      id: 'given',
      principalId: objectId(personNumbers.noor),
      roleId: roleIds.contributor,
      scope: prod,
      createdAt: 0,
    });

    const [role] = await own(arm, prod, 'noor@contoso.com');

    expect(role).toMatchObject({ actions: ['*'] });
    expect(role?.notActions).toContain('Microsoft.Authorization/*/Write');
  });

  it('of a subscription nobody has are a 404', async () => {
    const path = `/subscriptions/${'f'.repeat(8)}-0000-4000-8000-000000000001/${provider}/permissions?${version}`;

    expect(await azureError(await pretendArm().send('GET', path))).toMatchObject({
      status: 404,
      code: 'SubscriptionNotFound',
    });
  });
});

describe('role assignments', () => {
  const id = objectId(personNumbers.raj);
  const ask = (arm: PretendArm, scope: string, filter: string, as?: string) =>
    list(
      arm,
      `${scope}/${provider}/roleAssignments?${version}&$filter=${encodeURIComponent(filter)}`,
      as,
    );

  it('of a principal at a container come from the account and the subscription', async () => {
    const value = await ask(pretendArm(), container, `principalId eq '${id}'`);

    expect(value.map((each) => each.properties)).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          roleDefinitionId: expect.stringMatching(
            new RegExp(
              `^${production}/providers/Microsoft.Authorization/roleDefinitions/${roleIds.blobContributor}$`,
            ),
          ),
          principalId: id,
          principalType: 'User',
          scope: account,
        }),
        expect.objectContaining({ scope: production }),
      ]),
    );
  });

  it('of everybody at a scope leave out those below with atScope()', async () => {
    const arm = pretendArm();

    const all = await ask(arm, production, '');
    const above = await ask(arm, production, 'atScope()');
    const mine = await ask(arm, production, `atScope() and assignedTo('${id}')`);

    expect(all.length).toBeGreaterThan(above.length);
    expect(above.map((each) => (each.properties as { scope: string }).scope)).toEqual(
      above.map(() => production),
    );
    expect(mine).toHaveLength(2);
  });

  it('of an identity say that it is a service principal', async () => {
    const filter = `assignedTo('${objectId(personNumbers.prodIdentity)}')`;

    const [one] = await ask(pretendArm(), account, filter);

    expect(one?.properties).toMatchObject({ principalType: 'ServicePrincipal', scope: account });
  });

  it.each([
    ['noor@contoso.com', '', 403, 'AuthorizationFailed'],
    ['ana@contoso.com', "colour eq 'red'", 400, 'UnsupportedQuery'],
  ])('are refused to %s with filter "%s"', async (as, filter, status, code) => {
    const path = `${account}/${provider}/roleAssignments?${version}&$filter=${encodeURIComponent(filter)}`;

    const refused = await pretendArm().send('GET', path, { as });

    expect(await azureError(refused)).toMatchObject({ status, code });
  });

  it('lead to definitions that can be read one by one', async () => {
    const arm = pretendArm();
    const path = (name: string) => `${account}/${provider}/roleDefinitions/${name}?${version}`;

    const found = await json(await arm.send('GET', path(roleIds.blobContributor)));
    const missing = await arm.send('GET', path('none'));

    expect(found).toMatchObject({
      name: roleIds.blobContributor,
      properties: { roleName: 'Storage Blob Data Contributor', type: 'BuiltInRole' },
    });
    expect(await azureError(missing)).toMatchObject({
      status: 404,
      code: 'RoleDefinitionDoesNotExist',
    });
  });
});

describe('locks', () => {
  const at = (scope: string, filter = '') =>
    `${scope}/${provider}/locks?api-version=2016-09-01${filter}`;

  it('of a service are its own and those above it, with level and notes', async () => {
    const arm = pretendArm();
    arm.world.state.locks = [
      { name: 'own', scope: prod, level: 'ReadOnly', notes: 'audit until Friday' },
      { name: 'all', scope: production, level: 'CanNotDelete' },
      { name: 'other', scope: svc('contoso-dr').split('?')[0] ?? '', level: 'ReadOnly' },
    ];

    const value = await list(arm, at(prod));
    const above = await list(arm, at(production, '&$filter=atScope()'));

    expect(value).toEqual([
      {
        id: `${prod}/${provider}/locks/own`,
        name: 'own',
        type: 'Microsoft.Authorization/locks',
        properties: { level: 'ReadOnly', notes: 'audit until Friday' },
      },
      expect.objectContaining({ name: 'all', properties: { level: 'CanNotDelete' } }),
    ]);
    expect(above.map((each) => each.name)).toEqual(['all']);
  });

  it('are read by name, where they hang', async () => {
    const arm = pretendArm();
    arm.world.state.locks = [{ name: 'own', scope: prod, level: 'ReadOnly' }];
    const one = (scope: string) => arm.send('GET', at(scope).replace('/locks?', '/locks/own?'));

    expect(await json(await one(prod))).toMatchObject({ name: 'own' });
    expect(await azureError(await one(production))).toMatchObject({ code: 'LockNotFound' });
  });
});
