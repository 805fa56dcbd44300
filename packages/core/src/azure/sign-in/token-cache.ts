import type { Instant } from '../../domain/instant.ts';
import type { AccessToken, TokenSource } from '../../ports/sign-in.ts';
import type { Log } from '../../ports/system.ts';
import type { Clock } from '../../ports/time.ts';
import type { TokenRequest } from './method.ts';
import { until } from './until.ts';

/** A token is renewed this long before its end, or at half its life if that is later. Milliseconds. */
const renewBeforeMs = 5 * 60_000;
/** After a renewal that failed, a token that still lives is used this long before the next try. Milliseconds. */
const pauseMs = 30_000;
/** A token this close to its end is not handed out when it could not be renewed. Milliseconds. */
const lastMs = 10_000;

type Held = { token: AccessToken; renewAt: Instant };

/** Tokens in memory, by scope. */
export type TokenCache = TokenSource & {
  /** Takes a token that was got elsewhere. */
  put(scope: string, token: AccessToken): void;
  /** Forgets all; true when there was something. */
  clear(): boolean;
};

/**
 * Keeps tokens in memory and renews them before they end: 5 minutes before, or at half the life of one
 * that lives less than 10 minutes. One request is in flight per scope and claims.
 *
 * `claims` and `fresh` ask anew; a challenge also drops the token it was made against, so that after a
 * person signed in again elsewhere the next call finds out. A renewal that fails while the old token
 * still lives is logged, and the old one is used: a short loss of Entra ID ends nothing.
 */
export function createTokenCache(
  acquire: (request: TokenRequest) => Promise<AccessToken>,
  { clock, log }: { clock: Clock; log: Log },
): TokenCache {
  const held = new Map<string, Held>();
  const inFlight = new Map<string, Promise<AccessToken>>();

  function put(scope: string, token: AccessToken): void {
    const now = clock.now();
    const half = now + (token.expiresAt - now) / 2;
    held.set(scope, { token, renewAt: Math.max(token.expiresAt - renewBeforeMs, half) });
  }

  function renewal(scope: string, claims: string | null, renew: boolean): Promise<AccessToken> {
    const key = JSON.stringify([scope, claims, renew]);
    const running = inFlight.get(key);
    if (running !== undefined) return running;
    // Not ended by any one caller's signal: others may wait for it too.
    const request = acquire({ scope, claims, renew, signal: undefined })
      .then((token) => {
        put(scope, token);
        return token;
      })
      .finally(() => inFlight.delete(key));
    request.catch(() => {});
    inFlight.set(key, request);
    return request;
  }

  return {
    async token(scope, { claims, signal, fresh = false } = {}) {
      if (claims !== undefined) {
        held.delete(scope);
        return await until(signal, renewal(scope, claims, true));
      }
      const old = held.get(scope);
      if (fresh) return await until(signal, renewal(scope, null, true));
      if (old !== undefined && clock.now() < old.renewAt) return old.token;
      try {
        return await until(signal, renewal(scope, null, old !== undefined));
      } catch (error) {
        const now = clock.now();
        if (signal?.aborted || old === undefined || now >= old.token.expiresAt - lastMs)
          throw error;
        old.renewAt = now + pauseMs;
        log.warn('A token could not be renewed; the old one is used while it lives.', {
          scope,
          error: error instanceof Error ? error.message : String(error),
        });
        return old.token;
      }
    },
    put,
    clear() {
      const hadSome = held.size > 0;
      held.clear();
      return hadSome;
    },
  };
}
