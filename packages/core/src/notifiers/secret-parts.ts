/** Shorter paths are no secret, and hiding them would hide ordinary words. */
const shortestPath = 12;

/**
 * What must not be shown of a receiver's address, which is often the only thing that keeps strangers
 * from writing there: the address itself, and its path with what follows.
 */
export function secretParts(url: string): string[] {
  const { pathname, search, username, password } = new URL(url);
  const path = `${pathname}${search}`;
  const signIn = [username, password].filter((part) => part !== '');
  const named = signIn.length === 0 ? [] : [url, ...signIn, ...signIn.map(decodeURIComponent)];
  return path.length < shortestPath ? named : [...named, url, path, path.replace(/^\//, '')];
}
