/**
 * An error of the network in the system's own words: its code, and the address or message beside
 * it, such as `ECONNREFUSED 127.0.0.1:8443`. Never a stack trace.
 */
export function wordsOfNetworkError(error: unknown): string {
  const inner = firstInner(error);
  if (!(inner instanceof Error)) return String(inner);
  const code = textOf(inner, 'code');
  const address = textOf(inner, 'address');
  const port = textOf(inner, 'port');
  if (code !== null && address !== null && port !== null) return `${code} ${address}:${port}`;
  const words = inner.message === '' ? inner.name : inner.message;
  return code === null || words.includes(code) ? words : `${code}: ${words}`;
}

/** A name with several addresses fails with one error for each; the first one tells enough. */
function firstInner(error: unknown): unknown {
  if (error instanceof AggregateError && error.errors.length > 0) return error.errors[0];
  const isProxyError = error instanceof Error && textOf(error, 'code')?.startsWith('UND_ERR_PRX');
  return isProxyError === true && error.cause !== undefined ? error.cause : error;
}

function textOf(error: Error, key: 'code' | 'address' | 'port'): string | null {
  const value: unknown = key in error ? Reflect.get(error, key) : null;
  return typeof value === 'string' || typeof value === 'number' ? String(value) : null;
}
