/** An absolute address taken apart without changing it. `path` holds the query too. */
export type Address = { origin: string; path: string };

/**
 * Scheme, host, port and the rest: printable ASCII without backslash. Deliberately narrower than
 * RFC 3986: no user part, no percent sign in the host. Whatever clients read differently is
 * refused rather than guessed at.
 */
const shape =
  /^(https?):\/\/([a-z0-9._-]+|\[[0-9a-f:.]+\])(?::(\d{1,5}))?((?:[/?][!"$-[\]-~]*)?)(?:#.*)?$/i;

/**
 * Takes an absolute http or https address apart; null when it is not one, or a doubtful one.
 * Path and query stay as they are, character for character: Azure's own have double slashes, and a
 * rebuilt one may not be found (facts/azure.md 2.2, read 2026-11-23). A fragment is left out, as
 * it never goes on the wire. The origin has a lower-case host and no default port.
 */
export function splitAddress(text: string): Address | null {
  const found = shape.exec(text);
  if (found === null) return null;
  const [, scheme = '', host = '', port, rest = ''] = found;
  const origin = canonicalOrigin(scheme.toLowerCase(), host.toLowerCase(), port);
  if (origin === null) return null;
  return { origin, path: rest.startsWith('/') ? rest : `/${rest}` };
}

function canonicalOrigin(scheme: string, host: string, port: string | undefined): string | null {
  const standard = scheme === 'https' ? 443 : 80;
  const number = port === undefined ? standard : Number(port);
  if (number < 1 || number > 65_535) return null;
  return number === standard ? `${scheme}://${host}` : `${scheme}://${host}:${number}`;
}

/**
 * The address to send a token to, or null when it must not go there (promise 5): only when scheme,
 * host and port are exactly those of the configured origin. An address that begins with a single
 * slash is one of the configured origin itself (RFC 9110 10.2.2).
 *
 * The origin returned is the configured one, so that a lookalike spelling is never what is dialled.
 */
export function addressAtHome(text: string, configuredOrigin: string): Address | null {
  const home = splitAddress(configuredOrigin);
  if (home === null) return null;
  const absolute = text.startsWith('/') && !text.startsWith('//') ? `${home.origin}${text}` : text;
  const address = splitAddress(absolute);
  return address !== null && address.origin === home.origin ? address : null;
}

/**
 * An address from outside as it may be shown: without its query, where secrets live, and not
 * longer than 200 characters.
 */
export function showAddress(text: string): string {
  const bare = text.split(/[?#]/)[0] ?? '';
  return bare.replace(/^([a-z]+:\/\/)[^/]*@/i, '$1***@').slice(0, 200);
}
