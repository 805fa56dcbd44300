import { describe, expect, it } from 'vitest';
import type { BlobAction, Principal } from '../../../packages/sandbox/src/seams.ts';
import type { World } from '../../../packages/sandbox/src/world/index.ts';
import { actionMatches } from '../../../packages/sandbox/src/world/roles.ts';
import { clientId, objectId, tenantId } from '../../../packages/sandbox/src/world/seed-ids.ts';
import { newWorld } from './new-world.ts';

function control(world: World, method: string, path: string, body?: unknown): Promise<Response> {
  return Promise.resolve(
    world.control.request(path, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }),
  );
}

function person(world: World, name: string): Principal {
  const found = world.directory.find('contoso.com', name);
  if (found === null) throw new Error(`nobody is called ${name}`);
  return found;
}

describe('the directory', () => {
  it.each([
    ['contoso.com', 'ANA@contoso.com', objectId(1)],
    [tenantId(1), objectId(2), objectId(2)],
    ['contoso.onmicrosoft.com', clientId(11), objectId(11)],
    ['contoso', 'lifeboat-restore', objectId(12)],
    ['organizations', 'finn@fabrikam.com', objectId(5)],
  ])('finds in %s by %s', (tenant, name, id) => {
    expect(newWorld().directory.find(tenant, name)?.objectId).toBe(id);
  });

  it.each([
    ['fabrikam.com', 'ana@contoso.com'],
    ['contoso.com', 'Ana'],
    ['nowhere.com', 'ana@contoso.com'],
    ['contoso.com', ''],
  ])('finds nobody in %s by "%s"', (tenant, name) => {
    expect(newWorld().directory.find(tenant, name)).toBeNull();
  });

  it('marks the application whose secret has expired', () => {
    const found = person(newWorld(), 'lifeboat-expired');

    expect(found.secrets).toEqual([]);
    expect(found.expiredSecrets).toHaveLength(1);
  });
});

describe('a world', () => {
  it('has services of every tier in two regions', () => {
    const { services } = newWorld().state;

    expect(new Set(services.map((each) => each.sku.name))).toEqual(
      new Set([
        'Premium',
        'Developer',
        'Standard',
        'Basic',
        'StandardV2',
        'BasicV2',
        'Consumption',
      ]),
    );
    expect(new Set(services.map((each) => each.location))).toEqual(
      new Set(['westeurope', 'northeurope']),
    );
  });

  it('grows by as many services as asked', () => {
    expect(newWorld(250).state.services.length - newWorld().state.services.length).toBe(250);
  });

  it('shares nothing with another world', async () => {
    const [one, other] = [newWorld(), newWorld()];

    await control(one, 'DELETE', '/services/contoso-prod');
    await control(one, 'PATCH', '/accounts/stcontosodr', { allowSharedKeyAccess: false });

    expect(other.state).toEqual(newWorld().state);
  });

  it('has storage keys of 64 bytes that say they are pretended', () => {
    for (const { keys } of newWorld().storageAccounts()) {
      for (const key of keys) {
        const bytes = Buffer.from(key, 'base64');
        expect(bytes.length).toBe(64);
        expect(bytes.toString()).toMatch(/^pretend-key-/);
      }
    }
  });
});

describe('an action', () => {
  it.each([
    ['*', 'Microsoft.ApiManagement/service/backup/action', true],
    ['*/read', 'Microsoft.ApiManagement/service/read', true],
    ['*/read', 'Microsoft.ApiManagement/service/backup/action', false],
    ['Microsoft.ApiManagement/service/*/read', 'microsoft.apimanagement/SERVICE/apis/read', true],
    ['Microsoft.ApiManagement/service/*/read', 'Microsoft.ApiManagement/service/read', false],
    ['Microsoft.Storage/*', 'MicrosoftXStorage/storageAccounts/read', false],
  ])('pattern %s for %s: %s', (pattern, action, expected) => {
    expect(actionMatches(pattern, action)).toBe(expected);
  });
});

