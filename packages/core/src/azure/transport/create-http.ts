import type { ClosableHttp, HttpOptions } from './http-options.ts';
import { createNodeHttp } from './node-http.ts';
import { readProxies } from './proxies.ts';
import { createUndiciHttp } from './undici-http.ts';

/**
 * HTTP for this environment: through its proxies by undici where it names any, else directly by
 * Node's own client, which takes a third of the memory and CPU (docs/decisions/0006).
 *
 * Errors: `config-invalid` for authorities or proxies that cannot be read.
 */
export function createHttp(options: HttpOptions): ClosableHttp {
  const { httpProxy, httpsProxy } = readProxies(options.environment);
  const isDirect = httpProxy === '' && httpsProxy === '';
  return isDirect ? createNodeHttp(options) : createUndiciHttp(options);
}
