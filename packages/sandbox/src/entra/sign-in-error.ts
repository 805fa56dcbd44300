/** The OAuth words of a refusal, as RFC 6749 names them and Entra ID uses them. */
export type OAuthError =
  | 'invalid_request'
  | 'invalid_client'
  | 'invalid_grant'
  | 'unauthorized_client'
  | 'unsupported_grant_type'
  | 'invalid_scope'
  | 'invalid_resource'
  | 'interaction_required'
  | 'authorization_pending'
  | 'slow_down'
  | 'expired_token'
  | 'authorization_declined'
  | 'access_denied';

/** Why a sign-in was refused: the OAuth word, Entra's number and its sentence. */
export type SignInError = {
  error: OAuthError;
  /** The number behind `AADSTS`. */
  code: number;
  text: string;
  status: number;
  /** What a claims challenge asks for, passed back to the client that must interact. */
  claims?: string;
};

/** A step of signing in: it gave something, or was refused. */
export type Outcome<T> = { ok: true; value: T } | { ok: false; error: SignInError };

/** Wraps what a step gave. */
export function given<T>(value: T): Outcome<T> {
  return { ok: true, value };
}

function refuse(
  error: OAuthError,
  code: number,
  text: string,
  status = 400,
): { ok: false; error: SignInError } {
  return { ok: false, error: { error, code, text, status } };
}

/**
 * Refusals by Entra's number. Texts follow "Microsoft Entra authentication and
 * authorization error codes" (read 2026-11) and answers quoted in public issues.
 */
