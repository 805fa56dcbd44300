import { spawn } from 'node:child_process';

import { type Sandbox, startSandbox } from '@lifeboat/sandbox';
import { decodeJwt } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Trusting, trusting } from '../trusting.ts';

const resource = 'https://management.azure.com';
const system = '0b1d0000-0000-4000-8000-000000000021';
const attached = {
  clientId: 'c11e0000-0000-4000-8000-000000000022',
  objectId: '0b1d0000-0000-4000-8000-000000000022',
  resourceId:
    '/subscriptions/5b5c0000-0000-4000-8000-000000000001/resourceGroups/rg-backup/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-oncall',
};
let sandbox: Sandbox;
let client: Trusting;

beforeAll(async () => {
  sandbox = await startSandbox();
  client = trusting(sandbox);
});

afterAll(async () => {
  await client.close();
  await sandbox.close();
});

/** Runs ManagedIdentityCredential in a process of its own, since it reads the environment. */
function tokenInProcess(
  environment: Record<string, string>,
  settings: Record<string, string>,
): Promise<string> {
  const script = `
    import { ManagedIdentityCredential } from '@azure/identity';
    const credential = new ManagedIdentityCredential(${JSON.stringify(settings)});
    const token = await credential.getToken('${resource}/.default');
    process.stdout.write(token.token);`;
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
      cwd: new URL('../..', import.meta.url),
      env: { PATH: process.env.PATH, ...environment },
    });
    let out = '';
    let problem = '';
    child.stdout.on('data', (bytes) => {
      out += bytes;
    });
    child.stderr.on('data', (bytes) => {
      problem += bytes;
    });
    child.on('error', reject);
    child.on('exit', (code) => (code === 0 ? resolve(out) : reject(new Error(problem))));
  });
}

async function imds(query: string, headers: Record<string, string> = { Metadata: 'true' }) {
  const answer = await client.send(
    `${sandbox.imdsOrigin}/metadata/identity/oauth2/token?api-version=2018-02-01${query}`,
    { headers },
  );
  return { status: answer.status, body: (await answer.json()) as Record<string, string> };
}

const places = [
  [
    'the instance metadata service',
    () => ({ AZURE_POD_IDENTITY_AUTHORITY_HOST: sandbox.imdsOrigin }),
  ],
  ['App Service', () => sandbox.appServiceEnvironment],
] as const;

describe.each(places)('@azure/identity on %s', (_, environment) => {
  it('signs the machine in as itself', async () => {
    const token = await tokenInProcess(environment(), {});

    expect(decodeJwt(token)).toMatchObject({ oid: system, aud: resource });
    const answer = await client.send('/subscriptions?api-version=2022-12-01', {
      headers: { authorization: `Bearer ${token}` },
    });
    expect(answer.status).toBe(200);
  });

  it.each([
    ['client id', { clientId: attached.clientId }],
    ['object id', { objectId: attached.objectId }],
    ['resource id', { resourceId: attached.resourceId }],
  ])('signs it in as an attached identity by its %s', async (_how, settings) => {
    const token = await tokenInProcess(environment(), settings);

    expect(decodeJwt(token).oid).toBe(attached.objectId);
  });

  it('fails for an identity that is not attached', async () => {
    const stranger = tokenInProcess(environment(), { clientId: attached.objectId });

    await expect(stranger).rejects.toThrow(/Identity not found|identity/i);
  });
});

describe('the instance metadata service', () => {
  it('answers in strings, with times of the asker’s own clock', async () => {
    await sandbox.control.advance({ days: 3 });

    const { status, body } = await imds(`&resource=${resource}`);

    expect(status).toBe(200);
    expect(body).toMatchObject({ token_type: 'Bearer', expires_in: '3600', resource });
    expect(Math.abs(Number(body.expires_on) - (Date.now() / 1000 + 3600))).toBeLessThan(10);
  });

  it('refuses to answer without its header, which proves that no proxy asks', async () => {
    const { status, body } = await imds(`&resource=${resource}`, {});

    expect(status).toBe(400);
    expect(body.error).toBe('invalid_request');
  });

  it('refuses a request without a resource', async () => {
    expect((await imds('')).status).toBe(400);
  });

  it('needs a name when several identities are attached and the machine has none of its own', async () => {
    const userAssigned = [
      { principal: 'id-oncall', resourceId: attached.resourceId },
      { principal: 'contoso-dr', resourceId: `${attached.resourceId}-2` },
    ];
    await sandbox.control.setMachine({ systemAssigned: null, userAssigned });

    const unnamed = await imds(`&resource=${resource}`);
    const named = await imds(
      `&resource=${resource}&msi_res_id=${attached.resourceId.toUpperCase()}`,
    );

    expect(unnamed.body).toMatchObject({
      error: 'invalid_request',
      error_description: 'Identity not found',
    });
    expect(decodeJwt(named.body.access_token ?? '').oid).toBe(attached.objectId);
  });
});

describe('the identity endpoint of App Service', () => {
  it('refuses who does not know the header’s secret', async () => {
    const answer = await client.send(
      `${sandbox.appServiceEnvironment.IDENTITY_ENDPOINT}?api-version=2019-08-01&resource=${resource}`,
      { headers: { 'X-IDENTITY-HEADER': 'guess' } },
    );

    expect(answer.status).toBe(401);
  });
});
