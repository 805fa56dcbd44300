import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maskSecrets } from '../../../packages/core/src/domain/mask.ts';
import { propertyRuns } from '../../contract/property-runs.ts';
import { bestTime } from '../../harness/best-time.ts';

const key = createHash('sha512').update('an account key').digest('base64');
const jwt = `eyJ0eXAiOiJKV1QiLCJhbGciOiJSUzI1NiJ9.eyJhdWQiOiJodHRwczovL21hbmFnZW1lbnQifQ.c2lnbmF0dXJl`;

describe('masking', () => {
  it.each([
    [
      'a bearer token',
      `Authorization: Bearer ${'t'.repeat(30)} end`,
      'Authorization: Bearer *** end',
    ],
    ['a basic credential', 'Basic YXBpbTpzZWNyZXQ=', 'Basic ***'],
    ['a JSON Web Token', `token ${jwt}.`, 'token ***.'],
    ['a SAS', 'https://a/b?sv=2024&sig=ab%2Fc%3D&se=1', 'https://a/b?sv=2024&sig=***&se=1'],
    ['a SAS that begins with its signature', 'https://a/b?sig=abc', 'https://a/b?sig=***'],
    [
      'a connection string',
      `AccountName=st;AccountKey=${key};X=1`,
      'AccountName=st;AccountKey=***;X=1',
    ],
    ['an account key alone', `the key ${key} was`, 'the key *** was'],
    ['an account key in a URL', `?key=${encodeURIComponent(key)}&x=1`, '?key=***&x=1'],
    [
      'an account key in a URL in small letters',
      `?key=${encodeURIComponent(key).replaceAll(/%../g, (each) => each.toLowerCase())}&x=1`,
      '?key=***&x=1',
    ],
    [
      'an account key in a URL in a URL',
      `?key=${encodeURIComponent(encodeURIComponent(key))}&x=1`,
      '?key=***&x=1',
    ],
    [
      'a form',
      'grant_type=x&client_secret=s3cr~et&scope=y',
      'grant_type=x&client_secret=***&scope=y',
    ],
    ['a refresh token in a form', 'refresh_token=0.AXoA', 'refresh_token=***'],
    ['JSON', '{"accessKey":"abc","a":1}', '{"accessKey":"***","a":1}'],
    [
      'JSON inside JSON',
      '"{\\"accessKey\\":\\"abc\\",\\"a\\":1}"',
      '"{\\"accessKey\\":\\"***\\",\\"a\\":1}"',
    ],
    ['a Slack token', 'xoxb-123456789012-abcdef', '***'],
    [
      'a private key',
      '-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY----- after',
      '*** after',
    ],
  ])('hides %s', (_, text, masked) => {
    expect(maskSecrets(text)).toBe(masked);
  });

  it.each([
    'https://management.azure.com//subscriptions/1/operationresults/a?api-version=2024-05-01&t=638&c=MIIHpTCC&s=Zm9v_bar&h=x-Y',
    '/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg/providers/Microsoft.ApiManagement/service/contoso',
    'contoso-prod.Premium.westeurope.20261123T030000Z.apimbackup',
    'The design=good; the basic tier; assign=1',
    '0x8DC0FFEE "etag"',
  ])('leaves alone what is no secret: %s', (text) => {
    expect(maskSecrets(text)).toBe(text);
  });

  it.each(['plain', 'in JSON', 'in a URL', 'in a form', 'in JSON twice'])(
    'hides a known secret of any look, %s',
    (form) => {
      fc.assert(
        fc.property(
          fc.string({ minLength: 6, unit: 'grapheme' }).filter((text) => text.trim().length >= 6),
          (secret) => {
            const text = {
              plain: `before ${secret} after`,
              'in JSON': JSON.stringify({ value: secret }),
              'in a URL': `https://a/b?code=${encodeURIComponent(secret)}`,
              'in a form': new URLSearchParams({ code: secret }).toString(),
              'in JSON twice': JSON.stringify(JSON.stringify({ value: secret })),
            }[form];

            const masked = maskSecrets(text ?? '', [secret]);
            expect(masked).not.toContain(secret);
            expect(masked).toContain('***');
          },
        ),
        propertyRuns(),
      );
    },
  );

  it('does not take a few letters for a secret', () => {
    expect(maskSecrets('the cat sat', ['cat'])).toBe('the cat sat');
  });

  it('keeps JSON valid', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.string({ minLength: 6, unit: 'binary' }), (value, secret) => {
        const text = JSON.stringify({ value, accessKey: secret, note: `Bearer ${jwt}` });

        expect(() => JSON.parse(maskSecrets(text))).not.toThrow();
      }),
      propertyRuns(),
    );
  });

  it('is quick on long texts that lead nowhere', async () => {
    const long = `${'SharedAccessSignature '.repeat(5_000)}${'eyJ'.repeat(20_000)}${'"accessKey":"'.repeat(5_000)}`;

    expect(await bestTime(1_500, () => maskSecrets(long))).toBeLessThan(1_500);
  });
});
