import { errors, type JWTPayload, jwtVerify } from 'jose';
import type { Bearer, TokenInspector } from '../seams.ts';
import type { SignIn } from './context.ts';
import { sameResource } from './resource.ts';

type Refused = Extract<Bearer, { ok: false }>;

/**
 * Makes the inspector of bearer tokens: signature, audience, life by the
 * sandbox's clock, and claims challenges of revoked principals.
 */
export function createInspector(context: SignIn): TokenInspector {
  return {
    async inspect(authorization, audiences) {
      if (authorization === null || authorization.trim() === '') {
        return refused(
          'AuthenticationFailed',
          "Authentication failed. The 'Authorization' header is missing.",
        );
      }
      const token = /^bearer\s+(\S+)$/i.exec(authorization.trim())?.[1];
      if (token === undefined) {
        return refused(
          'AuthenticationFailed',
          "Authentication failed. The 'Authorization' header is provided in an invalid format.",
        );
      }
      try {
        const { payload } = await jwtVerify(token, context.key.resolve, {
          algorithms: ['RS256'],
          currentDate: new Date(context.clock.now()),
        });
        return judge(context, payload, audiences);
      } catch (error) {
        return refusalOf(error, context.clock.now());
      }
    },
  };
}

function judge(context: SignIn, payload: JWTPayload, audiences: string[]): Bearer {
  const audience = typeof payload.aud === 'string' ? payload.aud : '';
  if (!audiences.some((allowed) => sameResource(allowed, audience))) {
    const list = audiences.map((allowed) => `'${allowed}'`).join(',');
    return refused(
      'InvalidAuthenticationToken',
      `The access token has been obtained for wrong audience or resource '${audience}'. It should exactly match with one of the allowed audiences ${list}.`,
    );
  }
  const principal = context.directory.find(text(payload.tid), text(payload.oid));
  if (principal === null) {
    return refused(
      'InvalidAuthenticationToken',
      'The access token is of a principal that no longer exists.',
    );
  }
  const challenge = challengeFor(context, payload);
  if (challenge !== null) {
    return {
      ...refused(
        'InvalidAuthenticationToken',
        'Continuous access evaluation resulted in claims challenge with result: InteractionRequired and code: TokenIssuedBeforeRevocationTimestamp',
      ),
      claimsChallenge: challenge,
    };
  }
  return {
    ok: true,
    principal,
    audience,
    issuedAt: (payload.iat ?? 0) * 1000,
    expiresAt: (payload.exp ?? 0) * 1000,
    claims: payload,
  };
}

/** The claims a client must ask for before its tokens count again, or null when they count. */
function challengeFor({ state }: SignIn, payload: JWTPayload): string | null {
  const revocation = state.revocations.get(text(payload.oid));
  if (revocation === undefined) return null;
  const isCapable = Array.isArray(payload.xms_cc) && payload.xms_cc.includes('CP1');
  if (!isCapable && !revocation.everyClient) return null;
  if (revocation.answered.has(text(payload.uti))) return null;
  // Once answered, what is issued later counts without asking again.
  const order = Number(text(payload.aio));
  if (revocation.answeredOrder !== null && order > revocation.answeredOrder) return null;
  return JSON.stringify({
    access_token: { nbf: { essential: true, value: revocation.notBefore } },
  });
}

function refusalOf(error: unknown, nowMs: number): Refused {
  if (error instanceof errors.JWTExpired) {
    const expired = new Date((error.payload.exp ?? 0) * 1000).toUTCString();
    return refused(
      'ExpiredAuthenticationToken',
      `The access token expiry UTC time '${expired}' is earlier than current UTC time '${new Date(nowMs).toUTCString()}'.`,
    );
  }
  if (error instanceof errors.JOSEError) {
    return refused('InvalidAuthenticationToken', 'The access token is invalid.');
  }
  throw error;
}

function refused(code: Refused['code'], message: string): Refused {
  return { ok: false, code, message, claimsChallenge: null };
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