describe('the data plane', () => {
  const ask = (
    world: World,
    caller: Principal | 'key' | null,
    account = 'stcontosodr',
    action: BlobAction = 'read',
    isSecondary = false,
  ): string => {
    const asked = { account, container: 'apim-backups', action, caller, isSecondary };
    const verdict = world.blobs.guard(asked);
    return verdict.allowed ? 'allowed' : `${verdict.status} ${verdict.code}`;
  };

  it.each([
    ['raj@contoso.com', 'read', 'allowed'],
    ['raj@contoso.com', 'write', 'allowed'],
    ['raj@contoso.com', 'delete', 'allowed'],
    ['vera@contoso.com', 'read', 'allowed'],
    ['vera@contoso.com', 'write', '403 AuthorizationPermissionMismatch'],
    ['vera@contoso.com', 'delete', '403 AuthorizationPermissionMismatch'],
    ['noor@contoso.com', 'read', '403 AuthorizationPermissionMismatch'],
  ] as const)('answers %s, who wants to %s: %s', (name, action, expected) => {
    const world = newWorld();

    expect(ask(world, person(world, name), 'stcontosodr', action)).toBe(expected);
  });

  it('does not take an Owner’s word without a data role', async () => {
    const world = newWorld();
    await control(world, 'DELETE', '/roles', {
      principal: 'ana@contoso.com',
      role: 'Storage Blob Data Contributor',
    });

    expect(ask(world, person(world, 'ana@contoso.com'))).toBe(
      '403 AuthorizationPermissionMismatch',
    );
  });

  it('takes keys where the account does', () => {
    const world = newWorld();

    expect(ask(world, 'key')).toBe('allowed');
    expect(ask(world, 'key', 'stcontosonokey')).toBe('403 KeyBasedAuthenticationNotPermitted');
    expect(ask(world, null)).toBe('401 NoAuthenticationInformation');
    expect(ask(world, 'key', 'nosuchaccount')).toBe('404 ResourceNotFound');
  });

  it('keeps everybody behind the firewall whose address is not listed', async () => {
    const world = newWorld();
    const closed = [
      ask(world, 'key', 'stcontosowe'),
      ask(world, person(world, 'ana@contoso.com'), 'stcontosowe'),
    ];

    await control(world, 'PATCH', '/accounts/stcontosowe', { ipRules: [world.state.callerIp] });
    const listed = ask(world, 'key', 'stcontosowe');
    await control(world, 'PATCH', '/accounts/stcontosowe', { publicNetworkAccess: 'Disabled' });
    const disabled = ask(world, 'key', 'stcontosowe');

    expect(closed).toEqual(['403 AuthorizationFailure', '403 AuthorizationFailure']);
    expect([listed, disabled]).toEqual(['allowed', '403 AuthorizationFailure']);
  });
});

describe('the control', () => {
  it('changes a service', async () => {
    const world = newWorld();

    await control(world, 'PATCH', '/services/contoso-std', {
      provisioningState: 'Failed',
      tier: 'Premium',
      systemIdentity: 'contoso-prod',
      userIdentities: ['id-contoso-eu'],
    });

    expect(world.state.services.find((each) => each.name === 'contoso-std')).toMatchObject({
      provisioningState: 'Failed',
      sku: { name: 'Premium' },
      identity: { systemPrincipalId: objectId(31), attached: [{ clientId: clientId(35) }] },
    });
  });

  it('makes and deletes services', async () => {
    const world = newWorld();
    const names = (): string[] => world.state.services.map((each) => each.name);

    const made = await control(world, 'POST', '/services', { name: 'pop-up', tier: 'Basic' });
    const there = names().includes('pop-up');
    await control(world, 'DELETE', '/services/pop-up');
    await control(world, 'DELETE', '/services/contoso-eu?purge=true');

    expect([made.status, there]).toEqual([201, true]);
    expect(names()).not.toContain('pop-up');
    expect(world.state.deleted.map((each) => each.service.name)).toEqual(['pop-up']);
  });

  it('changes a configuration', async () => {
    const world = newWorld();

    await control(world, 'PUT', '/services/contoso-dev/configuration/apis/extra', {
      properties: { path: 'extra' },
    });
    await control(world, 'DELETE', '/services/contoso-dev/configuration/apis/orders');

    const dev = world.state.services.find((each) => each.name === 'contoso-dev');
    expect(dev?.configuration.apis?.map((each) => each.name)).toEqual(['catalog', 'extra']);
  });

  it('takes roles away and gives them', async () => {
    const world = newWorld();
    const scope = '/subscriptions/5b5c0000-0000-4000-8000-000000000001';

    const given = await control(world, 'POST', '/roles', {
      principal: 'noor@contoso.com',
      role: 'Reader',
      scope,
    });
    const taken = await control(world, 'DELETE', '/roles', { principal: 'noor@contoso.com' });

    expect(given.status).toBe(201);
    expect(await taken.json()).toEqual({ removed: 1 });
  });

  it.each([
    ['PATCH', '/services/contoso-prod', { provisioning: 'x' }, 400],
    ['PATCH', '/services/nobody', {}, 404],
    ['POST', '/services/nobody/failures', {}, 404],
    ['POST', '/services/contoso-prod/failures', { status: 200 }, 400],
    ['POST', '/services/contoso-prod/operations', { seconds: -1 }, 400],
    ['PATCH', '/accounts/nobody', {}, 404],
    ['POST', '/roles', { principal: 'nobody', role: 'Reader', scope: '/' }, 404],
    ['DELETE', '/roles', {}, 400],
    ['POST', '/locks', { level: 'Solid' }, 400],
    ['POST', '/backups/age', {}, 400],
  ])('refuses %s %s %j', async (method, path, body, status) => {
    const world = newWorld();
    const before = structuredClone(world.state);

    const answer = await control(world, method, path, body);

    expect(answer.status).toBe(status);
    expect(world.state).toEqual(before);
  });

  it('never shows a storage key', async () => {
    const world = newWorld();
    const texts = await Promise.all(
      ['/accounts', '/operations', '/services', '/services/contoso-prod'].map(async (path) =>
        (await control(world, 'GET', path)).text(),
      ),
    );

    for (const { keys } of world.storageAccounts()) {
      for (const key of keys) expect(texts.join('\n')).not.toContain(key);
    }
  });
});
