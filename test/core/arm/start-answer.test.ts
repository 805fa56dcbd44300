import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readStartAnswer } from '../../../packages/core/src/arm/start-answer.ts';
import { Secret } from '../../../packages/core/src/domain/secret.ts';
import type { HttpResult, NoAnswer } from '../../../packages/core/src/ports/http.ts';

const now = Date.UTC(2026, 10, 23, 12);
const fromAzure = { 'x-ms-request-id': 'r-1', 'x-ms-correlation-request-id': 'c-1' };
const location =
  'https://management.azure.com/subscriptions/s//operationresults/b==?api-version=2024-05-01';
const challenge = {
  'www-authenticate': `Bearer error="insufficient_claims", claims="${btoa('{"a":1}')}"`,
};

function answer(
  status: number,
  headers: Record<string, string> = fromAzure,
  text = '',
): HttpResult {
  return { ok: true, response: { status, headers, text } };
}
function noAnswer(kind: NoAnswer['kind'], more: Partial<NoAnswer> = {}): HttpResult {
  return { ok: false, noAnswer: { kind, words: 'words', ...more } };
}
const error = (code: string, message = 'words') =>
  JSON.stringify({ error: { code, message, details: null } });
const service = (state: string) =>
  JSON.stringify({ id: '/x', properties: { provisioningState: state } });
const page = '<html><body>Access denied by policy</body></html>';

describe('a POST that was accepted', () => {
  it('gives the addresses untouched, the wait, the date and the ids', () => {
    const headers = {
      ...fromAzure,
      location,
      'azure-asyncoperation': `${location}&async=1`,
      'retry-after': '60',
      date: new Date(now).toUTCString(),
    };

    expect(readStartAnswer(answer(202, headers), now)).toEqual({
      kind: 'accepted',
      location,
      asyncOperation: `${location}&async=1`,
      retryAfterMs: 60_000,
      date: now,
      requestId: 'r-1',
      correlationId: 'c-1',
    });
  });

  it('is accepted without Location and Retry-After too', () => {
    expect(readStartAnswer(answer(202), now)).toMatchObject({
      kind: 'accepted',
      location: null,
      retryAfterMs: null,
    });
  });

  it('is accepted when the body of its 202 broke off', () => {
    const head = { status: 202, headers: { ...fromAzure, location } };

    expect(readStartAnswer(noAnswer('lost', { head }), now)).toMatchObject({
      kind: 'accepted',
      location,
    });
  });

  it.each(['Updating', 'Activating', 'BackingUp'])(
    'is not finished by a 200 that is still %s',
    (state) => {
      expect(readStartAnswer(answer(200, fromAzure, service(state)), now).kind).toBe('accepted');
    },
  );
});

describe('a POST that was done at once', () => {
  it.each([
    ['200 with the service', answer(200, fromAzure, service('Succeeded'))],
    ['200 without a body', answer(200)],
    ['204', answer(204)],
  ])('is finished by %s', (_, result) => {
    expect(readStartAnswer(result, now)).toMatchObject({ kind: 'finished', requestId: 'r-1' });
  });
});

describe('proof that a POST was not taken', () => {
  it.each([
    ['a connection that never opened', noAnswer('never-connected'), 'never-connected', null],
    ['given up before it was sent', noAnswer('aborted', { sent: false }), 'never-connected', null],
    [
      'a 401 of Azure',
      answer(401, fromAzure, error('ExpiredAuthenticationToken')),
      'challenged',
      null,
    ],
    ['a claims challenge', answer(401, { ...fromAzure, ...challenge }), 'challenged', '{"a":1}'],
    ['a challenge without ids', answer(401, challenge), 'challenged', '{"a":1}'],
    ['a 429 of Azure', answer(429, fromAzure, error('TooManyRequests')), 'throttled', null],
    ['a bare 429', answer(429, {}), 'throttled', null],
  ])('is %s', (_, result, why, claims) => {
    expect(readStartAnswer(result, now)).toMatchObject({ kind: 'not-taken', why, claims });
  });

  it('carries the wait of a 429', () => {
    const headers = { ...fromAzure, 'retry-after': '17' };

    expect(readStartAnswer(answer(429, headers), now)).toMatchObject({ retryAfterMs: 17_000 });
  });
});

describe("Azure's own refusal", () => {
  it.each([
    [400, 'InvalidParameters'],
    [403, 'AuthorizationFailed'],
    [404, 'ResourceNotFound'],
    [409, 'ServiceLocked'],
    [412, 'PreconditionFailed'],
    [422, 'ManagementApiRequestFailed'],
  ])('%i %s ends it', (status, code) => {
    expect(readStartAnswer(answer(status, fromAzure, error(code)), now)).toMatchObject({
      kind: 'rejected',
      azure: { status, code, requestId: 'r-1' },
    });
  });
});

