import { SignJWT } from 'jose';
import type { Principal } from '../seams.ts';
import type { ClaimsRequest } from './claims-request.ts';
import type { SignIn } from './context.ts';
import { nextOrder } from './state.ts';

/** Who gets a token, through which client, for what. */
export type TokenRequest = {
  principal: Principal;
  clientId: string;
  /** How the client proved itself, as `appidacr` says it: public, secret, certificate or assertion. */
  proof: '0' | '1' | '2';
  audience: string;
  claims: ClaimsRequest;
};

/** An access token and its life as the client's own stopwatch measures it, in real seconds. */
export type AccessToken = { token: string; expiresIn: number };

/**
 * Signs an access token as Entra ID gives them to Azure Resource Manager: v1.0
 * claims. Source: "Access token claims reference", read 2026-11.
 *
 * Units: `iat`, `nbf` and `exp` are sandbox time; `expiresIn` is real seconds,
 * since clients count with their own clock.
 * Effects: notes the token as the answer to a claims challenge when it is one.
 */
export async function mintAccessToken(
  context: SignIn,
  request: TokenRequest,
): Promise<AccessToken> {
  const { clock, key, newId, options, state } = context;
  const { principal, claims } = request;
  const issuedAt = Math.floor(clock.now() / 1000);
  const life = options.tokenLifeSeconds;
  const uti = newId();
  const order = nextOrder(state);

  const revocation = state.revocations.get(principal.objectId);
  if (revocation !== undefined && claims.notBefore === revocation.notBefore) {
    revocation.answered.add(uti);
    revocation.answeredOrder ??= order;
  }

  const token = await new SignJWT({
    acr: principal.kind === 'user' ? '1' : undefined,
    // Entra keeps data of its own in this opaque claim; so does the sandbox.
    aio: String(order),
    amr: principal.kind === 'user' ? ['pwd', 'mfa'] : undefined,
    appid: request.clientId,
    appidacr: request.proof,
    idp: `https://sts.windows.net/${principal.tenantId}/`,
    idtyp: principal.kind === 'user' ? 'user' : 'app',
    name: principal.kind === 'user' ? principal.displayName : undefined,
    oid: principal.objectId,
    scp: principal.kind === 'user' ? 'user_impersonation' : undefined,
    tid: principal.tenantId,
    unique_name: principal.userPrincipalName ?? undefined,
    upn: principal.userPrincipalName ?? undefined,
    uti,
    ver: '1.0',
    xms_cc: claims.capable ? ['CP1'] : undefined,
  })
    .setProtectedHeader({ typ: 'JWT', alg: 'RS256', x5t: key.kid, kid: key.kid })
    .setIssuer(`https://sts.windows.net/${principal.tenantId}/`)
    .setSubject(principal.objectId)
    .setAudience(request.audience)
    .setIssuedAt(issuedAt)
    .setNotBefore(issuedAt)
    .setExpirationTime(issuedAt + life)
    .sign(key.privateKey);
  return { token, expiresIn: Math.max(1, Math.floor(life / clock.rate())) };
}
