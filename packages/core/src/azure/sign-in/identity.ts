import type { AccessToken, Identity } from '../../ports/sign-in.ts';

/**
 * Who a token speaks for, by its own claims. They are read, not verified: Azure verifies them; this is
 * for people to see. A token that cannot be read gives `unknown`.
 * Source of the claims' names: learn.microsoft.com/entra/identity-platform/access-token-claims-reference, read 2026-11-23.
 */
export function identityOf(token: AccessToken, method: string): Identity {
  const claims = readClaims(token.token);
  const who = [
    claims.upn,
    claims.preferred_username,
    claims.unique_name,
    claims.appid,
    claims.azp,
    claims.oid,
  ].find((each) => typeof each === 'string');
  return {
    who: typeof who === 'string' ? who : 'unknown',
    objectId: typeof claims.oid === 'string' ? claims.oid : null,
    tenantId: typeof claims.tid === 'string' ? claims.tid : null,
    method,
    expiresAt: typeof claims.exp === 'number' ? claims.exp * 1000 : token.expiresAt,
  };
}

function readClaims(token: string): Record<string, unknown> {
  try {
    const payload = Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8');
    const claims: unknown = JSON.parse(payload);
    return typeof claims === 'object' && claims !== null ? { ...claims } : {};
  } catch {
    return {};
  }
}
