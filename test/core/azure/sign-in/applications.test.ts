// The container of x509's parsers reads decorator metadata, which needs this first.
import 'reflect-metadata';
import { createPrivateKey } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as x509 from '@peculiar/x509';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  aSignIn,
  backupClient,
  backupSecret,
  claimsOf,
  errorOf,
  expiredClient,
  openRig,
  type Rig,
  scope,
  tenantId,
} from './rig.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await openRig();
});
afterAll(() => rig.close());
beforeEach(() => rig.sandbox.control.clearRequests());

const withSecret = aSignIn({
  method: 'client-secret',
  tenantId,
  clientId: backupClient,
  clientSecretVariable: 'BACKUP_SECRET',
});

describe('a client secret', () => {
  it('gives a token for the application and says who it is', async () => {
    const { session } = rig.session(withSecret, { environment: { BACKUP_SECRET: backupSecret } });

    const { token } = await session.token(scope);
    expect(claimsOf(token)).toMatchObject({ appid: backupClient, tid: tenantId, xms_cc: ['CP1'] });
    expect(await session.identity()).toMatchObject({
      who: backupClient,
      tenantId,
      method: 'client-secret',
    });
    expect(await rig.tokenRequests()).toBe(1);
  });

  it('that is wrong is refused with Entra ID’s code, words and ids, and without the secret', async () => {
    const wrong = 'not-the-secret-value';
    const { session } = rig.session(withSecret, { environment: { BACKUP_SECRET: wrong } });

    const error = await errorOf(session.token(scope));

    expect(error.code).toBe('not-signed-in');
    expect(error.azure).toMatchObject({ status: 401, code: 'AADSTS7000215' });
    expect(error.azure?.requestId).toMatch(/^[\da-f-]{36}$/);
    expect(error.azure?.correlationId).toMatch(/^[\da-f-]{36}$/);
    expect(error.message).toContain('AADSTS7000215');
    expect(error.message).not.toContain('Trace ID');
    expect(error.hint).toContain('BACKUP_SECRET');
    expect(JSON.stringify([error, error.message, error.azure])).not.toContain(wrong);
  });

  it('that has expired names the variable to renew', async () => {
    const { session } = rig.session(
      { ...withSecret, clientId: expiredClient },
      { environment: { BACKUP_SECRET: 'sandbox-secret-of-lifeboat-expired' } },
    );

    const error = await errorOf(session.token(scope));

    expect(error).toMatchObject({ code: 'not-signed-in', azure: { code: 'AADSTS7000222' } });
    expect(error.hint).toBe(
      `The client secret in BACKUP_SECRET has expired: make a new one for application ${expiredClient} and put its value there.`,
    );
  });

  it('that is not set is refused without asking anybody', async () => {
    const { session } = rig.session(withSecret);

    const error = await errorOf(session.token(scope));

    expect(error).toMatchObject({
      code: 'not-signed-in',
      message: 'BACKUP_SECRET is not set, so there is no client secret.',
    });
    expect(await rig.sandbox.control.requests()).toEqual([]);
  });

  it.each([
    [{ tenantId: null }, 'config-invalid', 'tenantId'],
    [{ clientId: null }, 'config-invalid', 'clientId'],
    [{ clientId: 'c11e0000-0000-4000-8000-00000000ffff' }, 'not-signed-in', 'clientId'],
    [{ tenantId: '7e4a0000-0000-4000-8000-00000000ffff' }, 'not-signed-in', 'tenantId'],
  ])('with %j says what to correct', async (change, code, key) => {
    const environment = { BACKUP_SECRET: backupSecret };
    const { session } = rig.session({ ...withSecret, ...change }, { environment });

    const error = await errorOf(session.token(scope));

    expect(error.code).toBe(code);
    expect(error.hint).toContain(key);
  });

  it('is renewed before the token ends', async () => {
    const environment = { BACKUP_SECRET: backupSecret };
    const { session, clock } = rig.session(withSecret, { environment });
    const first = await session.token(scope);

    await clock.advance(54 * 60_000);
    expect(await session.token(scope)).toEqual(first);
    await clock.advance(2 * 60_000);
    expect((await session.token(scope)).token).not.toBe(first.token);
    expect(await rig.tokenRequests()).toBe(2);
  });

  it('has nothing to sign in to by hand: login proves it by a token', async () => {
    const environment = { BACKUP_SECRET: backupSecret };
    const { session } = rig.session(withSecret, { environment });

    const identity = await session.login(() => expect.unreachable());

    expect(identity.who).toBe(backupClient);
    expect(await session.logout()).toBe(true);
    expect(await session.logout()).toBe(false);
  });
});

