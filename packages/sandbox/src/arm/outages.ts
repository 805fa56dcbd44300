import { outageOf } from '../world/outages.ts';
import type { ArmDeps } from './deps.ts';
import { gatewayError } from './errors.ts';

/** Thrown for a request that gets no answer as long as the client waits. */
export class Unanswered extends Error {}

/**
 * Refuses what a provider in a region that is down would have to answer. The
 * resource manager itself goes on: it knows callers, rights and what exists,
 * and lists from its cache. That, and which of the answers Azure gives, is
 * assumed; the code and text of the 504 are the resource manager's.
 * Errors: 503 ServiceUnavailable, 504 GatewayTimeout, Unanswered.
 */
export function refuseDown(deps: ArmDeps, location: string): void {
  const silence = outageOf(deps.world.state, location)?.arm;
  if (silence === 'hang') throw new Unanswered();
  if (silence === 'unavailable') {
    const message = 'The service is temporarily unavailable. Please try again later.';
    throw gatewayError(503, 'ServiceUnavailable', message);
  }
  if (silence === 'timeout') {
    const message =
      "The gateway did not receive a response from 'Microsoft.ApiManagement' within the specified time period.";
    throw gatewayError(504, 'GatewayTimeout', message);
  }
  silence satisfies undefined;
}

/** Waits until the client is gone; what is answered then, nobody reads. */
export async function leaveUnanswered(request: Request): Promise<Response> {
  await new Promise<void>((resolve) => {
    if (request.signal.aborted) resolve();
    else request.signal.addEventListener('abort', () => resolve(), { once: true });
  });
  return new Response(null, { status: 504 });
}
