import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addressAtHome, showAddress, splitAddress } from '../../../packages/core/src/arm/origin.ts';

const home = 'https://management.azure.com';

describe('an address taken apart', () => {
  it.each([
    ['https://Host.Example/a', { origin: 'https://host.example', path: '/a' }],
    ['HTTPS://host:443/a', { origin: 'https://host', path: '/a' }],
    ['http://host:80', { origin: 'http://host', path: '/' }],
    ['http://host:443/', { origin: 'http://host:443', path: '/' }],
    ['https://host:8443?x=1', { origin: 'https://host:8443', path: '/?x=1' }],
    ['https://[::1]:8443/a', { origin: 'https://[::1]:8443', path: '/a' }],
    ['https://host//a//b?y=2&x=1#f', { origin: 'https://host', path: '//a//b?y=2&x=1' }],
    ['https://host/../%2e%2E/%2f', { origin: 'https://host', path: '/../%2e%2E/%2f' }],
  ])('%s', (text, expected) => {
    expect(splitAddress(text)).toEqual(expected);
  });

  it.each([
    '',
    '/a',
    'host',
    'ftp://host/',
    'https:/host/',
    'https:host',
    'https:///a',
    'https://host:0/',
    'https://host:65536/',
    'https://host:/',
    'https://host:99999999/',
    'https://user@host/',
    'https://user:pass@host/',
    'https://host\\a',
    'https://ho st/',
    'https://host/a b',
    'https://host/\n',
    'https://host/\u0000',
    'https://hóst/',
    'https://host/é',
    'https://ho%73t/',
    ' https://host/',
  ])('is none: %j', (text) => {
    expect(splitAddress(text)).toBeNull();
  });
});

describe('which address may see the token', () => {
  it.each([
    [`${home}/a`, '/a'],
    [`${home}:443/a`, '/a'],
    ['https://MANAGEMENT.Azure.COM/a', '/a'],
    [`${home}//operationresults/x==?api-version=1`, '//operationresults/x==?api-version=1'],
    ['/subscriptions/x?y', '/subscriptions/x?y'],
    [home, '/'],
  ])('%s may', (text, path) => {
    expect(addressAtHome(text, home)).toEqual({ origin: home, path });
  });

  it.each([
    'http://management.azure.com/',
    'http://management.azure.com:443/',
    'https://management.azure.com:8443/',
    'https://management.azure.com./',
    'https://management.azure.com.evil.example/',
    'https://evil.example/management.azure.com',
    'https://evil.example/?https://management.azure.com/',
    'https://evil.example#https://management.azure.com/',
    'https://management.azure.com@evil.example/',
    'https://management.azure.com:443@evil.example/',
    'https://evil.example@management.azure.com/',
    'https://management.azure.com\\@evil.example/',
    'https://evil.example\\@management.azure.com/',
    'https:\\\\management.azure.com\\',
    'https://evil.example\\.management.azure.com/',
    'https://xmanagement.azure.com/',
    'https://management-azure.com/',
    'https://management.azure.com%2eevil.example/',
    'https://management%2eazure.com/',
    'https://management.azure.com\t.evil.example/',
    'https://management。azure.com/',
    'https://ｍanagement.azure.com/',
    '//evil.example/',
    '/\\evil.example/',
    '\\\\evil.example/',
    'evil.example',
    'management.azure.com/',
    'javascript:alert(1)',
    'data:text/plain,x',
    '?x=1',
    '',
  ])('%j may not', (text) => {
    expect(addressAtHome(text, home)).toBeNull();
  });

  it('tells ports of one host apart', () => {
    const sandbox = 'https://localhost:8443';

    expect(addressAtHome('https://localhost:8443/a', sandbox)).not.toBeNull();
    expect(addressAtHome('https://localhost:10000/a', sandbox)).toBeNull();
    expect(addressAtHome('https://127.0.0.1:8443/a', sandbox)).toBeNull();
    expect(addressAtHome('https://localhost/a', sandbox)).toBeNull();
  });

  it('never lets through what a browser would take elsewhere', () => {
    const piece = fc.constantFrom(
      ...[
        'https:',
        'http:',
        '//',
        '/',
        '\\',
        '@',
        ':',
        '443',
        '.',
        '#',
        '?',
        '%2e',
        '\t',
        '\n',
        ' ',
      ],
      ...[
        'management.azure.com',
        'MANAGEMENT.azure.com',
        'evil.example',
        'user',
        '[::1]',
        'é',
        '。',
        '..',
      ],
    );
    const text = fc.oneof(
      fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join('')),
      fc.array(piece, { maxLength: 5 }).map((pieces) => `${home}${pieces.join('')}`),
      fc.array(piece, { maxLength: 5 }).map((pieces) => `https://${pieces.join('')}`),
      fc.webUrl({ withFragments: true, withQueryParameters: true }),
      fc.string({ unit: 'binary', maxLength: 60 }),
    );
    fc.assert(
      fc.property(text, (given) => {
        const address = addressAtHome(given, home);

        if (address === null) return;
        expect(address.origin).toBe(home);
        // WHATWG URL, the other reader of addresses, must see the same origin.
        expect(new URL(given, home).origin).toBe(home);
        expect(new URL(`${address.origin}${address.path}`).origin).toBe(home);
      }),
      { numRuns: 20_000 },
    );
  });

  it('lets through every path of its own, character for character', () => {
    const path = fc.string({
      unit: fc.constantFrom(...'abcXYZ019-._~%/:@!$&\'()*+,;=?[]|^`{}<>"'),
      maxLength: 80,
    });
    fc.assert(
      fc.property(path, (rest) => {
        expect(addressAtHome(`${home}/${rest}`, home)).toEqual({ origin: home, path: `/${rest}` });
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('an address as it is shown', () => {
  it('has no query, no user part and an end', () => {
    expect(showAddress('https://a.example/p?sig=secret#x')).toBe('https://a.example/p');
    expect(showAddress('https://ana:pass@a.example/p')).toBe('https://***@a.example/p');
    expect(showAddress(`https://a.example/${'x'.repeat(500)}`)).toHaveLength(200);
  });
});