describe('a client certificate', () => {
  const signIn = aSignIn({ method: 'client-certificate', tenantId, clientId: backupClient });
  const path = () => join(rig.folder, 'certificate.pem');
  let pem = { certificate: '', key: '' };

  beforeAll(async () => {
    pem = await makeCertificate();
    await writeFile(path(), `${pem.key}\n${pem.certificate}\n`, { mode: 0o600 });
  });

  it('gives a token for the application it is registered with', async () => {
    await rig.sandbox.control.setCredentials({
      principal: 'lifeboat-backup',
      certificates: [pem.certificate],
    });
    const { session } = rig.session({ ...signIn, certificatePath: path() });

    const { token } = await session.token(scope);

    expect(claimsOf(token)).toMatchObject({ appid: backupClient, appidacr: '2' });
  });

  it('with a passphrase takes it from the environment', async () => {
    await rig.sandbox.control.setCredentials({
      principal: 'lifeboat-backup',
      certificates: [pem.certificate],
    });
    const locked = join(rig.folder, 'locked.pem');
    const key = createPrivateKey(pem.key).export({
      type: 'pkcs8',
      format: 'pem',
      cipher: 'aes-256-cbc',
      passphrase: 'open sesame',
    });
    await writeFile(locked, `${key}\n${pem.certificate}\n`, { mode: 0o600 });
    const at = { ...signIn, certificatePath: locked };

    const without = await errorOf(rig.session(at).session.token(scope));
    expect(without.code).toBe('config-invalid');

    const environment = { AZURE_CLIENT_CERTIFICATE_PASSWORD: 'open sesame' };
    const { session } = rig.session(at, { environment });
    expect((await session.identity()).who).toBe(backupClient);
  });

  it('that is not registered is refused with a code', async () => {
    await rig.sandbox.control.setCredentials({ principal: 'lifeboat-backup', certificates: [] });
    const { session } = rig.session({ ...signIn, certificatePath: path() });

    const error = await errorOf(session.token(scope));

    expect(error).toMatchObject({ code: 'not-signed-in', azure: { code: 'AADSTS700027' } });
    expect(error.hint).toContain('certificatePath');
  });

  it.each([
    ['missing.pem', null],
    ['garbage.pem', 'no certificate at all'],
  ])('that cannot be read from %s says how to make one', async (name, content) => {
    const broken = join(rig.folder, name);
    if (content !== null) await writeFile(broken, content);
    const { session } = rig.session({ ...signIn, certificatePath: broken });

    const error = await errorOf(session.token(scope));

    expect(error.code).toBe('config-invalid');
    expect(error.message).toContain(broken);
  });
});

describe('a workload identity', () => {
  const signIn = aSignIn({ method: 'workload-identity' });

  it('gives a token with what the environment of the workload says', async () => {
    const { session } = rig.session(signIn, { environment: rig.sandbox.workloadEnvironment });

    expect((await session.identity()).who).toBe(rig.sandbox.workloadEnvironment.AZURE_CLIENT_ID);
  });

  it('reads the token file anew for each token', async () => {
    const tokenFilePath = join(rig.folder, 'federated');
    const issued = (subject: string) =>
      rig.sandbox.control.federatedToken({ issuer: 'https://issuer.sandbox.test', subject });
    await writeFile(tokenFilePath, await issued('somebody-else'));
    const { session } = rig.session({
      ...signIn,
      tenantId,
      clientId: backupClient,
      tokenFilePath,
    });

    const error = await errorOf(session.token(scope));
    expect(error).toMatchObject({ code: 'not-signed-in', azure: { code: 'AADSTS700213' } });
    expect(error.hint).toContain('federated credential');

    await writeFile(tokenFilePath, await issued('lifeboat-backup'));
    expect((await session.identity()).who).toBe(backupClient);
  });

  it('without a token says where it looked', async () => {
    const tokenFilePath = join(rig.folder, 'no-token-here');
    const { session } = rig.session({ ...signIn, tenantId, clientId: backupClient, tokenFilePath });

    const error = await errorOf(session.token(scope));

    expect(error.code).toBe('not-signed-in');
    expect(error.message).toContain(tokenFilePath);
  });
});

describe('the environment', () => {
  const signIn = aSignIn({ method: 'environment' });
  const named = { AZURE_TENANT_ID: tenantId, AZURE_CLIENT_ID: backupClient };

  it('signs in with the secret it holds', async () => {
    const environment = { ...named, AZURE_CLIENT_SECRET: backupSecret };
    const { session } = rig.session(signIn, { environment });

    expect(await session.identity()).toMatchObject({ who: backupClient, method: 'environment' });
  });

  it('signs in with the certificate it names', async () => {
    const pem = await makeCertificate();
    const path = join(rig.folder, 'environment.pem');
    await writeFile(path, `${pem.certificate}\n${pem.key}\n`, { mode: 0o600 });
    await rig.sandbox.control.setCredentials({
      principal: 'lifeboat-backup',
      certificates: [pem.certificate],
    });
    const environment = { ...named, AZURE_CLIENT_CERTIFICATE_PATH: path };
    const { session } = rig.session(signIn, { environment });

    expect((await session.identity()).who).toBe(backupClient);
  });

  it('that holds nothing says what to set', async () => {
    const error = await errorOf(rig.session(signIn).session.token(scope));

    expect(error.code).toBe('not-signed-in');
    expect(error.hint).toContain('AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_CLIENT_SECRET');
  });

  it('that lacks the tenant says so', async () => {
    const environment = { AZURE_CLIENT_ID: backupClient, AZURE_CLIENT_SECRET: backupSecret };

    const error = await errorOf(rig.session(signIn, { environment }).session.token(scope));

    expect(error).toMatchObject({ code: 'config-invalid' });
    expect(error.hint).toContain('AZURE_TENANT_ID');
  });
});

/** A self-signed RSA certificate, which is what Entra ID takes of applications. */
async function makeCertificate(): Promise<{ certificate: string; key: string }> {
  const algorithm = {
    name: 'RSASSA-PKCS1-v1_5',
    hash: 'SHA-256',
    publicExponent: new Uint8Array([1, 0, 1]),
    modulusLength: 2048,
  };
  const keys = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    name: 'CN=lifeboat-backup',
    keys,
    signingAlgorithm: algorithm,
    notBefore: new Date(Date.now() - 3_600_000),
    notAfter: new Date(Date.now() + 86_400_000),
  });
  const key = await crypto.subtle.exportKey('pkcs8', keys.privateKey);
  return {
    certificate: certificate.toString('pem'),
    key: x509.PemConverter.encode(key, 'PRIVATE KEY'),
  };
}
