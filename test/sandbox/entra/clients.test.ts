import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  ClientAssertionCredential,
  ClientCertificateCredential,
  ClientSecretCredential,
  DeviceCodeCredential,
  WorkloadIdentityCredential,
} from '@azure/identity';
import { type Sandbox, startSandbox } from '@lifeboat/sandbox';
import { decodeJwt } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Trusting, trusting } from '../trusting.ts';
import { selfSigned } from './self-signed.ts';

const tenantId = '7e4a0000-0000-4000-8000-000000000001';
const clientId = 'c11e0000-0000-4000-8000-000000000012';
const scope = 'https://management.azure.com/.default';
const subscriptions = '/subscriptions?api-version=2022-12-01';
const folder = mkdtempSync(join(tmpdir(), 'sandbox-clients-'));
let sandbox: Sandbox;
let client: Trusting;

beforeAll(async () => {
  sandbox = await startSandbox({ deviceCodeIntervalSeconds: 1 });
  client = trusting(sandbox);
});

afterAll(async () => {
  rmSync(folder, { recursive: true });
  await client.close();
  await sandbox.close();
});

/** The resource manager's opinion of a token. */
async function statusWith(token: string): Promise<number> {
  const answer = await client.send(subscriptions, {
    headers: { authorization: `Bearer ${token}` },
  });
  return answer.status;
}

