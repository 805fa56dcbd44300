import type { MiddlewareHandler } from 'hono';
import type { ArmDeps, ArmEnv } from './deps.ts';
import { gatewayError } from './errors.ts';
import { subscriptionInPath } from './find.ts';

/** The audiences a token for the resource manager may name; the cloud's own address counts as well. */
function audiences(origin: string): string[] {
  const known = ['https://management.azure.com', 'https://management.core.windows.net', origin];
  return known.flatMap((each) => [each, `${each}/`]);
}

/**
 * Lets a request pass when its token is good and belongs to the tenant of the
 * subscription in the path. Else 401 with the authority to ask and, when a
 * claims challenge is due, the claims (facts 2.3 and 5.4).
 */
export function authenticate(deps: ArmDeps): MiddlewareHandler<ArmEnv> {
  return async (c, next) => {
    const origin = deps.origin();
    const subscription = subscriptionInPath(c, deps);
    const authority = `${origin}/${subscription?.tenantId ?? 'common'}`;
    const bearer = await deps.inspector.inspect(
      c.req.header('authorization') ?? null,
      audiences(origin),
    );
    if (!bearer.ok) {
      const challenge =
        bearer.claimsChallenge === null
          ? invalidToken(authority, bearer.message)
          : insufficientClaims(authority, bearer.claimsChallenge);
      throw gatewayError(401, bearer.code, bearer.message, { 'WWW-Authenticate': challenge });
    }
    const home = bearer.principal.tenantId;
    if (subscription !== null && subscription.tenantId !== home) {
      const message = `The access token is from the wrong issuer 'https://sts.windows.net/${home}/'. It must match the tenant 'https://sts.windows.net/${subscription.tenantId}/' associated with this subscription. Please use the authority (URL) '${authority}' to get the token. Note, if the subscription is transferred to another tenant there is no impact to the services, but information about new tenant could take time to propagate (up to an hour). If you just transferred your subscription and see this error message, please try back later.`;
      throw gatewayError(401, 'InvalidAuthenticationTokenTenant', message, {
        'WWW-Authenticate': invalidToken(authority, 'The access token is from the wrong issuer.'),
      });
    }
    c.set('caller', bearer.principal);
    await next();
  };
}

function invalidToken(authority: string, description: string): string {
  const quoted = description.replaceAll('"', "'");
  return `Bearer authorization_uri="${authority}", error="invalid_token", error_description="${quoted}"`;
}

function insufficientClaims(authority: string, claims: string): string {
  const encoded = Buffer.from(claims).toString('base64');
  return `Bearer realm="", authorization_uri="${authority}/oauth2/authorize", error="insufficient_claims", claims="${encoded}"`;
}
