import type { Session } from '../../ports/sign-in.ts';
import { identityOf } from './identity.ts';
import type { SignInParts } from './method.ts';
import { methods } from './methods.ts';
import { createTokenCache } from './token-cache.ts';
import { until } from './until.ts';

/**
 * One sign-in of the configuration, ready to give tokens; nothing is loaded, read or sent before.
 *
 * A sign-in speaks for one tenant, the configured one; a service in another tenant has a sign-in of its
 * own under `auths:`. So no token is ever asked of a tenant that an answer names
 * (`additionallyAllowedTenants` of Azure's own libraries stays empty, in their words).
 *
 * Errors of its members: `not-signed-in` (hint: how to sign in again), `azure-unreachable`,
 * `config-invalid` (the method lacks something it needs), `conflict` (the redirect URI's port is in use).
 */
export function createSession(parts: SignInParts): Session {
  const { signIn, cloud } = parts;
  const method = methods[signIn.method](parts);
  const cache = createTokenCache(method.acquire, parts);
  const scope = cloud.resourceManagerScope;

  return {
    remedy: method.remedy,
    token: (wanted, options = {}) =>
      cache.token(wanted, {
        ...options,
        ...(options.claims === undefined ? {} : { claims: asJson(options.claims) }),
      }),
    async identity(signal) {
      const token = await cache.token(scope, signal === undefined ? {} : { signal });
      return identityOf(token, signIn.method);
    },
    async login(prompt, signal) {
      const token =
        method.login === null
          ? await cache.token(scope, { fresh: true, ...(signal === undefined ? {} : { signal }) })
          : await until(signal, method.login(prompt, signal));
      cache.clear();
      cache.put(scope, token);
      return identityOf(token, signIn.method);
    },
    async logout() {
      const wasHeld = cache.clear();
      const wasKept = (await method.logout?.()) ?? false;
      return wasHeld || wasKept;
    },
  };
}

// A challenge carries its claims in base64; a caller may have read them already.
function asJson(claims: string): string {
  return claims.trimStart().startsWith('{')
    ? claims
    : Buffer.from(claims, 'base64').toString('utf8');
}
