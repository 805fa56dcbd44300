import { readClaimsChallenge } from '../arm/challenge.ts';
import { type Address, addressAtHome } from '../arm/origin.ts';
import type { AzureFailure } from '../domain/azure-failure.ts';
import { LifeboatError } from '../domain/error.ts';
import type { Http, HttpRequest, HttpResponse, NoAnswer } from '../ports/http.ts';
import type { AccessToken, TokenSource } from '../ports/sign-in.ts';
import type { Log } from '../ports/system.ts';
import type { Ids } from '../ports/time.ts';

/** What a caller stands on: one sign-in, one origin its token may go to. */
export type CallerParts = {
  http: Http;
  tokens: TokenSource;
  ids: Ids;
  log: Log;
  userAgent: string;
  /** The only origin that is asked, and that sees the token (promise 5). */
  origin: string;
  scope: string;
};

/** One call. `address` is an absolute address, untouched, or a path of the origin. */
export type Call = {
  method: HttpRequest['method'];
  address: string;
  headers?: Record<string, string>;
  body?: string;
  timeoutMs?: number;
  freshConnection?: boolean;
  /** Default: a new one. */
  clientRequestId?: string;
  /** What the token must carry or be; see {@link TokenSource}. */
  token?: { claims?: string; fresh?: boolean };
  /** True sends once, whatever the answer: for the one POST. */
  once?: boolean;
};

/** What became of a call. */
export type Called =
  | { kind: 'answer'; response: HttpResponse }
  | { kind: 'no-answer'; noAnswer: NoAnswer }
  /** Nothing was sent. */
  | { kind: 'no-token'; words: string; remedy: string | null; azure: AzureFailure | null }
  /** Nothing was sent: the address is not of the origin. */
  | { kind: 'foreign-origin'; address: string };

/** Asks Azure as the signed-in person. Never throws. */
export type Caller = (call: Call, signal?: AbortSignal) => Promise<Called>;

/**
 * A caller for one origin. A 401 is answered once: with a token that carries the claims it asks
 * for, else with a fresh one (facts/azure.md 2.3 and 5.4, read 2026-11-23). Nothing else is
 * repeated, and no redirect is followed.
 */
export function createCaller(parts: CallerParts): Caller {
  return async (call, signal) => {
    const address = addressAtHome(call.address, parts.origin);
    if (address === null) return { kind: 'foreign-origin', address: call.address };
    const first = await callOnce(parts, { ...call, address }, signal);
    if (call.once === true || first.kind !== 'answer' || first.response.status !== 401)
      return first;
    const claims = readClaimsChallenge(first.response.headers['www-authenticate']);
    parts.log.info('Azure wants another token', { challenge: claims === null ? 'none' : 'claims' });
    const token = claims === null ? { fresh: true } : { claims };
    return callOnce(parts, { ...call, address, token }, signal);
  };
}

type PlacedCall = Omit<Call, 'address'> & { address: Address };

async function callOnce(
  parts: CallerParts,
  call: PlacedCall,
  signal: AbortSignal | undefined,
): Promise<Called> {
  const got = await tokenFor(parts, call, signal);
  if (got.kind !== 'token') return got;
  const result = await parts.http.send(toRequest(parts, call, got.token), signal);
  return result.ok
    ? { kind: 'answer', response: result.response }
    : { kind: 'no-answer', noAnswer: result.noAnswer };
}

function toRequest(parts: CallerParts, call: PlacedCall, token: AccessToken): HttpRequest {
  return {
    method: call.method,
    url: `${call.address.origin}${call.address.path}`,
    headers: {
      'user-agent': parts.userAgent,
      'x-ms-client-request-id': call.clientRequestId ?? parts.ids.next(),
      ...call.headers,
      authorization: `Bearer ${token.token}`,
    },
    ...(call.body === undefined ? {} : { body: call.body }),
    ...(call.timeoutMs === undefined ? {} : { timeoutMs: call.timeoutMs }),
    ...(call.freshConnection === undefined ? {} : { freshConnection: call.freshConnection }),
  };
}

async function tokenFor(
  parts: CallerParts,
  call: PlacedCall,
  signal: AbortSignal | undefined,
): Promise<{ kind: 'token'; token: AccessToken } | Exclude<Called, { kind: 'answer' }>> {
  try {
    const options = signal === undefined ? call.token : { ...call.token, signal };
    return { kind: 'token', token: await parts.tokens.token(parts.scope, options) };
  } catch (error) {
    return withoutToken(error, signal);
  }
}

function withoutToken(
  error: unknown,
  signal: AbortSignal | undefined,
): Exclude<Called, { kind: 'answer' }> {
  if (signal?.aborted === true) {
    const words = 'the request was given up before it was sent';
    return { kind: 'no-answer', noAnswer: { kind: 'aborted', words, sent: false } };
  }
  const words = error instanceof Error ? error.message : String(error);
  if (error instanceof LifeboatError && error.code === 'azure-unreachable') {
    return { kind: 'no-answer', noAnswer: { kind: 'never-connected', words } };
  }
  const { hint, azure } = error instanceof LifeboatError ? error : { hint: null, azure: null };
  return { kind: 'no-token', words, remedy: hint, azure };
}
