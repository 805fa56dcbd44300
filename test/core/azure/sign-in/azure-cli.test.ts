import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunProgram } from '../../../../packages/core/src/azure/sign-in/run-program.ts';
import type { SignIn } from '../../../../packages/core/src/domain/configuration.ts';
import { aSignIn, cloudAt, errorOf, openRig, partsOver, type Rig, scope, tenantId } from './rig.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await openRig();
});
afterAll(() => rig.close());

const signIn = aSignIn({ method: 'azure-cli', tenantId });

let number = 0;
/** A folder with an `az` that runs these lines of shell, and notes how it was called. */
async function anAz(
  lines: string,
): Promise<{ environment: Record<string, string>; calls: string }> {
  number += 1;
  const folder = join(rig.folder, `az-${number}`);
  const calls = join(folder, 'calls');
  await mkdir(folder);
  await writeFile(join(folder, 'az'), `#!/bin/sh\necho "$@" >> ${calls}\n${lines}\n`);
  await chmod(join(folder, 'az'), 0o755);
  return { environment: { PATH: `${folder}:/usr/bin:/bin` }, calls };
}

/** An `az` that prints a real token of the sandbox in the form of a version. */
async function aSignedInAz(form: 'new' | 'old') {
  const { token } = await rig.sandbox.control.token({
    principal: 'ana@contoso.com',
    audience: 'https://management.azure.com',
  });
  const end = new Date(Date.now() + 3_600_000);
  const local = new Date(end.getTime() - end.getTimezoneOffset() * 60_000).toISOString();
  const answer = {
    accessToken: token,
    // az prints local time without an offset, with microseconds.
    expiresOn: local.replace('T', ' ').replace('Z', '000'),
    ...(form === 'new' ? { expires_on: Math.floor(end.getTime() / 1000) } : {}),
    subscription: '5b5c0000-0000-4000-8000-000000000001',
    tenant: tenantId,
    tokenType: 'Bearer',
  };
  return { token, end, ...(await anAz(`cat <<'END'\n${JSON.stringify(answer, null, 2)}\nEND`)) };
}

