import { type AgentOptions, Agent as PlainAgent } from 'node:http';
import { Agent as TlsAgent } from 'node:https';
import { splitAddress } from '../../arm/origin.ts';
import type { HttpRequest, HttpResult } from '../../ports/http.ts';
import {
  type ClosableHttp,
  connectionsPerOrigin,
  defaultConnectTimeoutMs,
  defaultTimeoutMs,
  type HttpOptions,
} from './http-options.ts';
import { nodeExchange } from './node-exchange.ts';
import { notSent } from './not-sent.ts';
import { trustAlso } from './trust.ts';
import { wordsOfNetworkError } from './words.ts';

/** Servers close what idles for long; a connection this old is not relied on. Milliseconds. */
const idleMs = 4_000;

type Agents = Record<'http:' | 'https:', PlainAgent>;

/**
 * HTTP by Node's own client, without proxies: TLS with extra authorities, connections kept alive
 * except where a request asks for one of its own. No retry, no redirect, no cookies, no
 * decompression; HTTP/1.1 only.
 *
 * Errors: `config-invalid` for authorities that cannot be read.
 */
export function createNodeHttp(options: HttpOptions): ClosableHttp {
  const trust = trustAlso(options.caPem);
  const connectTimeoutMs = options.connectTimeoutMs ?? defaultConnectTimeoutMs;
  const agents = (settings: AgentOptions): Agents => ({
    'http:': new PlainAgent(settings),
    'https:': new TlsAgent({ ...settings, ...(trust === null ? {} : { secureContext: trust }) }),
  });
  const keptAlive = agents({
    keepAlive: true,
    maxSockets: connectionsPerOrigin,
    timeout: idleMs,
    scheduling: 'lifo',
  });
  // Opens a connection for each request, and closes it after the answer.
  const fresh = agents({ keepAlive: false });

  return {
    async send(request: HttpRequest, signal?: AbortSignal): Promise<HttpResult> {
      const address = splitAddress(request.url);
      if (address === null) return notSent('never-connected', 'not an address that can be asked');
      // Whoever gives it up in the same breath opens no connection.
      await Promise.resolve();
      if (signal?.aborted === true) return notSent('aborted', 'the request was given up');
      const target = new URL(address.origin);
      const protocol = target.protocol === 'http:' ? 'http:' : 'https:';
      const agent = (request.freshConnection === true ? fresh : keptAlive)[protocol];
      const timeoutMs = request.timeoutMs ?? defaultTimeoutMs;
      try {
        return await nodeExchange({
          agent,
          target,
          path: address.path,
          request,
          timeoutMs,
          connectTimeoutMs,
          signal,
        });
      } catch (error) {
        // Node refuses what is wrong with the request itself before it opens anything.
        return notSent('never-connected', wordsOfNetworkError(error));
      }
    },
    async close() {
      for (const agent of [...Object.values(keptAlive), ...Object.values(fresh)]) agent.destroy();
    },
  };
}
