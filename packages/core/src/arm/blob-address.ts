import { splitAddress } from './origin.ts';

/** Where a blob lives, by its URL. `name` is null for the URL of a container. */
export type BlobPlace = { account: string; container: string; name: string | null };

/** A blob URL taken apart, or why it is none. */
export type ParsedBlobUrl = ({ ok: true } & BlobPlace) | { ok: false; words: string };

/** Storage "naming rules for accounts": 3 to 24 lower-case letters and digits. */
const accountRule = /^[a-z0-9]{3,24}$/;
/** Storage "naming containers": 3 to 63, no two hyphens in a row; also `$root` and its like. */
const containerRule = /^(?=.{3,63}$)(?:\$[a-z]+|[a-z0-9]+(?:-[a-z0-9]+)*)$/;

/** Whether a name may be that of a storage account. */
export function isAccountName(name: string): boolean {
  return accountRule.test(name);
}

/** Whether a name may be that of a container. */
export function isContainerName(name: string): boolean {
  return containerRule.test(name);
}

/**
 * An account's blob endpoint, from the cloud's template (`https://{account}.blob.core.windows.net`,
 * or path-style `https://localhost:10000/{account}`), without a slash at the end.
 */
export function blobEndpointOf(template: string, account: string): string {
  return template.replaceAll('{account}', account).replace(/\/+$/, '');
}

/** The URL of a blob; its name is encoded, the slashes in it are kept. */
export function formatBlobUrl(template: string, place: BlobPlace): string {
  const container = `${blobEndpointOf(template, place.account)}/${place.container}`;
  if (place.name === null) return container;
  return `${container}/${place.name.split('/').map(encodeURIComponent).join('/')}`;
}

/**
 * Reads the URL of a blob or a container in the configured cloud. A URL with a query is refused:
 * a shared access signature is a secret, and Lifeboat neither needs nor keeps one.
 */
export function parseBlobUrl(template: string, url: string): ParsedBlobUrl {
  const address = splitAddress(url);
  if (address === null) return { ok: false, words: 'it is not an absolute URL' };
  if (address.path.includes('?')) {
    return { ok: false, words: 'it carries a query; give the bare URL, without a SAS' };
  }
  const whole = `${address.origin}${address.path}`;
  const found = patternOf(template).exec(whole);
  const [, account = '', container = '', name = ''] = found ?? [];
  if (found === null || !isAccountName(account)) {
    return { ok: false, words: `it is not under ${template}, the blob endpoint of this cloud` };
  }
  if (!isContainerName(container)) {
    return { ok: false, words: `"${container}" is not the name of a container` };
  }
  const decoded = decode(name);
  if (decoded === null) return { ok: false, words: 'the name of the blob is not readable' };
  return { ok: true, account, container, name: decoded === '' ? null : decoded };
}

function patternOf(template: string): RegExp {
  const bare = template.replace(/\/+$/, '');
  const start = bare
    .split('{account}')
    .map((part) => part.replaceAll(/[.*+?^$()|[\]\\{}]/g, '\\$&'));
  return new RegExp(`^${start.join('([a-z0-9]+)')}/([^/]+)(?:/(.*))?$`, 'i');
}

function decode(name: string): string | null {
  try {
    return decodeURIComponent(name);
  } catch {
    return null;
  }
}
