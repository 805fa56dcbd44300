import { createHash } from 'node:crypto';
import { type Sandbox, startSandbox } from '@lifeboat/sandbox';
import { decodeJwt } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Trusting, trusting } from '../trusting.ts';

const tenantId = '7e4a0000-0000-4000-8000-000000000001';
const verifier = 'a-verifier-of-at-least-forty-three-characters-here';
const query = {
  client_id: '04b07795-8ddb-461a-bbee-02f9e1bf7b46',
  response_type: 'code',
  redirect_uri: 'http://localhost:8400/',
  scope: 'https://management.azure.com/.default openid profile offline_access',
  state: 'a state & more',
  nonce: 'n-1',
  code_challenge: createHash('sha256').update(verifier).digest('base64url'),
  code_challenge_method: 'S256',
  login_hint: 'ana@contoso.com',
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

function ask(change: Record<string, string> = {}) {
  const parameters = new URLSearchParams({ ...query, ...change });
  return client.send(`/${tenantId}/oauth2/v2.0/authorize?${parameters}`, { redirect: 'manual' });
}

async function freshCode(): Promise<string> {
  const location = (await ask()).headers.get('location') ?? '';
  return new URL(location).searchParams.get('code') ?? '';
}

function redeem(code: string, change: Record<string, string> = {}) {
  return client.post(`/${tenantId}/oauth2/v2.0/token`, {
    grant_type: 'authorization_code',
    client_id: query.client_id,
    redirect_uri: query.redirect_uri,
    code_verifier: verifier,
    code,
    ...change,
  });
}

describe('the authorize endpoint', () => {
  it('sends a hinted user back with a code and the state', async () => {
    const answer = await ask();

    const location = new URL(answer.headers.get('location') ?? '');
    expect(answer.status).toBe(302);
    expect(location.origin + location.pathname).toBe('http://localhost:8400/');
    expect(location.searchParams.get('state')).toBe(query.state);
    expect(location.searchParams.get('code')).toBeTruthy();
  });

  it('asks on a page when a prompt is wanted, and a person may agree there or decline', async () => {
    const page = await ask({ prompt: 'select_account' });
    const agreed = await ask({ prompt: 'select_account', user: 'raj@contoso.com' });
    const declined = await ask({ decision: 'deny' });

    expect(page.status).toBe(200);
    expect(await page.text()).toContain('name="user"');
    expect(agreed.headers.get('location')).toContain('code=');
    expect(declined.headers.get('location')).toContain('error=access_denied');
  });

  it('escapes what it shows', async () => {
    const page = await ask({ prompt: 'login', login_hint: '"><script>alert(1)</script>' });

    expect(await page.text()).not.toContain('<script>');
  });

  it('lets one user agree to everything', async () => {
    await sandbox.control.autoApprove('vera@contoso.com');

    const location = (await ask({ prompt: 'select_account' })).headers.get('location') ?? '';
    const { body } = await redeem(new URL(location).searchParams.get('code') ?? '');

    expect(decodeJwt(String(body.access_token)).upn).toBe('vera@contoso.com');
    await sandbox.control.autoApprove(null);
  });

  it('posts the answer when the client asks for a form', async () => {
    const page = await ask({ response_mode: 'form_post' });

    expect(await page.text()).toContain('action="http://localhost:8400/"');
  });

  it('does not know every client', async () => {
    const refused = await ask({ client_id: 'c11e0000-0000-4000-8000-000000000099' });

    expect(await refused.json()).toMatchObject({ error_codes: [700016] });
  });
});

describe('the authorization code', () => {
  it('gives access, refresh and id token of the user', async () => {
    const { status, body } = await redeem(await freshCode());

    expect(status).toBe(200);
    expect(decodeJwt(String(body.access_token))).toMatchObject({
      upn: 'ana@contoso.com',
      appid: query.client_id,
    });
    expect(decodeJwt(String(body.id_token))).toMatchObject({
      iss: `${sandbox.origin}/${tenantId}/v2.0`,
      aud: query.client_id,
      nonce: 'n-1',
      preferred_username: 'ana@contoso.com',
    });
    const info = JSON.parse(Buffer.from(String(body.client_info), 'base64url').toString());
    expect(info).toEqual({ uid: decodeJwt(String(body.access_token)).oid, utid: tenantId });
  });

  it('is renewed by its refresh token, for another resource too', async () => {
    const { body } = await redeem(await freshCode());

    const renewed = await client.post(`/${tenantId}/oauth2/v2.0/token`, {
      grant_type: 'refresh_token',
      client_id: query.client_id,
      refresh_token: String(body.refresh_token),
      scope: 'https://storage.azure.com/.default',
    });

    expect(decodeJwt(String(renewed.body.access_token)).aud).toBe('https://storage.azure.com');
  });

  it.each([
    ['without the verifier it was asked with', { code_verifier: 'another' }, 501481],
    ['for another address', { redirect_uri: 'http://localhost:9999/' }, 500112],
    ['by another client', { client_id: 'c11e0000-0000-4000-8000-000000000012' }, 9002313],
  ])('is refused %s', async (_, change, code) => {
    const refused = await redeem(await freshCode(), change);

    expect(refused.body).toMatchObject({ error: 'invalid_grant', error_codes: [code] });
  });

  it('is refused a second time, and after its ten minutes', async () => {
    const used = await freshCode();
    await redeem(used);
    const old = await freshCode();
    await sandbox.control.advance({ minutes: 10 });

    expect((await redeem(used)).body.error_codes).toEqual([54005]);
    expect((await redeem(old)).body.error_codes).toEqual([70008]);
  });
});
