import { describe, expect, it } from 'vitest';
import type { Http, HttpRequest, HttpResult } from '../../../../packages/core/src/ports/http.ts';
import { aSignIn, errorOf, partsOver, scope } from './rig.ts';

const signIn = aSignIn({
  method: 'client-secret',
  tenantId: 't',
  clientId: 'c',
  clientSecretVariable: 'S',
});
const environment = { S: 'a-secret-value' };

const metadata = {
  issuer: 'https://localhost:1/t/v2.0',
  authorization_endpoint: 'https://localhost:1/t/oauth2/v2.0/authorize',
  token_endpoint: 'https://localhost:1/t/oauth2/v2.0/token',
  jwks_uri: 'https://localhost:1/t/discovery/v2.0/keys',
};

function answer(status: number, body: unknown, headers: Record<string, string> = {}): HttpResult {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return { ok: true, response: { status, headers, text } };
}

/** An authority whose metadata is there, and whose token answers are these, one after the other. */
function anAuthority(...answers: HttpResult[]) {
  const asked: HttpRequest[] = [];
  const http: Http = {
    async send(request) {
      if (request.method === 'GET') return answer(200, metadata);
      asked.push(request);
      return answers[Math.min(asked.length, answers.length) - 1] ?? answer(500, '');
    },
  };
  return { asked, ...partsOver(http, { signIn, environment }) };
}

const given = answer(200, { token_type: 'Bearer', expires_in: 3600, access_token: 'x.y.z' });

describe('an authority', () => {
  it.each([
    ['never answers', { ok: false, noAnswer: { kind: 'timeout', words: 'no answer in 30 s' } }],
    ['is lost', { ok: false, noAnswer: { kind: 'lost', words: 'ECONNRESET' } }],
    ['is throttled', answer(429, { error: 'temporarily_unavailable' })],
    [
      'is unwell',
      answer(503, { error: 'server_error', error_description: 'AADSTS90033: A transient error.' }),
    ],
    ['answers with a page of a proxy', answer(407, '<html>')],
    ['answers well with a page of a captive portal', answer(200, '<html>')],
  ] as [string, HttpResult][])(
    'that %s is out of reach, which is no refusal',
    async (_how, result) => {
      const { session } = anAuthority(result);

      const error = await errorOf(session.token(scope));

      expect(error.code).toBe('azure-unreachable');
      expect(error.message).toContain('Entra ID at localhost:1');
    },
  );

  it('that refuses is not out of reach', async () => {
    const { session } = anAuthority(answer(400, { error: 'invalid_grant', error_codes: [50034] }));

    expect(await errorOf(session.token(scope))).toMatchObject({
      code: 'not-signed-in',
      azure: { code: 'AADSTS50034', status: 400 },
    });
  });

  it('whose metadata cannot be had is out of reach', async () => {
    const http: Http = {
      send: async () => ({ ok: false, noAnswer: { kind: 'timeout', words: 'too late' } }),
    };
    const { session } = partsOver(http, { signIn, environment });

    const error = await errorOf(session.token(scope));

    expect(error).toMatchObject({ code: 'azure-unreachable' });
    expect(error.message).toContain('too late');
  });

  it('is asked again at once when it is back, also after a 503', async () => {
    const { session, asked } = anAuthority(answer(503, {}), given);
    await errorOf(session.token(scope));

    expect((await session.token(scope)).token).toBe('x.y.z');
    expect(asked).toHaveLength(2);
  });

  it('is asked a second time when the connection never opened, and no third time', async () => {
    const refused: HttpResult = {
      ok: false,
      noAnswer: { kind: 'never-connected', words: 'ECONNREFUSED 127.0.0.1:1' },
    };
    const once = anAuthority(refused, given);
    expect((await once.session.token(scope)).token).toBe('x.y.z');

    const always = anAuthority(refused);
    expect((await errorOf(always.session.token(scope))).message).toContain('ECONNREFUSED');
    expect(always.asked).toHaveLength(2);
  });

  it('gets the secret in the body alone, and only for its own address', async () => {
    const { session, asked } = anAuthority(given);

    await session.token(scope);

    const [request] = asked;
    expect(new URL(request?.url ?? '').origin).toBe('https://localhost:1');
    expect(request?.body).toContain('client_secret=a-secret-value');
    expect(JSON.stringify([request?.url, request?.headers])).not.toContain('a-secret-value');
  });

  it('whose metadata point to another host is not believed', async () => {
    const asked: string[] = [];
    const http: Http = {
      async send({ method, url }) {
        asked.push(`${method} ${new URL(url).host}`);
        return answer(
          200,
          JSON.parse(JSON.stringify(metadata).replaceAll('localhost:1', 'evil.test')),
        );
      },
    };
    const { session } = partsOver(http, { signIn, environment });

    expect((await errorOf(session.token(scope))).code).toBe('not-signed-in');
    expect(asked).toEqual(['GET localhost:1']);
  });

  it('that Microsoft’s directory does not know is not looked up there', async () => {
    const hosts: string[] = [];
    const http: Http = {
      async send({ method, url }) {
        hosts.push(new URL(url).host);
        return method === 'GET' ? answer(200, metadata) : given;
      },
    };
    const { session } = partsOver(http, { signIn, environment });

    await session.token(scope);

    expect(new Set(hosts)).toEqual(new Set(['localhost:1']));
  });
});