export const refusals = {
  unknownTenant: (tenant: string) =>
    refuse(
      'invalid_request',
      90002,
      `Tenant '${tenant}' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud. Check with your subscription administrator, this may happen if there are no active subscriptions for the tenant.`,
    ),
  unknownApplication: (clientId: string, tenant: string) =>
    refuse(
      'unauthorized_client',
      700016,
      `Application with identifier '${clientId}' was not found in the directory '${tenant}'. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You may have sent your authentication request to the wrong tenant.`,
    ),
  wrongSecret: (clientId: string) =>
    refuse(
      'invalid_client',
      7000215,
      `Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '${clientId}'.`,
      401,
    ),
  expiredSecret: (clientId: string) =>
    refuse(
      'invalid_client',
      7000222,
      `The provided client secret keys for app '${clientId}' are expired. Visit the Azure portal to create new keys for your app: https://aka.ms/NewClientSecret, or consider using certificate credentials for added security: https://aka.ms/certCreds.`,
      401,
    ),
  missingCredential: () =>
    refuse(
      'invalid_client',
      7000218,
      "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.",
      401,
    ),
  malformedAssertion: () =>
    refuse('invalid_client', 50027, 'JWT token is invalid or malformed.', 401),
  unknownCertificate: (thumbprint: string) =>
    refuse(
      'invalid_client',
      700027,
      `The certificate with identifier used to sign the client assertion is not registered on application. [Reason - The key was not found., Thumbprint of key used by client: '${thumbprint}'].`,
      401,
    ),
  wrongSignature: () =>
    refuse(
      'invalid_client',
      700027,
      'Client assertion failed signature validation. [Reason - The key was found, but use of the key to verify the signature failed.].',
      401,
    ),
  staleAssertion: () =>
    refuse('invalid_client', 700024, 'Client assertion is not within its valid time range.', 401),
  assertionAudience: () =>
    refuse(
      'invalid_client',
      700023,
      'Client assertion audience claim does not match Realm issuer.',
      401,
    ),
  untrustedIssuer: (issuer: string) =>
    refuse(
      'invalid_client',
      700211,
      `No matching federated identity record found for presented assertion issuer '${issuer}'. Check your federated identity credential Subject, Audience and Issuer against the presented assertion.`,
      401,
    ),
  untrustedSubject: (subject: string) =>
    refuse(
      'invalid_client',
      700213,
      `No matching federated identity record found for presented assertion subject '${subject}'. Check your federated identity credential Subject, Audience and Issuer against the presented assertion.`,
      401,
    ),
  untrustedAudience: (audience: string) =>
    refuse(
      'invalid_client',
      700212,
      `No matching federated identity record found for presented assertion audience '${audience}'. Check your federated identity credential Subject, Audience and Issuer against the presented assertion.`,
      401,
    ),
  missingParameter: (name: string) =>
    refuse(
      'invalid_request',
      900144,
      `The request body must contain the following parameter: '${name}'.`,
    ),
  malformedScope: (scope: string) =>
    refuse(
      'invalid_scope',
      70011,
      `The provided request must include a 'scope' input parameter. The provided value for the input parameter 'scope' is not valid. The scope ${scope} is not valid.`,
    ),
  unknownResource: (resource: string, tenant: string) =>
    refuse(
      'invalid_resource',
      500011,
      `The resource principal named ${resource} was not found in the tenant named ${tenant}. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You might have sent your authentication request to the wrong tenant.`,
    ),
  unsupportedGrant: (grant: string) =>
    refuse(
      'unsupported_grant_type',
      70003,
      `The app requested an unsupported grant type '${grant}'.`,
    ),
  unknownGrant: () =>
    refuse('invalid_grant', 9002313, 'Invalid request. Request is malformed or invalid.'),
  usedCode: () =>
    refuse(
      'invalid_grant',
      54005,
      'OAuth2 Authorization code was already redeemed, please retry with a new valid code or use an existing refresh token.',
    ),
  expiredCode: () =>
    refuse(
      'invalid_grant',
      70008,
      'The provided authorization code or refresh token has expired due to inactivity. Send a new interactive authorization request for this user and resource.',
    ),
  wrongVerifier: () =>
    refuse(
      'invalid_grant',
      501481,
      'The Code_Verifier does not match the code_challenge supplied in the authorization request for PKCE.',
    ),
  redirectMismatch: () =>
    refuse(
      'invalid_grant',
      500112,
      'The reply address does not match the reply address provided when requesting Authorization code.',
    ),
  revokedGrant: () =>
    refuse(
      'invalid_grant',
      50173,
      'The provided grant has expired due to it being revoked, a fresh auth token is needed. The user might have changed or reset their password.',
    ),
  pending: () =>
    refuse(
      'authorization_pending',
      70016,
      'OAuth 2.0 device flow error. Authorization is pending. Continue polling.',
    ),
  tooFast: () =>
    refuse(
      'slow_down',
      70016,
      'OAuth 2.0 device flow error. Polling is too frequent. Increase the interval.',
    ),
  expiredDeviceCode: () =>
    refuse(
      'expired_token',
      70020,
      "The provided value for the input parameter 'device_code' is not valid. This device code has expired.",
    ),
  declined: () =>
    refuse('authorization_declined', 70018, 'The end user declined the authorization request.'),
} as const;

/** The answer in Entra's shape, with the ids that a support case needs. */
export function errorResponse(
  { error, code, text, status, claims }: SignInError,
  context: { nowMs: number; traceId: string; correlationId: string; origin: string },
): Response {
  const timestamp = new Date(context.nowMs)
    .toISOString()
    .replace('T', ' ')
    .replace(/\.\d+Z$/, 'Z');
  const { traceId, correlationId } = context;
  return Response.json(
    {
      error,
      error_description: `AADSTS${code}: ${text} Trace ID: ${traceId} Correlation ID: ${correlationId} Timestamp: ${timestamp}`,
      error_codes: [code],
      timestamp,
      trace_id: traceId,
      correlation_id: correlationId,
      error_uri: `${context.origin}/error?code=${code}`,
      ...(claims === undefined ? {} : { claims }),
    },
    { status, headers: { 'x-ms-request-id': traceId, 'cache-control': 'no-store, no-cache' } },
  );
}
