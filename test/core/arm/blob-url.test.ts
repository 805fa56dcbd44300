import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blobUrl, parseBlobUrl } from '../../../packages/core/src/arm/blob-url.ts';

const clouds = ['https://{account}.blob.core.windows.net', 'https://localhost:10000/{account}'];

describe.each(clouds)('a blob’s URL in the cloud %s', (endpoint) => {
  it('comes back as the place it was made of', () => {
    const account = fc.stringMatching(/^[a-z0-9]{3,24}$/);
    const container = fc.stringMatching(/^[a-z0-9](?:-?[a-z0-9]){2,20}$/);
    const name = fc
      .string({ minLength: 1, unit: 'grapheme' })
      .filter((text) => !/^\/|\/\/|(^|\/)\.{1,2}(\/|$)|\\|\p{Cs}/u.test(text));
    fc.assert(
      fc.property(account, container, name, (one, two, three) => {
        const place = { account: one, container: two, name: three };
        expect(parseBlobUrl(endpoint, blobUrl(endpoint, place))).toEqual({ ok: true, ...place });
      }),
      { numRuns: 1_000 },
    );
  });

  it('never throws, whatever is given', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.webUrl()), (text) => {
        expect(typeof parseBlobUrl(endpoint, text).ok).toBe('boolean');
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('a blob’s URL', () => {
  const endpoint = 'https://{account}.blob.core.windows.net';

  it('loses its SAS, which is a secret', () => {
    const url = 'https://stcontosodr.blob.core.windows.net/apim/b.apimbackup?sv=2024&sig=abc';

    expect(parseBlobUrl(endpoint, url)).toEqual({
      ok: true,
      account: 'stcontosodr',
      container: 'apim',
      name: 'b.apimbackup',
    });
  });

  it('without a blob names the container', () => {
    expect(parseBlobUrl(endpoint, 'https://stcontosodr.blob.core.windows.net/apim/')).toMatchObject(
      { container: 'apim', name: null },
    );
  });

  it.each([
    ['of another host', 'https://stcontosodr.blob.evil.example/apim/b'],
    [
      'that hides another host behind a user name',
      'https://stcontosodr.blob.core.windows.net@evil.example/apim/b',
    ],
    [
      'whose host only begins right',
      'https://stcontosodr.blob.core.windows.net.evil.example/apim/b',
    ],
    ['over plain http', 'http://stcontosodr.blob.core.windows.net/apim/b'],
    ['without an account', 'https://blob.core.windows.net/apim/b'],
    ['with broken encoding', 'https://stcontosodr.blob.core.windows.net/apim/%zz'],
    ['that is none', 'not a url'],
  ])('%s is refused', (_name, url) => {
    expect(parseBlobUrl(endpoint, url)).toMatchObject({ ok: false });
  });
});
