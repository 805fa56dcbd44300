import { setImmediate } from 'node:timers/promises';
import type { Dispatcher } from 'undici';
import { splitAddress } from '../../arm/origin.ts';
import type { Http, HttpRequest, HttpResult } from '../../ports/http.ts';
import { type ConnectionOptions, openConnections } from './connections.ts';
import { exchange } from './exchange.ts';
import { readProxies } from './proxies.ts';
import { trustAlso } from './trust.ts';
import { wordsOfNetworkError } from './words.ts';

/** Port contract: how long a request without `timeoutMs` may take. */
const defaultTimeoutMs = 60_000;
/** How long a connection may take to open, TLS and a proxy's tunnel included. */
const defaultConnectTimeoutMs = 10_000;

/** What the transport is told once. */
export type UndiciHttpOptions = {
  /** PEM text of authorities to trust besides the usual ones; null for none. */
  caPem: string | null;
  /** Where proxies are named: `HTTPS_PROXY`, `HTTP_PROXY`, `NO_PROXY`. */
  environment: Readonly<Record<string, string | undefined>>;
  /** Milliseconds, default 10,000. */
  connectTimeoutMs?: number;
};

/** The transport, and a way to let its idle connections go. */
export type UndiciHttp = Http & { close(): Promise<void> };

/**
 * HTTP on undici: TLS with extra authorities, proxies of the environment, connections kept alive
 * except where a request asks for one of its own. No retry, no redirect, no cookies, no
 * decompression. Loads undici at the first request.
 *
 * Errors: `config-invalid` for authorities or proxies that cannot be read.
 */
export function createUndiciHttp(options: UndiciHttpOptions): UndiciHttp {
  const connections: ConnectionOptions = {
    trust: trustAlso(options.caPem),
    proxies: readProxies(options.environment),
    connectTimeoutMs: options.connectTimeoutMs ?? defaultConnectTimeoutMs,
  };
  let keptAlive: Promise<Dispatcher> | null = null;

  const keepAlive = () => {
    keptAlive ??= openConnections(connections, 'kept-alive');
    return keptAlive;
  };

  async function send(request: HttpRequest, signal?: AbortSignal): Promise<HttpResult> {
    if (signal?.aborted === true) return notSent('aborted', 'the request was given up');
    const address = splitAddress(request.url);
    if (address === null) return notSent('never-connected', 'not an address that can be asked');
    const fresh = request.freshConnection === true;
    const timeoutMs = request.timeoutMs ?? defaultTimeoutMs;
    try {
      const dispatcher = await (fresh ? openConnections(connections, 'fresh') : keepAlive());
      const result = exchange({ dispatcher, address, request, timeoutMs, signal });
      if (fresh) void result.then(() => dispatcher.destroy());
      else await result.then(untilFree);
      return await result;
    } catch (error) {
      return notSent('never-connected', wordsOfNetworkError(error));
    }
  }

  async function close(): Promise<void> {
    const open = keptAlive;
    keptAlive = null;
    await (await open)?.destroy();
  }

  return { send, close };
}

/**
 * undici takes a connection back one turn of the event loop after its answer. Whoever asks again at
 * once would open another one, which costs two or three round trips to Azure.
 */
async function untilFree(): Promise<void> {
  await setImmediate();
  await setImmediate();
}

function notSent(kind: 'aborted' | 'never-connected', words: string): HttpResult {
  return {
    ok: false,
    noAnswer: kind === 'aborted' ? { kind, words, sent: false } : { kind, words },
  };
}