describe('a POST whose fate is unclear', () => {
  it.each<[string, HttpResult]>([
    ['an answer that was lost', noAnswer('lost')],
    ['no answer in time', noAnswer('timeout')],
    ['given up while waiting', noAnswer('aborted', { sent: true })],
    ['given up, nobody knows when', noAnswer('aborted')],
    [
      'a refusal whose body broke off',
      noAnswer('lost', { head: { status: 409, headers: fromAzure } }),
    ],
    ['a 408', answer(408, fromAzure, error('RequestTimeout'))],
    ['a 500', answer(500, fromAzure, error('InternalServerError'))],
    ['a 502 page', answer(502, {}, page)],
    ['a 503', answer(503, { ...fromAzure, 'retry-after': '5' }, error('ServiceUnavailable'))],
    ['a 504', answer(504, {})],
    ["a proxy's 403", answer(403, { 'content-type': 'text/html' }, page)],
    ["a proxy's 401 without a challenge", answer(401, {}, page)],
    ["a proxy's 404", answer(404, {}, page)],
    ["a proxy's 407", answer(407, { 'proxy-authenticate': 'Basic' })],
    ["a proxy's 429 page", answer(429, {}, page)],
    ["a proxy's 403 in JSON", answer(403, {}, error('Forbidden'))],
    ['a 4xx of Azure without a code', answer(409, fromAzure, 'oops')],
    ["a captive portal's 200", answer(200, { 'content-type': 'text/html' }, page)],
    ["somebody's 202", answer(202, {}, page)],
    ['a 200 that is not whole', answer(200, fromAzure, '{"properties":{"provis')],
    ['a 200 of a service that failed', answer(200, fromAzure, service('Failed'))],
    ['a redirect', answer(307, { location: 'https://evil.example/x?token=1' })],
    ['a See Other', answer(303, { ...fromAzure, location: 'https://management.azure.com/x' })],
    ['an odd status', answer(600, {})],
  ])('%s', (_, result) => {
    const said = readStartAnswer(result, now);

    expect(said.kind).toBe('unclear');
    expect(said.kind === 'unclear' && said.words).not.toBe('');
  });

  it('names where a redirect pointed, without its query', () => {
    const result = answer(307, { location: 'https://evil.example/x?token=1' });

    expect(readStartAnswer(result, now)).toMatchObject({
      words: 'The answer was a redirect (HTTP 307) to https://evil.example/x; it was not followed.',
    });
  });
});

describe('any answer to a POST', () => {
  const anything = fc.oneof(
    fc.record({
      ok: fc.constant(true as const),
      response: fc.record({
        status: fc.integer({ min: 100, max: 999 }),
        headers: fc.dictionary(
          fc.constantFrom('x-ms-request-id', 'location', 'www-authenticate', 'retry-after', 'date'),
          fc.string(),
        ),
        text: fc.oneof(fc.string(), fc.json(), fc.constant(error('X')), fc.constant(page)),
      }),
    }),
    fc.record({
      ok: fc.constant(false as const),
      noAnswer: fc.record({
        kind: fc.constantFrom<NoAnswer['kind']>('never-connected', 'lost', 'timeout', 'aborted'),
        words: fc.string(),
        sent: fc.boolean(),
      }),
    }),
  );

  it('is proof only when it was 401, 429 or never sent', () => {
    fc.assert(
      fc.property(anything, (result) => {
        const said = readStartAnswer(result, now);

        if (said.kind !== 'not-taken') return;
        const proof = result.ok
          ? [401, 429].includes(result.response.status)
          : result.noAnswer.kind === 'never-connected' ||
            (result.noAnswer.kind === 'aborted' && result.noAnswer.sent === false);
        expect(proof).toBe(true);
      }),
      { numRuns: 3_000 },
    );
  });

  it('ends an operation only with a 2xx or 4xx that carries what only Azure gives', () => {
    fc.assert(
      fc.property(anything, (result) => {
        const said = readStartAnswer(result, now);

        if (said.kind === 'rejected')
          expect(result.ok && result.response.headers).toHaveProperty('x-ms-request-id');
        if (said.kind === 'finished' || said.kind === 'accepted') {
          const { status, headers } = result.ok ? result.response : { status: 0, headers: {} };
          expect(status >= 200 && status < 300).toBe(true);
          expect('location' in headers || 'x-ms-request-id' in headers).toBe(true);
        }
      }),
      { numRuns: 3_000 },
    );
  });

  it('never shows the key that was sent', () => {
    const key = new Secret('kEy/+sEcReT0123456789==');
    fc.assert(
      fc.property(fc.integer({ min: 200, max: 599 }), fc.boolean(), (status, asJson) => {
        const words = `bad key ${key.reveal()}`;
        const text = asJson ? error('InvalidParameters', words) : `<p>${words}</p>`;

        const said = readStartAnswer(answer(status, fromAzure, text), now, [key]);

        expect(JSON.stringify(said)).not.toContain(key.reveal());
      }),
      { numRuns: 1_000 },
    );
  });
});
