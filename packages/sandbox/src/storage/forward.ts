import { Agent, request as httpsRequest } from 'node:https';
import type { Wire } from '../fronts/wire.ts';

/** Headers that belong to one connection and not to the message. */
const hopByHop = new Set(['connection', 'keep-alive', 'proxy-connection', 'upgrade', 'expect']);

/** Sends a request on to Azurite as it came, so that its shared-key signature still holds. */
export type Forward = (
  wire: Wire,
  body: Uint8Array,
  replace: { authorization?: string },
) => Promise<Response>;

/**
 * Makes the way from the front to Azurite.
 *
 * Path, query and headers (Host too) pass unchanged; only `Authorization` may
 * be replaced. Errors: the connection's own error when Azurite is gone.
 */
export function createForward(settings: { port: number; ca: string }): {
  forward: Forward;
  close(): void;
} {
  const agent = new Agent({ ca: settings.ca, keepAlive: true });
  const forward: Forward = ({ incoming }, body, replace) =>
    new Promise((resolve, reject) => {
      const outgoing = httpsRequest(
        {
          agent,
          host: '127.0.0.1',
          servername: 'localhost',
          port: settings.port,
          method: incoming.method,
          path: incoming.url,
          headers: requestHeaders(incoming.headers, replace.authorization),
        },
        (answer) => {
          const chunks: Buffer[] = [];
          answer.on('data', (chunk: Buffer) => chunks.push(chunk));
          answer.on('error', reject);
          answer.on('end', () => {
            const bodyless =
              incoming.method === 'HEAD' || answer.statusCode === 204 || answer.statusCode === 304;
            resolve(
              new Response(bodyless ? null : Buffer.concat(chunks), {
                status: answer.statusCode ?? 502,
                headers: responseHeaders(answer.rawHeaders),
              }),
            );
          });
        },
      );
      outgoing.on('error', reject);
      outgoing.end(body);
    });
  return { forward, close: () => agent.destroy() };
}

function requestHeaders(
  received: NodeJS.Dict<string | string[]>,
  authorization: string | undefined,
): Record<string, string | string[]> {
  const headers: Record<string, string | string[]> = {};
  for (const [name, value] of Object.entries(received)) {
    if (value !== undefined && !hopByHop.has(name)) headers[name] = value;
  }
  if (authorization !== undefined) headers.authorization = authorization;
  return headers;
}

function responseHeaders(raw: string[]): [string, string][] {
  const headers: [string, string][] = [];
  for (let at = 0; at + 1 < raw.length; at += 2) {
    const [name, value] = [raw[at], raw[at + 1]];
    if (name === undefined || value === undefined) continue;
    if (hopByHop.has(name.toLowerCase()) || name.toLowerCase() === 'transfer-encoding') continue;
    headers.push([name, value]);
  }
  return headers;
}
