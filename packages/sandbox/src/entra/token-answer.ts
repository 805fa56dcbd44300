import { SignJWT } from 'jose';
import { type AccessToken, mintAccessToken, type TokenRequest } from './access-token.ts';
import type { ClaimsRequest } from './claims-request.ts';
import type { SignIn } from './context.ts';
import { requestedScope } from './resource.ts';
import { given, type Outcome, refusals } from './sign-in-error.ts';
import type { UserGrant } from './state.ts';
import type { Authority } from './tenants.ts';

/** The body of a successful answer of the token endpoint. */
export type TokenAnswer = Record<string, string | number>;

/** The answer to an application: an access token and nothing to renew it with. */
export async function answerApplication(
  context: SignIn,
  request: TokenRequest,
): Promise<TokenAnswer> {
  return bearer(await mintAccessToken(context, request));
}

/**
 * The answer to a client that acts for a user: access token, refresh token, id
 * token and the `client_info` that MSAL keys its cache by.
 *
 * Errors: AADSTS50173 when the grant is older than a revocation that wants a
 * person; the scope's own errors.
 */
export async function answerUser(
  context: SignIn,
  authority: Authority,
  grant: UserGrant,
  asked: { scope: string | undefined; claims: ClaimsRequest },
): Promise<Outcome<TokenAnswer>> {
  const { principal } = grant;
  const revocation = context.state.revocations.get(principal.objectId);
  if (revocation?.interaction === true && grant.order < revocation.order) {
    return refusals.revokedGrant();
  }
  const scope = requestedScope(asked.scope ?? grant.scope, {
    tenant: principal.tenantId,
    origin: context.origin(),
  });
  if (!scope.ok) return scope;
  const access = await mintAccessToken(context, {
    principal,
    clientId: grant.clientId,
    proof: '0',
    audience: scope.value.audience,
    claims: asked.claims,
  });
  const refreshToken = `1.sandbox-refresh.${context.newId()}`;
  context.state.refreshTokens.set(refreshToken, { ...grant, scope: scope.value.scope });
  const info = { uid: principal.objectId, utid: principal.tenantId };
  return given({
    ...bearer(access),
    scope: scope.value.scope,
    refresh_token: refreshToken,
    id_token: await mintIdToken(context, authority, grant),
    client_info: Buffer.from(JSON.stringify(info)).toString('base64url'),
  });
}

function bearer({ token, expiresIn }: AccessToken): TokenAnswer {
  return {
    token_type: 'Bearer',
    expires_in: expiresIn,
    ext_expires_in: expiresIn,
    access_token: token,
  };
}

/** The issuer that the OpenID configuration of an authority names. */
export function issuerOf(origin: string, authority: Authority): string {
  if (authority.segment === 'adfs') return `${origin}/adfs`;
  return `${origin}/${authority.tenantId ?? '{tenantid}'}/v2.0`;
}

/** Signs an id token. Source: "ID token claims reference", read 2026-11. */
function mintIdToken(context: SignIn, authority: Authority, grant: UserGrant): Promise<string> {
  const { principal, clientId, nonce } = grant;
  const issuedAt = Math.floor(context.clock.now() / 1000);
  const home =
    authority.segment === 'adfs' ? authority : { ...authority, tenantId: principal.tenantId };
  return new SignJWT({
    name: principal.displayName,
    nonce: nonce ?? undefined,
    oid: principal.objectId,
    preferred_username: principal.userPrincipalName,
    upn: principal.userPrincipalName,
    tid: principal.tenantId,
    ver: '2.0',
  })
    .setProtectedHeader({ typ: 'JWT', alg: 'RS256', kid: context.key.kid })
    .setIssuer(issuerOf(context.origin(), home))
    .setSubject(principal.objectId)
    .setAudience(clientId)
    .setIssuedAt(issuedAt)
    .setNotBefore(issuedAt)
    .setExpirationTime(issuedAt + context.options.tokenLifeSeconds)
    .sign(context.key.privateKey);
}
