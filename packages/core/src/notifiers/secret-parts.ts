/** Shorter paths are no secret, and hiding them would hide ordinary words. */
const shortestPath = 12;

/**
 * What must not be shown of a receiver's address, which is often the only thing that keeps strangers
 * from writing there: the address itself, and its path with what follows.
 */
export function secretParts(url: string): string[] {
  const { pathname, search } = new URL(url);
  const path = `${pathname}${search}`;
  return path.length < shortestPath ? [] : [url, path, path.replace(/^\//, '')];
}
