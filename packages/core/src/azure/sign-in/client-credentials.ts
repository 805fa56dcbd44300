import { splitAddress } from '../../arm/origin.ts';
import { LifeboatError } from '../../domain/error.ts';
import { authorityOf } from '../cloud.ts';
import type { SignInParts } from './method.ts';
import { network } from './wire.ts';

/** What proves an application in one field of a form: its secret, or a token of an issuer it trusts. */
export type PlainProof = { clientSecret: string } | { clientAssertion: string };

/** What an application asks for, and as whom. */
export type CredentialsWish = {
  clientId: string;
  tenantId: string;
  proof: PlainProof;
  scope: string;
  /** A claims challenge as JSON text; null when there was none. */
  claims: string | null;
};

/** A token as the rest of the sign-in knows it from MSAL. */
type Given = { accessToken: string; expiresOn: Date };

/**
 * Asks for tokens by the client credentials grant: one form, sent to the authority alone. A whole
 * sign-in library (MSAL: 10 MB, 30 ms of CPU; docs/decisions/0006) is not needed for it. Works only
 * within `exchanging`, whose setback tells what became of a request.
 * Source: learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow, "Get a token", read 2026-11-23; RFC 6749 4.4.
 */
export function tokenRequests({
  cloud,
  clock,
  ids,
}: Pick<SignInParts, 'cloud' | 'clock' | 'ids'>): (wish: CredentialsWish) => Promise<Given> {
  let endpoint: string | null = null;

  return async (wish) => {
    const authority = authorityOf(cloud, wish.tenantId);
    endpoint ??= cloud.instanceDiscovery
      ? `${authority}/oauth2/v2.0/token`
      : await publishedEndpoint(authority);
    const askedAt = clock.now();
    const { status, body } = await network.sendPostRequestAsync<unknown>(endpoint, {
      headers: {
        accept: 'application/json',
        'content-type': 'application/x-www-form-urlencoded;charset=utf-8',
        'client-request-id': ids.next(),
      },
      body: formOf(wish).toString(),
    });
    if (status >= 400) throw new Error('the authority refused');
    return readToken(body, askedAt);
  };
}

/** The token endpoint that a cloud of one's own publishes. It must be the authority's own: it sees the secret. */
async function publishedEndpoint(authority: string): Promise<string> {
  const { status, body } = await network.sendGetRequestAsync<unknown>(
    `${authority}/v2.0/.well-known/openid-configuration`,
    { headers: { accept: 'application/json' } },
  );
  if (status >= 400) throw new Error('the authority refused');
  const endpoint = fieldOf(body, 'token_endpoint');
  const home = splitAddress(authority)?.origin ?? null;
  const isItsOwn =
    typeof endpoint === 'string' &&
    home?.startsWith('https://') === true &&
    splitAddress(endpoint)?.origin === home;
  if (isItsOwn) return endpoint;
  throw new LifeboatError(
    'not-signed-in',
    `The authority ${home ?? authority} names no token endpoint of its own over https; nothing was sent.`,
    { hint: 'Check cloud.authorityHost.' },
  );
}

function formOf({ clientId, proof, scope, claims }: CredentialsWish): URLSearchParams {
  const form = new URLSearchParams({
    client_id: clientId,
    scope,
    grant_type: 'client_credentials',
    claims: claimsWith(claims),
  });
  if ('clientSecret' in proof) form.set('client_secret', proof.clientSecret);
  else {
    form.set('client_assertion_type', 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer');
    form.set('client_assertion', proof.clientAssertion);
  }
  return form;
}

/**
 * The wanted claims, and `cp1`: that challenges are answered here, so that tokens may live long
 * (learn.microsoft.com/entra/identity-platform/claims-challenge, read 2026-11-23).
 */
function claimsWith(claims: string | null): string {
  const asked = claims === null ? {} : parseObject(claims);
  const token = 'access_token' in asked ? objectOf(asked.access_token) : {};
  return JSON.stringify({ ...asked, access_token: { ...token, xms_cc: { values: ['cp1'] } } });
}

function readToken(body: unknown, askedAt: number): Given {
  const accessToken = fieldOf(body, 'access_token');
  const seconds = Number(fieldOf(body, 'expires_in'));
  const isToken = typeof accessToken === 'string' && accessToken !== '' && seconds > 0;
  if (isToken) return { accessToken, expiresOn: new Date(askedAt + seconds * 1_000) };
  throw new LifeboatError('not-signed-in', 'Entra ID answered without a token.', {
    hint: 'Check cloud.authorityHost, and any proxy between here and there.',
  });
}

function fieldOf(value: unknown, name: string): unknown {
  return Reflect.get(objectOf(value), name);
}

function objectOf(value: unknown): object {
  return typeof value === 'object' && value !== null ? value : {};
}

function parseObject(text: string): object {
  try {
    return objectOf(JSON.parse(text));
  } catch {
    return {};
  }
}
