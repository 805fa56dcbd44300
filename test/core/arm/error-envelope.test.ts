import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readErrorEnvelope } from '../../../packages/core/src/arm/error-envelope.ts';
import { Secret } from '../../../packages/core/src/domain/secret.ts';

const ids = { 'x-ms-request-id': 'r-1', 'x-ms-correlation-request-id': 'c-1' };
const read = (text: string, headers: Record<string, string> = ids, status = 409) =>
  readErrorEnvelope({ status, headers, text });

describe("Azure's error envelope", () => {
  it('gives code and words as Azure wrote them, with the ids of the answer', () => {
    const text =
      '{"error":{"code":"ServiceLocked","message":"The API Service contoso-prod is transitioning at this time. Please try the request again later.","details":null,"innerError":null}}';

    expect(read(text)).toEqual({
      status: 409,
      code: 'ServiceLocked',
      message:
        'The API Service contoso-prod is transitioning at this time. Please try the request again later.',
      requestId: 'r-1',
      correlationId: 'c-1',
      details: [],
    });
  });

  it.each(['innererror', 'innerError'])('flattens details and %s in their order', (spelling) => {
    const error = {
      code: 'ValidationError',
      message: 'One or more fields',
      details: [
        { code: 'A', message: 'a', target: 'properties.x', details: [{ code: 'B', message: 'b' }] },
        { message: 'no code' },
        null,
        'text',
      ],
      [spelling]: { code: 'C', message: 'c', [spelling]: { code: 'D' } },
      additionalInfo: [{ type: 'PolicyViolation', info: { policy: 'deny-all' } }],
    };

    expect(read(JSON.stringify({ error })).details).toEqual([
      { code: 'A', message: 'a', target: 'properties.x' },
      { code: 'B', message: 'b', target: null },
      { code: null, message: 'no code', target: null },
      { code: 'C', message: 'c', target: null },
      { code: 'D', message: '', target: null },
      { code: 'PolicyViolation', message: '{"policy":"deny-all"}', target: null },
    ]);
  });

  it.each([
    ['without the outer object', '{"code":"X","message":"words"}', 'X', 'words'],
    ['in capitals', '{"Code":"X","Message":"words"}', 'X', 'words'],
    ['with a byte order mark', '\uFEFF{"error":{"code":"X","message":"words"}}', 'X', 'words'],
    [
      'of OData',
      '{"odata.error":{"code":"X","message":{"lang":"en","value":"words"}}}',
      'X',
      'words',
    ],
    [
      'of OAuth',
      '{"error":"invalid_client","error_description":"words"}',
      'invalid_client',
      'words',
    ],
    ['with a number for a code', '{"error":{"code":404,"message":"words"}}', '404', 'words'],
    ['without a code', '{"error":{"message":"words"}}', null, 'words'],
    ['without words', '{"error":{"code":"X"}}', 'X', 'X, without words'],
    [
      'of storage',
      '\uFEFF<?xml version="1.0" encoding="utf-8"?><Error><Code>BlobNotFound</Code><Message>It &lt;is&gt; &amp;amp; gone.\nRequestId:1</Message></Error>',
      'BlobNotFound',
      'It <is> &amp; gone.\nRequestId:1',
    ],
  ])('is read %s', (_, text, code, message) => {
    expect(read(text)).toMatchObject({ code, message });
  });

  it('takes the code from the header where the body has none, as after a HEAD', () => {
    const headers = { ...ids, 'x-ms-error-code': 'BlobNotFound' };

    expect(read('', headers, 404)).toMatchObject({
      code: 'BlobNotFound',
      message: 'HTTP 404 without a body.',
    });
  });
});

