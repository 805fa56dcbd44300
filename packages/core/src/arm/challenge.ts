/** Longer headers than this come from no authority; they are not read. Characters. */
const longest = 16_384;

/**
 * The claims a 401 asks for, as the JSON text that the authority wants back; null when the
 * challenge carries none that can be read.
 *
 * Continuous access evaluation sends `Bearer …, error="insufficient_claims", claims="<base64>"`,
 * in base64 or base64url. Source: facts/azure.md 5.4 and 2.3 (read 2026-11-23); RFC 9110 11.6.1.
 */
export function readClaimsChallenge(wwwAuthenticate: string | undefined): string | null {
  if (wwwAuthenticate === undefined || wwwAuthenticate.length > longest) return null;
  const parameters = /([\w-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]+))/g;
  for (const [, name = '', quoted, bare = ''] of wwwAuthenticate.matchAll(parameters)) {
    if (name.toLowerCase() !== 'claims') continue;
    const claims = decodeClaims((quoted ?? bare).replaceAll(/\\(.)/g, '$1'));
    if (claims !== null) return claims;
  }
  return null;
}

function decodeClaims(encoded: string): string | null {
  try {
    const binary = atob(encoded.replaceAll('-', '+').replaceAll('_', '/'));
    const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0));
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    const value: unknown = JSON.parse(text);
    const isClaims = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isClaims ? text : null;
  } catch {
    return null;
  }
}
