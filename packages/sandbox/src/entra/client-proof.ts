import { createHash, createPublicKey, type KeyObject, X509Certificate } from 'node:crypto';
import { decodeJwt, decodeProtectedHeader, errors, type JWTPayload, jwtVerify } from 'jose';
import type { Principal } from '../seams.ts';
import type { SignIn } from './context.ts';
import { given, type Outcome, refusals } from './sign-in-error.ts';
import { type Authority, findPrincipal } from './tenants.ts';

/** The audience Entra asks of federated tokens ("Workload identity federation", read 2026-11). */
const exchangeAudience = 'api://AzureADTokenExchange';

/** An application that proved to be itself, and how (`appidacr`). */
export type ProvenClient = { principal: Principal; proof: '1' | '2' };

/**
 * Checks who the client says it is: by secret, by an assertion signed with its
 * certificate, or by a federated token.
 *
 * Times of assertions are compared with real time, which is what clients stamp
 * them with. Errors: as `refusals`, by AADSTS number.
 */
export async function proveClient(
  context: SignIn,
  authority: Authority,
  form: Record<string, string>,
): Promise<Outcome<ProvenClient>> {
  const { client_id: clientId, client_secret: secret, client_assertion: assertion } = form;
  if (clientId === undefined) return refusals.missingParameter('client_id');
  const found = findPrincipal(context.directory, authority, clientId);
  if (found?.kind !== 'application' || found.clientId?.toLowerCase() !== clientId.toLowerCase()) {
    return refusals.unknownApplication(clientId, authority.segment);
  }
  if (secret !== undefined) {
    if (found.secrets.includes(secret)) return given({ principal: found, proof: '1' });
    if (found.expiredSecrets?.includes(secret)) return refusals.expiredSecret(clientId);
    return refusals.wrongSecret(clientId);
  }
  if (assertion === undefined) return refusals.missingCredential();
  const payload = decode(assertion);
  if (payload === null) return refusals.malformedAssertion();
  const isOwn = payload.iss === clientId && payload.sub === clientId;
  return isOwn
    ? proveByCertificate(context, found, assertion)
    : proveByFederation(context, found, assertion, payload);
}

async function proveByCertificate(
  context: SignIn,
  principal: Principal,
  assertion: string,
): Promise<Outcome<ProvenClient>> {
  const header = decodeProtectedHeader(assertion);
  const thumbprint = String(header['x5t#S256'] ?? header.x5t ?? header.kid ?? '');
  const pem = principal.certificates.find((each) => thumbprintsOf(each).includes(thumbprint));
  if (pem === undefined) return refusals.unknownCertificate(thumbprint);
  const verified = await verify(context, assertion, createPublicKey(pem));
  if (!verified.ok) return verified;
  const audiences = [verified.value.aud ?? []].flat();
  if (!audiences.some((audience) => audience.startsWith(`${context.origin()}/`))) {
    return refusals.assertionAudience();
  }
  return given({ principal, proof: '2' });
}

async function proveByFederation(
  context: SignIn,
  principal: Principal,
  assertion: string,
  { iss = '', sub = '', aud }: JWTPayload,
): Promise<Outcome<ProvenClient>> {
  const pairs = principal.federated.map((pair) => pair.split('|'));
  if (!pairs.some(([issuer]) => issuer === iss)) return refusals.untrustedIssuer(iss);
  if (!pairs.some(([issuer, subject]) => issuer === iss && subject === sub)) {
    return refusals.untrustedSubject(sub);
  }
  const audiences = [aud ?? []].flat();
  if (!audiences.includes(exchangeAudience)) return refusals.untrustedAudience(audiences.join(','));
  const verified = await verify(context, assertion, context.issuerKey.resolve);
  return verified.ok ? given({ principal, proof: '2' }) : verified;
}

async function verify(
  context: SignIn,
  assertion: string,
  key: KeyObject | SignIn['key']['resolve'],
): Promise<Outcome<JWTPayload>> {
  const settings = {
    algorithms: ['RS256', 'PS256', 'ES256'],
    currentDate: new Date(context.clock.realNow()),
    clockTolerance: 300,
  };
  try {
    const { payload } =
      typeof key === 'function'
        ? await jwtVerify(assertion, key, settings)
        : await jwtVerify(assertion, key, settings);
    return given(payload);
  } catch (error) {
    if (error instanceof errors.JWTExpired || error instanceof errors.JWTClaimValidationFailed) {
      return refusals.staleAssertion();
    }
    if (error instanceof errors.JOSEError) return refusals.wrongSignature();
    throw error;
  }
}

function decode(assertion: string): JWTPayload | null {
  try {
    return decodeJwt(assertion);
  } catch {
    return null;
  }
}

/** SHA-1 and SHA-256 of a certificate, in the spellings that assertion headers use. */
function thumbprintsOf(pem: string): string[] {
  const { raw } = new X509Certificate(pem);
  const sha1 = createHash('sha1').update(raw);
  const sha256 = createHash('sha256').update(raw).digest();
  const short = sha1.digest();
  return [
    short.toString('base64url'),
    short.toString('base64'),
    short.toString('hex').toUpperCase(),
    sha256.toString('base64url'),
    sha256.toString('base64'),
  ];
}
