import type { Gateway } from '../ports/gateway.ts';
import type { Http } from '../ports/http.ts';
import type { Clock } from '../ports/time.ts';

/** What load balancers ask a gateway. Source: Microsoft Learn, "API Management, self-hosted and regional gateways", as the issue names it (2026-11-23). */
const probePath = 'status-0123456789abcdef';
/** A gateway answers in milliseconds; at 3 am nobody waits longer for a dead one. */
const probeTimeoutMs = 10_000;

/** Asks gateways over our transport, on a connection of its own and without a token. */
export function createGateway({ http, clock }: { http: Http; clock: Clock }): Gateway {
  return {
    async probe(gatewayUrl, signal) {
      const url = `${gatewayUrl.replace(/\/+$/, '')}/${probePath}`;
      if (!/^https?:\/\//i.test(url) || !URL.canParse(url)) {
        return { kind: 'no-answer', words: `"${gatewayUrl}" is no web address` };
      }
      const from = clock.monotonic();
      const result = await http.send(
        {
          method: 'GET',
          url,
          headers: { accept: '*/*' },
          timeoutMs: probeTimeoutMs,
          freshConnection: true,
        },
        signal,
      );
      if (!result.ok) return { kind: 'no-answer', words: result.noAnswer.words };
      const ms = Math.round(clock.monotonic() - from);
      return { kind: 'answered', status: result.response.status, ms };
    },
  };
}
