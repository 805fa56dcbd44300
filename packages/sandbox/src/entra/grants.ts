import { createHash } from 'node:crypto';
import { readClaimsRequest } from './claims-request.ts';
import { proveClient } from './client-proof.ts';
import type { SignIn } from './context.ts';
import { pollDevice } from './device-code.ts';
import { requestedScope } from './resource.ts';
import { given, type Outcome, refusals } from './sign-in-error.ts';
import type { CodeGrant, UserGrant } from './state.ts';
import type { Authority } from './tenants.ts';
import { answerApplication, answerUser, type TokenAnswer } from './token-answer.ts';

type Form = Record<string, string>;

/**
 * Answers a request to the token endpoint.
 *
 * Errors: as `refusals`; AADSTS70003 for a grant type that is not offered.
 */
export async function redeem(
  context: SignIn,
  authority: Authority,
  form: Form,
): Promise<Outcome<TokenAnswer>> {
  const { grant_type: type } = form;
  switch (type) {
    case undefined:
      return refusals.missingParameter('grant_type');
    case 'client_credentials':
      return redeemCredentials(context, authority, form);
    case 'authorization_code':
      return forUser(context, authority, form, redeemCode(context, form));
    case 'refresh_token':
      return forUser(context, authority, form, redeemRefreshToken(context, form));
    case 'device_code':
    case 'urn:ietf:params:oauth:grant-type:device_code':
      return forUser(context, authority, form, pollDevice(context, form.device_code ?? form.code));
    default:
      return refusals.unsupportedGrant(type);
  }
}

async function redeemCredentials(
  context: SignIn,
  authority: Authority,
  form: Form,
): Promise<Outcome<TokenAnswer>> {
  const client = await proveClient(context, authority, form);
  if (!client.ok) return client;
  const { principal, proof } = client.value;
  // The v1 endpoint, which AD FS speaks too, names a resource instead of a scope.
  const asked =
    form.scope ?? (form.resource === undefined ? undefined : `${form.resource}/.default`);
  if (asked === undefined) return refusals.missingParameter('scope');
  const scope = requestedScope(asked, { tenant: principal.tenantId, origin: context.origin() });
  if (!scope.ok) return scope;
  const answer = await answerApplication(context, {
    principal,
    clientId: principal.clientId ?? '',
    proof,
    audience: scope.value.audience,
    claims: readClaimsRequest(form.claims),
  });
  return given(answer);
}

/** What a user agreed to, turned into tokens for the client that holds the proof of it. */
async function forUser(
  context: SignIn,
  authority: Authority,
  form: Form,
  grant: Outcome<UserGrant>,
): Promise<Outcome<TokenAnswer>> {
  if (!grant.ok) return grant;
  if (form.client_id !== grant.value.clientId) return refusals.unknownGrant();
  if (form.client_secret !== undefined || form.client_assertion !== undefined) {
    const client = await proveClient(context, authority, form);
    if (!client.ok) return client;
  }
  return answerUser(context, authority, grant.value, {
    scope: form.scope,
    claims: readClaimsRequest(form.claims),
  });
}

function redeemCode(context: SignIn, form: Form): Outcome<UserGrant> {
  const grant = context.state.codes.get(form.code ?? '');
  if (grant === undefined) return refusals.unknownGrant();
  if (grant.used) return refusals.usedCode();
  if (grant.expiresAt <= context.clock.now()) return refusals.expiredCode();
  if (form.redirect_uri !== grant.redirectUri) return refusals.redirectMismatch();
  if (!provesChallenge(grant, form.code_verifier)) return refusals.wrongVerifier();
  grant.used = true;
  return given(grant);
}

/** RFC 7636, section 4.6. */
function provesChallenge({ challenge }: CodeGrant, verifier: string | undefined): boolean {
  if (challenge === null) return true;
  if (verifier === undefined) return false;
  if (challenge.method === 'plain') return verifier === challenge.value;
  return createHash('sha256').update(verifier).digest('base64url') === challenge.value;
}

function redeemRefreshToken(context: SignIn, form: Form): Outcome<UserGrant> {
  const grant = context.state.refreshTokens.get(form.refresh_token ?? '');
  return grant === undefined ? refusals.unknownGrant() : given(grant);
}
