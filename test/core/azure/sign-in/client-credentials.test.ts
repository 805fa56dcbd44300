import { describe, expect, it } from 'vitest';
import { publicCloud } from '../../../../packages/core/src/domain/clouds.ts';
import {
  type Expectation,
  type ScriptedAnswer,
  scriptedHttp,
} from '../../../../packages/core/src/testing/scripted-http.ts';
import { aSignIn, cloudAt, errorOf, partsOver, scope, tenantId } from './rig.ts';

const clientId = 'c11e0000-0000-4000-8000-000000000011';
const secret = 'a-secret-of-forty-characters-or-so-1234~';
const signIn = aSignIn({ method: 'client-secret', tenantId, clientId, clientSecretVariable: 'S' });
const own = cloudAt('https://login.contoso.test');
const token: ScriptedAnswer = {
  status: 200,
  json: { token_type: 'Bearer', expires_in: 3599, access_token: 'abc' },
};

function session(cloud: typeof own, ...script: Expectation[]) {
  const http = scriptedHttp(...script);
  return { http, ...partsOver(http, { signIn, cloud, environment: { S: secret } }) };
}

const metadata = (endpoint: unknown): Expectation => ({
  method: 'GET',
  url: `https://login.contoso.test/${tenantId}/v2.0/.well-known/openid-configuration`,
  answer: { status: 200, json: { token_endpoint: endpoint } },
});

describe('a token for an application', () => {
  it('of a cloud of Microsoft takes one request, a form at its own authority', async () => {
    const url = `https://login.microsoftonline.com/${tenantId}/oauth2/v2.0/token`;
    const {
      http,
      session: one,
      clock,
    } = session(publicCloud, { method: 'POST', url, answer: token });

    expect(await one.token(scope)).toEqual({
      token: 'abc',
      expiresAt: clock.now() + 3_599_000,
    });

    http.assertDone();
    const [request] = http.requests;
    expect(request?.headers['content-type']).toBe(
      'application/x-www-form-urlencoded;charset=utf-8',
    );
    expect(Object.fromEntries(new URLSearchParams(request?.body))).toEqual({
      client_id: clientId,
      scope,
      grant_type: 'client_credentials',
      client_secret: secret,
      claims: '{"access_token":{"xms_cc":{"values":["cp1"]}}}',
    });
  });

  it('of a cloud of one’s own is asked for where that publishes, looked up once', async () => {
    const url = 'https://login.contoso.test/other/token';
    const { http, session: one } = session(
      own,
      metadata(url),
      { method: 'POST', url, answer: token },
      { method: 'POST', url, answer: token },
    );

    await one.token(scope);
    await one.token('https://storage.azure.com/.default');

    http.assertDone();
  });

  it('carries the claims that were asked for beside its own', async () => {
    const url = `https://login.microsoftonline.com/${tenantId}/oauth2/v2.0/token`;
    const { http, session: one } = session(publicCloud, { url, answer: token });

    await one.token(scope, { claims: '{"access_token":{"nbf":{"essential":true}}}' });

    const form = new URLSearchParams(http.requests[0]?.body);
    expect(JSON.parse(form.get('claims') ?? '')).toEqual({
      access_token: { nbf: { essential: true }, xms_cc: { values: ['cp1'] } },
    });
  });

  it.each([
    'https://login.evil.test/token',
    'http://login.contoso.test/token',
    'https://login.contoso.test:444/token',
    'https://login.contoso.test@evil.test/token',
    '/token',
    undefined,
    7,
  ])('is not asked for when the authority names %j as the place', async (endpoint) => {
    const { http, session: one } = session(own, metadata(endpoint));

    const error = await errorOf(one.token(scope));

    expect(error.code).toBe('not-signed-in');
    expect(http.requests).toHaveLength(1);
    expect(JSON.stringify(http.requests)).not.toContain(secret);
  });

  it.each<[string, ScriptedAnswer, string]>([
    ['a page', { status: 200, text: '<html>' }, 'azure-unreachable'],
    ['no token', { status: 200, json: { expires_in: 3599 } }, 'not-signed-in'],
    ['a token without an end', { status: 200, json: { access_token: 'abc' } }, 'not-signed-in'],
    ['a refusal', { status: 400, json: { error: 'invalid_scope' } }, 'not-signed-in'],
    ['a server that is sick', { status: 503, json: { error: 'x' } }, 'azure-unreachable'],
    ['silence', { noAnswer: { kind: 'lost', words: 'ECONNRESET' } }, 'azure-unreachable'],
  ])('that is answered by %s is an error by its code', async (_, answer, code) => {
    const { http, session: one } = session(publicCloud, { url: /./, answer });

    expect((await errorOf(one.token(scope))).code).toBe(code);
    expect(http.requests).toHaveLength(1);
  });
});