describe('the Azure CLI', () => {
  it.each([
    ['new', 1_000],
    ['old', 1],
  ] as const)('gives its token and when it ends, in the %s form', async (form, accuracyMs) => {
    const az = await aSignedInAz(form);
    const { session } = rig.session(signIn, { environment: az.environment });

    const { token, expiresAt } = await session.token(scope);

    expect(token).toBe(az.token);
    expect(Math.abs(expiresAt - az.end.getTime())).toBeLessThanOrEqual(accuracyMs);
    expect(await session.identity()).toMatchObject({ who: 'ana@contoso.com', method: 'azure-cli' });
  });

  it('is asked for the resource of the scope in the configured tenant, once while the token lives', async () => {
    const az = await aSignedInAz('new');
    const { session } = rig.session(signIn, { environment: az.environment });

    await session.token(scope);
    await session.token(scope);
    await session.identity();

    expect(await readFile(az.calls, 'utf8')).toBe(
      `account get-access-token --output json --resource https://management.azure.com --tenant ${tenantId}\n`,
    );
  });

  it('that nobody is signed in to gives the command, and Entra ID’s code and words', async () => {
    const az = await anAz(
      'echo "ERROR: AADSTS70043: The refresh token has expired or is invalid." >&2; exit 1',
    );
    const { session } = rig.session(signIn, { environment: az.environment });

    const error = await errorOf(session.token(scope));

    expect(error).toMatchObject({
      code: 'not-signed-in',
      hint: `az login --tenant ${tenantId}`,
      azure: { code: 'AADSTS70043' },
    });
    expect(error.message).toContain('The refresh token has expired');
  });

  it('that fails without a code while Entra ID answers is not signed in', async () => {
    const az = await anAz(`echo "ERROR: Please run 'az login' to setup account." >&2; exit 1`);
    const { session } = rig.session(signIn, { environment: az.environment });

    expect(await errorOf(session.token(scope))).toMatchObject({ code: 'not-signed-in' });
  });

  it('that fails while Entra ID gives no answer is out of reach', async () => {
    const az = await anAz('echo "ERROR: Max retries exceeded" >&2; exit 1');
    const cloud = cloudAt('https://localhost:1');
    const { session } = rig.session(signIn, { environment: az.environment, cloud });

    const error = await errorOf(session.token(scope));

    expect(error.code).toBe('azure-unreachable');
    expect(error.message).toContain('localhost:1');
  });

  it('that is not installed is told from one that refuses', async () => {
    const { session } = rig.session(signIn, { environment: { PATH: '/nowhere' } });

    const error = await errorOf(session.token(scope));

    expect(error.code).toBe('not-signed-in');
    expect(error.message).toBe('The Azure CLI (az) is not on the PATH.');
    expect(error.hint).toContain(`az login --tenant ${tenantId}`);
  });

  it.each(['{}', 'no json', '[1]', '{"accessToken":"x","expiresOn":"never"}'])(
    'that prints %j instead of a token is not believed',
    async (printed) => {
      const az = await anAz(`echo '${printed}'`);
      const { session } = rig.session(signIn, { environment: az.environment });

      expect(await errorOf(session.token(scope))).toMatchObject({ code: 'not-signed-in' });
    },
  );

  it('never shows a token that it printed among its words', async () => {
    const { token } = await aSignedInAz('new');
    const az = await anAz(`echo "ERROR: AADSTS50000 ${token}" >&2; exit 1`);
    const { session } = rig.session(signIn, { environment: az.environment });

    const error = await errorOf(session.token(scope));

    expect(error.message).toContain('***');
    expect(JSON.stringify([error.message, error.azure, String(error.cause)])).not.toContain(token);
  });

  it('leaves a claims challenge to a person, with the whole command', async () => {
    const az = await aSignedInAz('new');
    const { session } = rig.session(signIn, { environment: az.environment });
    const claims = '{"access_token":{"nbf":{"essential":true,"value":"1"}}}';
    await session.token(scope);

    const error = await errorOf(session.token(scope, { claims }));

    expect(error).toMatchObject({
      code: 'not-signed-in',
      hint: `az login --tenant ${tenantId} --claims-challenge ${btoa(claims)} --scope ${scope}`,
    });
    expect((await session.token(scope)).token).toBe(az.token);
  });

  it('can be stopped', async () => {
    const az = await anAz('sleep 60');
    const { session } = rig.session(signIn, { environment: az.environment });
    const stop = new AbortController();
    const waiting = session.token(scope, { signal: stop.signal });

    stop.abort(new Error('ctrl-c'));

    await expect(waiting).rejects.toThrow('ctrl-c');
  });

  it('that hangs is given up', async () => {
    const run: RunProgram = async () => ({ kind: 'timeout' });
    const { session } = rig.session(signIn, { run });

    expect(await errorOf(session.token(scope))).toMatchObject({ code: 'azure-unreachable' });
  });

  it.each(['contoso.com; rm -rf ~', '$(id)', '-o'])(
    'is not run for a tenant that is none: %s',
    async (tenant) => {
      const { session } = rig.session({ ...signIn, tenantId: tenant }, { environment: {} });

      expect((await errorOf(session.token(scope))).code).toBe('config-invalid');
    },
  );

  it.each([
    ['public', null, 'az login'],
    ['usgov', 't', 'az cloud set --name AzureUSGovernment && az login --tenant t'],
    ['china', null, 'az cloud set --name AzureChinaCloud && az login'],
    ['sandbox', 't', 'az login --tenant t'],
  ])('of the cloud %s is signed in to with one command line', (name, tenant, command) => {
    const person: SignIn = { ...signIn, tenantId: tenant };
    const cloud = { ...cloudAt('https://localhost:1'), name };

    expect(partsOver(rig.http, { signIn: person, cloud }).session.remedy).toBe(command);
  });
});
