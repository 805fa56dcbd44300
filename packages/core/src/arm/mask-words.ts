import type { Secret } from '../domain/secret.ts';

/**
 * What looks like a secret whoever wrote it: the signature of a SAS, a key in a connection string,
 * a JSON web token, a storage key (64 bytes as base64).
 */
const lookAlikes: readonly [RegExp, string][] = [
  [/\bsig=[^&\s"'<>]+/gi, 'sig=***'],
  [/\bAccountKey=[^;\s"'<>]+/gi, 'AccountKey=***'],
  [/\beyJ[\w-]{8,}\.[\w-]+(?:\.[\w-]*)?/g, '***'],
  [/[A-Za-z0-9+/]{86}==/g, '***'],
];

/**
 * Words from outside without secrets in them (promise 6): the given ones, plain and URL-encoded,
 * and everything that has the shape of one.
 */
export function maskWords(words: string, secrets: readonly Secret[] = []): string {
  let masked = words;
  for (const secret of secrets) {
    const value = secret.reveal();
    if (value === '') continue;
    masked = masked.replaceAll(value, '***').replaceAll(encodeURIComponent(value), '***');
  }
  for (const [shape, mask] of lookAlikes) masked = masked.replaceAll(shape, mask);
  return masked;
}
