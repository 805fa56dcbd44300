import { type Sandbox, startSandbox } from '@lifeboat/sandbox';
import { createLocalJWKSet, type JSONWebKeySet, jwtVerify } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Trusting, trusting } from '../trusting.ts';

const tenantId = '7e4a0000-0000-4000-8000-000000000001';
const restore = 'c11e0000-0000-4000-8000-000000000012';
const credentials = {
  grant_type: 'client_credentials',
  client_id: restore,
  client_secret: 'sandbox-secret-of-lifeboat-restore',
  scope: 'https://management.azure.com/.default',
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

async function json(path: string): Promise<{ status: number; body: Record<string, unknown> }> {
  const answer = await client.send(path);
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
}

describe('discovery', () => {
  it.each([
    [tenantId, `/${tenantId}/v2.0`, '/oauth2/v2.0/token'],
    ['contoso.onmicrosoft.com', `/${tenantId}/v2.0`, '/oauth2/v2.0/token'],
    ['common', '/{tenantid}/v2.0', '/oauth2/v2.0/token'],
    ['organizations', '/{tenantid}/v2.0', '/oauth2/v2.0/token'],
    ['adfs', '/adfs', '/oauth2/token'],
  ])('describes %s on its own origin', async (segment, issuer, token) => {
    const version = segment === 'adfs' ? '' : '/v2.0';

    const { status, body } = await json(`/${segment}${version}/.well-known/openid-configuration`);

    expect(status).toBe(200);
    expect(body.issuer).toBe(`${sandbox.origin}${issuer}`);
    expect(body.token_endpoint).toBe(`${sandbox.origin}/${segment}${token}`);
    for (const [name, value] of Object.entries(body)) {
      if (name.endsWith('_endpoint'))
        expect(String(value).startsWith(`${sandbox.origin}/`)).toBe(true);
    }
  });

  it('knows no tenant that does not exist', async () => {
    const { status, body } = await json('/nowhere.test/v2.0/.well-known/openid-configuration');

    expect(status).toBe(400);
    expect(body.error_codes).toEqual([90002]);
  });

  it('names itself as the only host of its cloud', async () => {
    const { body } = await json('/common/discovery/instance?api-version=1.1');

    expect(body.metadata).toMatchObject([{ preferred_network: new URL(sandbox.origin).host }]);
  });

  it('publishes the key that its tokens verify with', async () => {
    const { body: keys } = await json(`/${tenantId}/discovery/v2.0/keys`);
    const { body } = await client.post(`/${tenantId}/oauth2/v2.0/token`, credentials);

    const verified = await jwtVerify(
      String(body.access_token),
      createLocalJWKSet(keys as unknown as JSONWebKeySet),
    );

    expect(verified.payload.appid).toBe(restore);
  });
});

describe('the token endpoint', () => {
  it.each([
    [
      'under the tenant',
      `/${tenantId}/oauth2/v2.0/token`,
      credentials.scope,
      'https://management.azure.com',
    ],
    [
      'under a domain',
      '/contoso.com/oauth2/v2.0/token',
      credentials.scope,
      'https://management.azure.com',
    ],
    [
      'under adfs, with the slash kept in the audience',
      '/adfs/oauth2/token',
      'https://management.core.windows.net//.default',
      'https://management.core.windows.net/',
    ],
    [
      'for storage',
      `/${tenantId}/oauth2/v2.0/token`,
      'https://storage.azure.com/.default',
      'https://storage.azure.com',
    ],
  ])('gives an application a token %s', async (_, path, scope, audience) => {
    const { status, body } = await client.post(path, { ...credentials, scope });

    expect(status).toBe(200);
    expect(body).toMatchObject({ token_type: 'Bearer', expires_in: 3600 });
    const payload = JSON.parse(
      Buffer.from(String(body.access_token).split('.')[1] ?? '', 'base64url').toString(),
    );
    expect(payload.aud).toBe(audience);
  });

  it.each([
    ['a wrong secret', { client_secret: 'nonsense' }, 401, 'invalid_client', 7000215],
    [
      'an expired secret',
      {
        client_id: 'c11e0000-0000-4000-8000-000000000013',
        client_secret: 'sandbox-secret-of-lifeboat-expired',
      },
      401,
      'invalid_client',
      7000222,
    ],
    [
      'an unknown application',
      { client_id: 'c11e0000-0000-4000-8000-000000000099' },
      400,
      'unauthorized_client',
      700016,
    ],
    [
      'an unknown resource',
      { scope: 'https://vault.test/.default' },
      400,
      'invalid_resource',
      500011,
    ],
    [
      'scopes of two resources',
      { scope: 'https://management.azure.com/.default https://storage.azure.com/.default' },
      400,
      'invalid_scope',
      70011,
    ],
    ['a grant it does not offer', { grant_type: 'password' }, 400, 'unsupported_grant_type', 70003],
    [
      'a malformed assertion',
      { client_secret: undefined, client_assertion: 'x.y' },
      401,
      'invalid_client',
      50027,
    ],
    ['no proof at all', { client_secret: undefined }, 401, 'invalid_client', 7000218],
    ['no scope', { scope: undefined }, 400, 'invalid_request', 900144],
  ])('refuses %s', async (_, change, status, error, code) => {
    const form = Object.fromEntries(
      Object.entries({ ...credentials, ...change }).filter(([, value]) => value !== undefined),
    ) as Record<string, string>;

    const refused = await client.post(`/${tenantId}/oauth2/v2.0/token`, form);

    expect(refused.status).toBe(status);
    expect(refused.body).toMatchObject({ error, error_codes: [code] });
    expect(refused.body.error_description).toMatch(new RegExp(`^AADSTS${code}: .*Trace ID: `));
  });

  it('refuses an unknown tenant', async () => {
    const refused = await client.post('/nowhere.test/oauth2/v2.0/token', credentials);

    expect(refused.body).toMatchObject({ error: 'invalid_request', error_codes: [90002] });
  });

  it('does not find an application of one tenant in the other', async () => {
    const refused = await client.post('/fabrikam.com/oauth2/v2.0/token', credentials);

    expect(refused.body).toMatchObject({ error_codes: [700016] });
  });

  it('gives tokens that live as long as the options say', async () => {
    await sandbox.control.setOptions({ tokenLifeSeconds: 90 });

    const { body } = await client.post(`/${tenantId}/oauth2/v2.0/token`, credentials);

    expect(body.expires_in).toBe(90);
    await sandbox.control.setOptions({ tokenLifeSeconds: 3600 });
  });
});

describe('the device code flow', () => {
  const form = {
    client_id: restore,
    scope: 'https://management.azure.com/.default offline_access',
  };
  const start = async () => (await client.post(`/${tenantId}/oauth2/v2.0/devicecode`, form)).body;
  const poll = (deviceCode: unknown) =>
    client.post(`/${tenantId}/oauth2/v2.0/token`, {
      grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
      client_id: restore,
      device_code: String(deviceCode),
    });

  it('is pending until a person decides, and says so when it is asked too often', async () => {
    const device = await start();

    const first = await poll(device.device_code);
    const eager = await poll(device.device_code);
    await sandbox.control.decideDevice(String(device.user_code), 'ana@contoso.com');
    const done = await poll(device.device_code);

    expect(device).toMatchObject({ interval: 5, expires_in: 900 });
    expect(first.body).toMatchObject({ error: 'authorization_pending', error_codes: [70016] });
    expect(eager.body).toMatchObject({ error: 'slow_down' });
    expect(done.status).toBe(200);
    expect(Object.keys(done.body)).toEqual(
      expect.arrayContaining(['access_token', 'refresh_token', 'id_token', 'client_info']),
    );
  });

  it('ends when the person declines', async () => {
    const device = await start();
    await sandbox.control.decideDevice(String(device.user_code), null);

    expect((await poll(device.device_code)).body.error).toBe('authorization_declined');
  });

  it('ends when nobody decides in its fifteen minutes', async () => {
    const device = await start();
    await sandbox.control.advance({ minutes: 15 });

    expect((await poll(device.device_code)).body).toMatchObject({
      error: 'expired_token',
      error_codes: [70020],
    });
  });

  it('gives its tokens once', async () => {
    const device = await start();
    await sandbox.control.decideDevice(String(device.user_code), 'ana@contoso.com');

    const first = await poll(device.device_code);
    const second = await poll(device.device_code);

    expect(first.status).toBe(200);
    expect(second.body.error).toBe('invalid_grant');
  });

  it('takes the code on its page too, and no unknown code or user', async () => {
    const device = await start();
    const enter = (code: string, user: string) =>
      client.send('/devicelogin', { method: 'POST', body: new URLSearchParams({ code, user }) });

    const wrongCode = await enter('NOTACODE', 'ana@contoso.com');
    const wrongUser = await enter(String(device.user_code), 'nobody@contoso.com');
    const right = await enter(String(device.user_code).toLowerCase(), 'ana@contoso.com');

    expect([wrongCode.status, wrongUser.status, right.status]).toEqual([400, 400, 200]);
    expect((await poll(device.device_code)).status).toBe(200);
  });

  it('is granted at once to the user who agrees to everything', async () => {
    await sandbox.control.autoApprove('raj@contoso.com');
    const device = await start();

    expect((await poll(device.device_code)).status).toBe(200);
    await sandbox.control.autoApprove(null);
  });
});
