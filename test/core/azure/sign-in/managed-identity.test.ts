import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aSignIn, claimsOf, openRig, type Rig, scope, storageScope } from './rig.ts';
import { runChild } from './run-child.ts';

const machineClient = 'c11e0000-0000-4000-8000-000000000021';
const assignedClient = 'c11e0000-0000-4000-8000-000000000022';

let rig: Rig;
beforeAll(async () => {
  rig = await openRig();
  await rig.sandbox.control.setMachine({
    systemAssigned: 'vm-oncall',
    userAssigned: [{ principal: 'id-oncall', resourceId: '/identities/id-oncall' }],
  });
});
afterAll(() => rig.close());

/** A process of its own, since the endpoint is found by variables of the process, once for its life. */
function onMachine(clientId: string | null, environment: Record<string, string>) {
  return runChild(
    {
      signIn: aSignIn({ method: 'managed-identity', clientId }),
      cloud: rig.cloud,
      tokenCacheFolder: rig.folder,
      tokens: [{ scope }, { scope: storageScope }, { scope, fresh: true }],
    },
    environment,
  );
}

const endpoints: [string, () => Record<string, string>][] = [
  [
    'the instance metadata service',
    () => ({ AZURE_POD_IDENTITY_AUTHORITY_HOST: rig.sandbox.imdsOrigin }),
  ],
  ['App Service', () => rig.sandbox.appServiceEnvironment],
];

describe.each(endpoints)('a managed identity of %s', (_name, environment) => {
  it('is the machine’s own when none is named', async () => {
    const outcome = await onMachine(null, environment());

    expect(outcome.identity).toMatchObject({ who: machineClient, method: 'managed-identity' });
    expect(outcome.tokens?.map((token) => claimsOf(token).aud)).toEqual([
      'https://management.azure.com',
      'https://storage.azure.com',
      'https://management.azure.com',
    ]);
    expect(outcome.tokens?.[2]).not.toBe(outcome.tokens?.[0]);
  });

  it('is the user-assigned one whose client id is given', async () => {
    const outcome = await onMachine(assignedClient, environment());

    expect(outcome.identity?.who).toBe(assignedClient);
  });

  it('that is not assigned is refused with what to do', async () => {
    const clientId = 'c11e0000-0000-4000-8000-00000000ffff';

    const { error } = await onMachine(clientId, environment());

    expect(error).toMatchObject({
      code: 'not-signed-in',
      hint: `Assign the managed identity with client id ${clientId} to this machine.`,
      azure: { status: 400, code: 'invalid_request', message: 'Identity not found' },
    });
  });
});

describe('a machine without managed identities', () => {
  it('is told from one whose endpoint refuses', async () => {
    // Port 1 of loopback: nobody listens there.
    const { error } = await onMachine(null, {
      AZURE_POD_IDENTITY_AUTHORITY_HOST: 'http://127.0.0.1:1',
    });

    expect(error?.code).toBe('azure-unreachable');
    expect(error?.message).toContain('127.0.0.1:1 gave no answer');
  });

  it('does not send its question through a proxy', async () => {
    const outcome = await onMachine(null, {
      AZURE_POD_IDENTITY_AUTHORITY_HOST: rig.sandbox.imdsOrigin,
      HTTP_PROXY: 'http://127.0.0.1:1',
    });

    expect(outcome.identity?.who).toBe(machineClient);
  });
});
