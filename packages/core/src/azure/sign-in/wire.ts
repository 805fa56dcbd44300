import { AsyncLocalStorage } from 'node:async_hooks';
import type { INetworkModule, NetworkRequestOptions, NetworkResponse } from '@azure/msal-node';
import type { Http, HttpResponse, NoAnswer } from '../../ports/http.ts';

/** What the last unsuccessful request of a sign-in came to; the fact that errors are decided on. */
export type Setback =
  | { kind: 'no-answer'; host: string; noAnswer: NoAnswer }
  /** `body` is the parsed JSON; null when it was none. */
  | { kind: 'answer'; host: string; response: HttpResponse; body: unknown };

/** One sign-in under way. */
export type Exchange = { http: Http; signal: AbortSignal | undefined; setback: Setback | null };

// MSAL keeps the first network module it sees for managed identities for the life of the process, so
// what belongs to one sign-in travels with the call and not in the module.
const running = new AsyncLocalStorage<Exchange>();

/** Runs `work` with MSAL's requests going over `exchange.http`; setbacks are noted in `exchange`. */
export function exchanging<T>(exchange: Exchange, work: () => Promise<T>): Promise<T> {
  return running.run(exchange, work);
}

/** A token answer takes well under a second; a sign-in that hangs longer than this is given up. Milliseconds. */
const timeoutMs = 30_000;

/** MSAL's way to the network. Works only within {@link exchanging}. */
export const network: INetworkModule = {
  sendGetRequestAsync: (url, options, timeout) => send('GET', url, options, timeout),
  sendPostRequestAsync: (url, options) => send('POST', url, options),
};

async function send<T>(
  method: 'GET' | 'POST',
  url: string,
  options: NetworkRequestOptions | undefined,
  timeout = timeoutMs,
): Promise<NetworkResponse<T>> {
  const exchange = running.getStore();
  if (exchange === undefined) throw new TypeError('A sign-in request outside of a sign-in.');
  const { host } = new URL(url);
  const request = {
    method,
    url,
    headers: options?.headers ?? {},
    timeoutMs: timeout,
    ...(method === 'POST' ? { body: options?.body ?? '' } : {}),
  };

  let result = await exchange.http.send(request, exchange.signal);
  // Sent again only when nothing arrived: an authorization code can be redeemed once.
  if (!result.ok && result.noAnswer.kind === 'never-connected') {
    result = await exchange.http.send(request, exchange.signal);
  }
  if (!result.ok) {
    exchange.setback = { kind: 'no-answer', host, noAnswer: result.noAnswer };
    throw new SetbackError();
  }

  const { response } = result;
  const body = parse(response.text);
  if (response.status >= 400 || body === null) {
    exchange.setback = { kind: 'answer', host, response, body };
    // MSAL would refuse to ask again for a minute after these (its ThrottlingUtils), also when the
    // authority is back after a second.
    if (body === null || isTransient(response.status)) throw new SetbackError();
  } else {
    exchange.setback = null;
  }
  // MSAL reads the JSON as the protocol has it and checks it itself; T is its word for that.
  return { status: response.status, headers: response.headers, body: body as T };
}

/** True for answers that say nothing about the sign-in itself: throttled, or the authority is unwell. */
export function isTransient(status: number): boolean {
  return status === 408 || status === 429 || status >= 500;
}

/** Ends MSAL's work; what happened is in the exchange. */
class SetbackError extends Error {
  override name = 'SetbackError';
}

function parse(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' ? value : null;
  } catch {
    return null;
  }
}
