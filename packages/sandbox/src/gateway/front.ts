import type { Front } from '../fronts/listen.ts';
import { gone } from '../fronts/wire.ts';
import { gatewaySilence } from '../world/gateways.ts';
import type { WorldState } from '../world/model.ts';

/** The path every gateway answers without a key, for load balancers ("Application Gateway in front of API Management", docs). */
export const probePath = 'status-0123456789abcdef';

/**
 * The gateways of all services, on one port: `/{service}` leads to any region,
 * `/{service}/{region}` to one. What the probe's answer holds besides its 200
 * is assumed to be nothing; no API is served behind it.
 */
export function createGatewayFront(deps: {
  state: WorldState;
  settle: () => Promise<void>;
}): Front {
  return async (request, wire) => {
    await deps.settle();
    const [name = '', ...rest] = new URL(request.url).pathname.split('/').slice(1);
    const isRegional = rest.length > 1;
    const silence = gatewaySilence(deps.state, name, isRegional ? (rest[0] ?? null) : null);
    switch (silence) {
      case 'refuse':
        wire.reset();
        return null;
      case 'hang':
        await gone(wire);
        return null;
      case 'unavailable':
        return new Response('Service Unavailable', { status: 503 });
      case null:
        return answer(request.method, rest.at(-1) ?? '');
      default:
        return silence satisfies never;
    }
  };
}

function answer(method: string, last: string): Response {
  if (last === probePath && (method === 'GET' || method === 'HEAD')) {
    return new Response(null, { status: 200 });
  }
  const body = { statusCode: 404, message: 'Resource not found' };
  return Response.json(body, { status: 404 });
}
