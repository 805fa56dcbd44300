/**
 * The segments of an ARM scope (a resource id of any depth), or what is wrong with it. A scope is
 * taken apart and put together again, so that nothing in it can lead elsewhere.
 */
export function scopeSegments(
  scope: string,
): { ok: true; segments: string[] } | { ok: false; words: string } {
  const segments = scope.split('/').filter((segment) => segment !== '');
  const odd = segments.some((segment) => segment === '.' || segment === '..');
  const isRooted = scope.startsWith('/') && segments[0]?.toLowerCase() === 'subscriptions';
  if (!isRooted || odd || segments.length < 2) {
    return { ok: false, words: `"${scope}" is not a resource id.` };
  }
  return { ok: true, segments };
}
