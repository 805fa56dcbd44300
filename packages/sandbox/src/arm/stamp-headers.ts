import type { MiddlewareHandler } from 'hono';
import type { ArmDeps, ArmEnv } from './deps.ts';

/** Puts on every answer the headers Azure puts there: ids, the time by the sandbox's clock, no caching. */
export function stampHeaders(deps: ArmDeps): MiddlewareHandler<ArmEnv> {
  return async (c, next) => {
    const requestId = deps.newId();
    const correlationId = deps.newId();
    c.set('correlationId', correlationId);
    c.set('operationId', requestId);
    await next();
    const now = new Date(deps.clock.now());
    const stamp = now.toISOString().replace(/[-:]|\.\d+/g, '');
    const clientRequestId = c.req.header('x-ms-client-request-id');
    const headers: Record<string, string> = {
      Date: now.toUTCString(),
      'Cache-Control': 'no-cache',
      Pragma: 'no-cache',
      'Strict-Transport-Security': 'max-age=31536000; includeSubDomains',
      'X-Content-Type-Options': 'nosniff',
      'x-ms-request-id': requestId,
      'x-ms-correlation-request-id': correlationId,
      'x-ms-routing-request-id': `WESTEUROPE:${stamp}:${correlationId}`,
      ...(clientRequestId === undefined ? {} : { 'x-ms-client-request-id': clientRequestId }),
    };
    for (const [name, value] of Object.entries(headers)) c.res.headers.set(name, value);
  };
}
