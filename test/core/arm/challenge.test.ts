import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readClaimsChallenge } from '../../../packages/core/src/arm/challenge.ts';

const claims = '{"access_token":{"nbf":{"essential":true,"value":"1700000000"}}}';
const encoded = Buffer.from(claims).toString('base64');

describe('a claims challenge', () => {
  it.each([
    [
      'of continuous access evaluation',
      `Bearer realm="", authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize", error="insufficient_claims", claims="${encoded}"`,
    ],
    ['of an invalid token', `Bearer error="invalid_token", claims="${encoded}"`],
    ['without quotation marks', `Bearer claims=${encoded}`],
    ['in capitals', `BEARER CLAIMS="${encoded}"`],
    ['after another scheme', `Basic realm="x", Bearer claims="${encoded}", error="x"`],
    [
      'in base64url without padding',
      `Bearer claims="${Buffer.from(claims).toString('base64url')}"`,
    ],
    [
      'with an escaped quotation mark before it',
      `Bearer realm="a\\", claims=\\"x", claims="${encoded}"`,
    ],
  ])('is read %s', (_, header) => {
    expect(readClaimsChallenge(header)).toBe(claims);
  });

  it.each([
    ['absent', undefined],
    ['empty', ''],
    ['without claims', 'Bearer error="invalid_token", error_description="claims are bad"'],
    ['not base64', 'Bearer claims="%%%"'],
    ['not JSON', `Bearer claims="${btoa('hello')}"`],
    ['not an object', `Bearer claims="${btoa('[1]')}"`],
    ['not UTF-8', `Bearer claims="${Buffer.from([0xff, 0xfe]).toString('base64')}"`],
    ['cut off', `Bearer claims="${encoded.slice(0, 20)}"`],
    ['inside another value', `Bearer realm="claims=${encoded}"`],
    ['too long', `Bearer claims="${'A'.repeat(20_000)}"`],
  ])('is none when %s', (_, header) => {
    expect(readClaimsChallenge(header)).toBeNull();
  });

  it('comes back as it was sent, whatever the claims', () => {
    const object = fc.dictionary(fc.string(), fc.jsonValue(), { maxKeys: 4 });
    fc.assert(
      fc.property(object, fc.constantFrom('base64', 'base64url'), (value, encoding) => {
        const text = JSON.stringify(value);
        const sent = Buffer.from(text).toString(encoding as BufferEncoding);
        fc.pre(sent.length < 15_000);

        expect(readClaimsChallenge(`Bearer realm="", claims="${sent}"`)).toBe(text);
      }),
      { numRuns: 1_000 },
    );
  });

  it('never throws, for any header', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (header) => {
        for (const given of [header, `Bearer claims="${header}"`, `Bearer claims=${header}`]) {
          expect(() => readClaimsChallenge(given)).not.toThrow();
        }
      }),
      { numRuns: 2_000 },
    );
  });
});
