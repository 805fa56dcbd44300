import type { SecureContext } from 'node:tls';
import type { Dispatcher } from 'undici';
import { connectionsPerOrigin } from './http-options.ts';
import type { Proxies } from './proxies.ts';

/** What decides how connections are opened. */
export type ConnectionOptions = {
  trust: SecureContext | null;
  proxies: Proxies;
  /** How long opening one may take, TLS included. Milliseconds. */
  connectTimeoutMs: number;
};

/**
 * Opens connections: one dispatcher for direct and proxied ones alike. With `fresh` it holds a
 * single connection that is closed after its request.
 *
 * HTTP/1.1 only: undici sends an HTTP/2 request again on its own when the server closes the
 * session under it (GOAWAY), and the one POST must never be sent twice (promise 1).
 */
export async function openConnections(
  options: ConnectionOptions,
  kind: 'kept-alive' | 'fresh',
): Promise<Dispatcher> {
  // undici costs tens of milliseconds to load; commands that ask nobody never pay for it.
  const { EnvHttpProxyAgent, Pool } = await import('./undici.ts');
  const { trust, proxies, connectTimeoutMs } = options;
  const tls = {
    ...(trust === null ? {} : { secureContext: trust }),
    allowH2: false,
    timeout: connectTimeoutMs,
  };
  return new EnvHttpProxyAgent({
    ...proxies,
    allowH2: false,
    connect: tls,
    requestTls: tls,
    proxyTls: tls,
    connectTimeout: connectTimeoutMs,
    connections: kind === 'fresh' ? 1 : connectionsPerOrigin,
    // The whole exchange has one deadline of its own; see undici-exchange.ts.
    headersTimeout: 0,
    bodyTimeout: 0,
    // A proxy that hangs on CONNECT must not hold the connection for undici's five minutes.
    clientFactory: (origin, connect) =>
      new Pool(origin, { ...connect, headersTimeout: connectTimeoutMs }),
  });
}