describe('@azure/identity against the sandbox', () => {
  it('signs an application in with its secret', async () => {
    const credential = new ClientSecretCredential(
      tenantId,
      clientId,
      'sandbox-secret-of-lifeboat-restore',
      client.identity,
    );

    const { token, expiresOnTimestamp } = await credential.getToken(scope);

    expect(await statusWith(token)).toBe(200);
    expect(Math.abs(expiresOnTimestamp - (Date.now() + 3_600_000))).toBeLessThan(10_000);
    expect(decodeJwt(token)).toMatchObject({
      iss: `https://sts.windows.net/${tenantId}/`,
      aud: 'https://management.azure.com',
      tid: tenantId,
      appid: clientId,
      oid: '0b1d0000-0000-4000-8000-000000000012',
      idtyp: 'app',
      ver: '1.0',
    });
  });

  it('names the AADSTS number and the ids when the secret is wrong', async () => {
    const credential = new ClientSecretCredential(tenantId, clientId, 'nonsense', client.identity);

    const refused = credential.getToken(scope);

    await expect(refused).rejects.toThrow(/AADSTS7000215: .*Trace ID: .* Correlation ID: /);
  });

  it('signs an application in with its certificate', async () => {
    const { certificate, privateKey } = await selfSigned();
    const file = join(folder, 'client.pem');
    writeFileSync(file, certificate + privateKey);
    await sandbox.control.setCredentials({
      principal: 'lifeboat-restore',
      certificates: [certificate],
    });
    const credential = new ClientCertificateCredential(tenantId, clientId, file, client.identity);

    const { token } = await credential.getToken(scope);

    expect(await statusWith(token)).toBe(200);
    expect(decodeJwt(token).appidacr).toBe('2');
  });

  it('refuses a certificate that is not registered, by its thumbprint', async () => {
    const { certificate, privateKey } = await selfSigned();
    const file = join(folder, 'stranger.pem');
    writeFileSync(file, certificate + privateKey);
    const credential = new ClientCertificateCredential(tenantId, clientId, file, client.identity);

    await expect(credential.getToken(scope)).rejects.toThrow(/AADSTS700027/);
  });

  it('signs an application in with a federated token', async () => {
    const credential = new ClientAssertionCredential(
      tenantId,
      clientId,
      () =>
        sandbox.control.federatedToken({
          issuer: 'https://issuer.sandbox.test',
          subject: 'lifeboat-restore',
        }),
      client.identity,
    );

    const { token } = await credential.getToken(scope);

    expect(await statusWith(token)).toBe(200);
  });

  it('signs a workload in with the token file it hands out', async () => {
    const environment = sandbox.workloadEnvironment;
    const credential = new WorkloadIdentityCredential({
      tenantId: environment.AZURE_TENANT_ID ?? '',
      clientId: environment.AZURE_CLIENT_ID ?? '',
      tokenFilePath: environment.AZURE_FEDERATED_TOKEN_FILE ?? '',
      ...client.identity,
    });

    const { token } = await credential.getToken(scope);

    expect(await statusWith(token)).toBe(200);
  });

  it.each([
    ['subject', { issuer: 'https://issuer.sandbox.test', subject: 'stranger' }, /AADSTS700213/],
    ['issuer', { issuer: 'https://elsewhere.test', subject: 'lifeboat-restore' }, /AADSTS700211/],
    [
      'audience',
      { issuer: 'https://issuer.sandbox.test', subject: 'lifeboat-restore', audience: 'else' },
      /AADSTS700212/,
    ],
    [
      'life',
      { issuer: 'https://issuer.sandbox.test', subject: 'lifeboat-restore', lifeSeconds: -900 },
      /AADSTS700024/,
    ],
  ])('refuses a federated token of a wrong %s', async (_, asked, words) => {
    const credential = new ClientAssertionCredential(
      tenantId,
      clientId,
      () => sandbox.control.federatedToken(asked),
      client.identity,
    );

    await expect(credential.getToken(scope)).rejects.toThrow(words);
  });

  it('signs a person in by device code, once a person enters it', async () => {
    let shown = '';
    const credential = new DeviceCodeCredential({
      tenantId,
      clientId,
      ...client.identity,
      userPromptCallback: async ({ userCode, verificationUri, message }) => {
        shown = message;
        expect(verificationUri).toBe(`${sandbox.origin}/devicelogin`);
        await sandbox.control.decideDevice(userCode, 'ana@contoso.com');
      },
    });

    const { token } = await credential.getToken(scope);

    expect(shown).toContain('/devicelogin and enter the code');
    expect(await statusWith(token)).toBe(200);
    expect(decodeJwt(token)).toMatchObject({
      upn: 'ana@contoso.com',
      unique_name: 'ana@contoso.com',
      scp: 'user_impersonation',
      idtyp: 'user',
    });
  });

  it('renews a person silently while the refresh token counts, and asks again when it does not', async () => {
    const asked: string[] = [];
    const credential = new DeviceCodeCredential({
      tenantId,
      clientId,
      ...client.identity,
      userPromptCallback: async ({ userCode }) => {
        asked.push(userCode);
        await sandbox.control.decideDevice(userCode, 'raj@contoso.com');
      },
    });

    await credential.getToken(scope);
    const { token } = await credential.getToken('https://storage.azure.com/.default');
    const promptsBefore = asked.length;
    await sandbox.control.revoke({ principal: 'raj@contoso.com', interaction: true });
    await credential.getToken('https://management.core.windows.net//.default');

    expect(decodeJwt(token).aud).toBe('https://storage.azure.com');
    expect(promptsBefore).toBe(1);
    expect(asked).toHaveLength(2);
    await sandbox.control.call('DELETE', '/entra/revoke');
  });

  it('answers a claims challenge once, and then counts again', async () => {
    const credential = new ClientSecretCredential(
      tenantId,
      clientId,
      'sandbox-secret-of-lifeboat-restore',
      client.identity,
    );
    const get = (claims?: string) =>
      credential.getToken(scope, { enableCae: true, ...(claims === undefined ? {} : { claims }) });
    const first = await get();

    await sandbox.control.revoke({ principal: 'lifeboat-restore' });
    const challenged = await client.send(subscriptions, {
      headers: { authorization: `Bearer ${first.token}` },
    });
    const header = challenged.headers.get('www-authenticate') ?? '';
    const claims = Buffer.from(/claims="([^"]+)"/.exec(header)?.[1] ?? '', 'base64').toString();
    const second = await get(claims);

    expect(decodeJwt(first.token).xms_cc).toEqual(['CP1']);
    expect(challenged.status).toBe(401);
    expect(header).toContain('error="insufficient_claims"');
    expect(JSON.parse(claims)).toMatchObject({ access_token: { nbf: { essential: true } } });
    expect(await statusWith(second.token)).toBe(200);
    expect(await statusWith(first.token)).toBe(401);
    await sandbox.control.call('DELETE', '/entra/revoke');
  });
});
