/** Where a blob or a container is. `name` is null for a container's address. */
export type BlobAddress = { account: string; container: string; name: string | null };

/** A parsed address, or what is wrong with it. */
export type ParsedBlobUrl = ({ ok: true } & BlobAddress) | { ok: false; words: string };

/**
 * Reads a blob's or container's URL against the cloud's endpoint, in which `{account}` stands for
 * the account: both `https://{account}.blob.core.windows.net` and `https://host:port/{account}`.
 * A query (such as a SAS) is dropped and never kept.
 */
export function parseBlobUrl(endpoint: string, text: string): ParsedBlobUrl {
  if (!URL.canParse(text)) return { ok: false, words: 'it is not a URL' };
  const url = new URL(text);
  if (url.username !== '' || url.password !== '')
    return { ok: false, words: 'it carries a user name' };
  const plain = `${url.origin}${url.pathname}`;
  const [before = '', after = ''] = endpoint.replace(/\/+$/, '').split('{account}');
  if (!plain.toLowerCase().startsWith(before.toLowerCase())) {
    return { ok: false, words: `it does not belong to this cloud, whose storage is ${endpoint}` };
  }
  const account = /^[a-z0-9]{3,24}/.exec(plain.slice(before.length))?.[0];
  if (account === undefined) return { ok: false, words: 'it names no storage account' };
  const rest = plain.slice(before.length + account.length);
  if (!rest.toLowerCase().startsWith(`${after.toLowerCase()}/`)) {
    return { ok: false, words: `it does not belong to this cloud, whose storage is ${endpoint}` };
  }
  const [container = '', ...name] = rest.slice(after.length + 1).split('/');
  if (container === '') return { ok: false, words: 'it names no container' };
  const blob = decode(name.join('/'));
  if (blob === null) return { ok: false, words: 'its blob name is not encoded as a URL wants it' };
  return { ok: true, account, container, name: blob === '' ? null : blob };
}

/** The URL of a blob; the name is percent-encoded but for its slashes. */
export function blobUrl(
  endpoint: string,
  address: { account: string; container: string; name: string },
): string {
  const base = endpoint.replace('{account}', address.account).replace(/\/+$/, '');
  const name = address.name.split('/').map(encodeURIComponent).join('/');
  return `${base}/${address.container}/${name}`;
}

function decode(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
