import { describe, expect, it } from 'vitest';
import { azureSays, home, resourceId, scriptedAzure, subscription } from './scripted-azure.ts';

const provider = `${home}${resourceId}/providers/Microsoft.Authorization`;
const group = `/subscriptions/${subscription}/resourceGroups/rg`;

function assignment(scope: string, role = 'BA92F5B4-2d11-453d-a403-e96b0029c9fe') {
  const roleDefinitionId = `/subscriptions/${subscription}/providers/Microsoft.Authorization/roleDefinitions/${role}`;
  return { id: 'x', properties: { roleDefinitionId, principalId: 'p-1', scope } };
}

function lock(scope: string, level = 'ReadOnly') {
  return {
    id: `${scope}/providers/Microsoft.Authorization/locks/freeze`,
    name: 'freeze',
    properties: { level },
  };
}

describe('own rights', () => {
  const url = `${provider}/permissions?api-version=2022-04-01`;

  it('are read as they are, all pages', async () => {
    const next = `${url}&$skiptoken=2`;
    const { azure, http } = scriptedAzure([
      {
        url,
        answer: azureSays(200, {
          value: [{ actions: ['*'], notActions: ['a/b'], dataActions: ['c'] }],
          nextLink: next,
        }),
      },
      { url: next, answer: azureSays(200, { value: [{ actions: ['*/read'] }] }) },
    ]);

    expect(await azure.authorization.permissions(resourceId)).toMatchObject({
      seen: true,
      value: [
        { actions: ['*'], notActions: ['a/b'] },
        { actions: ['*/read'], notActions: [] },
      ],
    });
    http.assertDone();
  });

  it.each([
    ['denied', azureSays(403, { error: { code: 'AuthorizationFailed', message: 'no' } }), 'denied'],
    ['throttled', azureSays(429), 'throttled'],
    ['odd', azureSays(200, { value: 'all' }), 'error'],
    ['no JSON', { status: 200, text: '<html>' }, 'error'],
  ])('are not seen when the answer is %s', async (_, answer, kind) => {
    const { azure } = scriptedAzure([{ url, answer }]);

    expect(await azure.authorization.permissions(resourceId)).toMatchObject({
      seen: false,
      why: { kind },
    });
  });

  it('mean nothing where an answer has no list of actions', async () => {
    const { azure } = scriptedAzure([
      { url, answer: azureSays(200, { value: [{ actions: null }] }) },
    ]);

    expect(await azure.authorization.permissions(resourceId)).toMatchObject({
      value: [{ actions: [], notActions: [] }],
    });
  });
});

describe('roles', () => {
  const url = (principal: string) =>
    `${provider}/roleAssignments?api-version=2022-04-01&$filter=${encodeURIComponent(`principalId eq '${principal}'`)}`;

  it('are those at the scope and above it, by the GUID of the role', async () => {
    const tenantGroup = '/providers/Microsoft.Management/managementGroups/contoso';
    const value = [
      assignment(resourceId.toUpperCase()),
      assignment(group),
      assignment('/'),
      assignment(tenantGroup),
      assignment(`${resourceId}/apis/one`),
    ];
    const { azure } = scriptedAzure([{ url: url('p-1'), answer: azureSays(200, { value }) }]);

    const look = await azure.authorization.roles(resourceId, 'p-1');

    expect(look.seen && look.value.map(({ scope }) => scope)).toEqual([
      resourceId.toUpperCase(),
      group,
      '/',
      tenantGroup,
    ]);
    expect(look.seen && look.value[0]?.role).toBe('ba92f5b4-2d11-453d-a403-e96b0029c9fe');
  });

  it('are asked for with the name of the principal, whatever is in it', async () => {
    const { azure, http } = scriptedAzure([
      { url: url("p''--"), answer: azureSays(200, { value: [] }) },
    ]);

    await azure.authorization.roles(resourceId, "p'--");

    http.assertDone();
  });

  it('are not seen when one of them is odd', async () => {
    const { azure } = scriptedAzure([
      { url: url('p-1'), answer: azureSays(200, { value: [{ properties: {} }] }) },
    ]);

    expect(await azure.authorization.roles(resourceId, 'p-1')).toMatchObject({
      why: { kind: 'error' },
    });
  });
});

describe('locks', () => {
  const url = `${provider}/locks?api-version=2016-09-01`;

  it('are those at the scope and above it, with where they are', async () => {
    const value = [
      lock(resourceId),
      lock(group, 'canNotDelete'),
      lock(`${resourceId}/apis/one`),
      lock(group, 'NotSpecified'),
    ];
    const { azure } = scriptedAzure([{ url, answer: azureSays(200, { value }) }]);

    expect(await azure.authorization.locks(resourceId)).toMatchObject({
      value: [
        { name: 'freeze', level: 'ReadOnly', scope: resourceId },
        { name: 'freeze', level: 'CanNotDelete', scope: group },
      ],
    });
  });
});

it.each([
  '',
  'subscriptions/s',
  '/',
  '/subscriptions',
  '/subscriptions/s/../x',
  '/tenants/t',
  'https://evil/subscriptions/s',
])('nothing is asked about the scope %j', async (scope) => {
  const { azure, http } = scriptedAzure([]);

  for (const look of [
    await azure.authorization.permissions(scope),
    await azure.authorization.roles(scope, 'p'),
    await azure.authorization.locks(scope),
  ]) {
    expect(look).toMatchObject({ seen: false, why: { kind: 'error' } });
  }
  expect(http.requests).toEqual([]);
});
