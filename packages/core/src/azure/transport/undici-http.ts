import { setImmediate } from 'node:timers/promises';
import type { Dispatcher } from 'undici';
import { splitAddress } from '../../arm/origin.ts';
import type { HttpRequest, HttpResult } from '../../ports/http.ts';
import { type ConnectionOptions, openConnections } from './connections.ts';
import {
  type ClosableHttp,
  defaultConnectTimeoutMs,
  defaultTimeoutMs,
  type HttpOptions,
} from './http-options.ts';
import { notSent } from './not-sent.ts';
import { readProxies } from './proxies.ts';
import { trustAlso } from './trust.ts';
import { undiciExchange } from './undici-exchange.ts';
import { wordsOfNetworkError } from './words.ts';

/**
 * HTTP on undici: TLS with extra authorities, proxies of the environment, connections kept alive
 * except where a request asks for one of its own. No retry, no redirect, no cookies, no
 * decompression. Loads undici at the first request.
 *
 * Errors: `config-invalid` for authorities or proxies that cannot be read.
 */
export function createUndiciHttp(options: HttpOptions): ClosableHttp {
  const connections: ConnectionOptions = {
    trust: trustAlso(options.caPem)?.all() ?? null,
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
      const result = undiciExchange({ dispatcher, address, request, timeoutMs, signal });
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