describe('an answer of somebody else', () => {
  it.each([
    ['nothing', '', {}, 'HTTP 502 without a body.'],
    [
      'a page',
      '<html><head><title>Blocked</title><style>a{}</style></head><body><p>by  policy</p></body></html>',
      { 'content-type': 'text/html; charset=utf-8' },
      'HTTP 502 with text/html that is not an error of Azure\'s: "Blocked by policy"',
    ],
    [
      'half a JSON',
      '{"error":{"code":"Serv',
      { 'content-type': 'application/json' },
      'HTTP 502 with application/json that is not an error of Azure\'s: "{"error":{"code":"Serv"',
    ],
    [
      'an array',
      '[1]',
      {},
      'HTTP 502 with an unnamed content type that is not an error of Azure\'s: "[1]"',
    ],
    [
      'null',
      'null',
      {},
      'HTTP 502 with an unnamed content type that is not an error of Azure\'s: "null"',
    ],
  ])('has no code: %s', (_, text, headers, message) => {
    expect(read(text, headers as Record<string, string>, 502)).toEqual({
      status: 502,
      code: null,
      message,
      requestId: null,
      correlationId: null,
      details: [],
    });
  });

  it('is quoted in part only', () => {
    expect(read('x'.repeat(1_000_000)).message.length).toBeLessThan(300);
  });
});

describe('secrets in an answer', () => {
  const key = new Secret(`${'Ab+/'.repeat(21)}Ab==`);

  it('are masked where Azure echoes the key it was sent, escaped or not', () => {
    const said = { code: 'InvalidParameters', message: `bad accessKey ${key.reveal()}` };
    const text = JSON.stringify({
      error: { ...said, details: [{ code: 'K', message: encodeURIComponent(key.reveal()) }] },
    }).replaceAll('+', '\\u002b');

    const failure = readErrorEnvelope({ status: 400, headers: {}, text }, [key]);

    expect(JSON.stringify(failure)).not.toContain(key.reveal());
    expect(JSON.stringify(failure)).not.toContain(encodeURIComponent(key.reveal()));
    expect(failure.message).toBe('bad accessKey ***');
  });

  it('are masked by their look, also in a page', () => {
    const page = `<p>https://a.blob.core.windows.net/c/b?sv=1&sig=abc%2Bdef&se=2 ${key.reveal()}</p>`;

    const failure = read(page);

    expect(failure.message).not.toContain('abc%2Bdef');
    expect(failure.message).not.toContain(key.reveal().slice(0, 40));
  });
});

describe('any answer at all', () => {
  it('gives a failure with words, and never throws', () => {
    const json = fc.json({ maxDepth: 6 });
    const envelope = fc
      .record(
        {
          code: fc.jsonValue(),
          message: fc.jsonValue(),
          details: fc.jsonValue(),
          innererror: fc.jsonValue(),
          additionalInfo: fc.jsonValue(),
        },
        { requiredKeys: [] },
      )
      .map((error) => JSON.stringify({ error }));
    const text = fc.oneof(fc.string({ unit: 'binary' }), json, envelope);
    fc.assert(
      fc.property(text, fc.nat(600), fc.nat(200), (body, status, cut) => {
        for (const given of [body, body.slice(0, cut)]) {
          const failure = readErrorEnvelope({ status, headers: {}, text: given });

          expect(failure.status).toBe(status);
          expect(failure.message.trim()).not.toBe('');
          expect(failure.details.length).toBeLessThanOrEqual(50);
        }
      }),
      { numRuns: 3_000 },
    );
  });

  it('keeps every code and message of a well-formed envelope', () => {
    const word = fc
      .string({ unit: fc.constantFrom(...'abcdeXYZ .,:'), minLength: 1, maxLength: 60 })
      .filter((text) => text.trim() !== '');
    const detail = fc.record({ code: word, message: word });
    fc.assert(
      fc.property(word, word, fc.array(detail, { maxLength: 8 }), (code, message, details) => {
        const failure = read(JSON.stringify({ error: { code, message, details } }));

        expect(failure).toMatchObject({ code, message });
        expect(failure.details).toEqual(details.map((each) => ({ ...each, target: null })));
      }),
      { numRuns: 1_000 },
    );
  });
});
