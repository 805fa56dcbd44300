import { HTTPException } from 'hono/http-exception';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { Refusal } from '../world/model.ts';

/** An error the resource manager itself answers; it marks such answers with a header (facts 2.3). */
export function gatewayError(
  status: ContentfulStatusCode,
  code: string,
  message: string,
  headers: Record<string, string> = {},
): HTTPException {
  const marked = { 'x-ms-failure-cause': 'gateway', ...headers };
  return thrown(status, { error: { code, message } }, marked);
}

/** An error the API Management provider answers, with the empty fields it always writes (facts 2.3). */
export function providerError(
  status: ContentfulStatusCode,
  code: string,
  message: string,
): HTTPException {
  return thrown(status, providerEnvelope({ code, message }));
}

/** The provider's error body. */
export function providerEnvelope(failure: { code: string; message: string }): unknown {
  return {
    error: { code: failure.code, message: failure.message, details: null, innerError: null },
  };
}

/** The provider's error for a refusal that came out of a decision. */
export function refusalError(refusal: Refusal): HTTPException {
  // Refusals carry statuses in the 4xx and 5xx range only, all of which may have a body.
  return providerError(refusal.status as ContentfulStatusCode, refusal.code, refusal.message);
}

function thrown(
  status: ContentfulStatusCode,
  body: unknown,
  headers: Record<string, string> = {},
): HTTPException {
  return new HTTPException(status, { res: Response.json(body, { status, headers }) });
}
