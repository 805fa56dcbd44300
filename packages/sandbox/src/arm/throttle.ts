import type { MiddlewareHandler } from 'hono';
import type { ArmDeps, ArmEnv } from './deps.ts';
import { gatewayError } from './errors.ts';
import { subscriptionInPath } from './find.ts';

type Kind = 'reads' | 'writes' | 'deletes';
type Bucket = { tokens: number; at: number };

/** Bucket size and refill per second ("Understand how Azure Resource Manager throttles requests", 2024). */
const limits: Record<Kind, { size: number; perSecond: number }> = {
  reads: { size: 250, perSecond: 25 },
  writes: { size: 200, perSecond: 10 },
  deletes: { size: 200, perSecond: 10 },
};

/**
 * Counts requests in a token bucket per subscription, caller and kind, and says
 * in a header what is left. Refuses with 429 only when the options ask for it.
 */
export function throttle(deps: ArmDeps): MiddlewareHandler<ArmEnv> {
  const buckets = new Map<string, Bucket>();
  return async (c, next) => {
    const kind = kindOf(c.req.method);
    const subscription = subscriptionInPath(c, deps)?.id ?? null;
    const { size, perSecond } = limits[kind];
    const key = `${subscription ?? 'tenant'} ${c.get('caller').objectId} ${kind}`;
    const now = deps.clock.now();
    const before = buckets.get(key) ?? { tokens: size, at: now };
    const tokens = Math.min(size, before.tokens + ((now - before.at) / 1000) * perSecond);
    const isEmpty = tokens < 1;
    buckets.set(key, { tokens: Math.max(0, tokens - 1), at: now });
    if (isEmpty && deps.options.throttle) {
      throw gatewayError(
        429,
        'SubscriptionRequestsThrottled',
        `Number of '${kind}' requests for subscription '${subscription ?? ''}' exceeded the limit. Please try again after some time.`,
        { 'Retry-After': '1' },
      );
    }
    await next();
    const name = subscription === null ? 'tenant' : 'subscription';
    c.res.headers.set(
      `x-ms-ratelimit-remaining-${name}-${kind}`,
      `${Math.max(0, Math.floor(tokens) - 1)}`,
    );
  };
}

function kindOf(method: string): Kind {
  if (method === 'GET' || method === 'HEAD') return 'reads';
  return method === 'DELETE' ? 'deletes' : 'writes';
}
