import { type AgentOptions, Agent as PlainAgent } from 'node:http';
import { Agent as TlsAgent } from 'node:https';
import type { SecureContext } from 'node:tls';
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

/** Connections that trust the same authorities. */
type Lines = { keptAlive: Agents; fresh: Agents };

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
  const made = new Map<SecureContext | null, Lines>();
  /** Origins whose certificates the added authorities alone did not vouch for. */
  const ofTheUsual = new Set<string>();

  /** Given no context, Node's own authorities are trusted. */
  const linesWith = (context: SecureContext | null): Lines => {
    const known = made.get(context);
    if (known !== undefined) return known;
    const opened = openLines(context);
    made.set(context, opened);
    return opened;
  };

  return {
    async send(request: HttpRequest, signal?: AbortSignal): Promise<HttpResult> {
      const address = splitAddress(request.url);
      if (address === null) return notSent('never-connected', 'not an address that can be asked');
      // Whoever gives it up in the same breath opens no connection.
      await Promise.resolve();
      if (signal?.aborted === true) return notSent('aborted', 'the request was given up');
      const target = new URL(address.origin);
      const timeoutMs = request.timeoutMs ?? defaultTimeoutMs;
      const ask = (context: SecureContext | null, onRefused?: () => void): Promise<HttpResult> => {
        const lines = linesWith(context);
        const agents = request.freshConnection === true ? lines.fresh : lines.keptAlive;
        const agent = agents[target.protocol === 'http:' ? 'http:' : 'https:'];
        return nodeExchange({
          agent,
          target,
          path: address.path,
          request,
          timeoutMs,
          connectTimeoutMs,
          signal,
          ...(onRefused && { onRefused }),
        });
      };
      try {
        if (trust === null) return await ask(null);
        if (ofTheUsual.has(target.origin)) return await ask(trust.all());
        let refused = false;
        const first = await ask(trust.added, () => {
          refused = true;
        });
        if (!refused) return first;
        // Nothing was sent, since the connection did not open.
        ofTheUsual.add(target.origin);
        return await ask(trust.all());
      } catch (error) {
        // Node refuses what is wrong with the request itself before it opens anything.
        return notSent('never-connected', wordsOfNetworkError(error));
      }
    },
    async close() {
      for (const { keptAlive, fresh } of made.values()) {
        for (const agent of [...Object.values(keptAlive), ...Object.values(fresh)]) agent.destroy();
      }
    },
  };
}

function openLines(context: SecureContext | null): Lines {
  const agents = (settings: AgentOptions): Agents => ({
    'http:': new PlainAgent(settings),
    'https:': new TlsAgent({ ...settings, ...(context && { secureContext: context }) }),
  });
  return {
    keptAlive: agents({
      keepAlive: true,
      maxSockets: connectionsPerOrigin,
      timeout: idleMs,
      scheduling: 'lifo',
    }),
    // Opens a connection for each request, and closes it after the answer.
    fresh: agents({ keepAlive: false }),
  };
}
