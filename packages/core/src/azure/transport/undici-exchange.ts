import type { IncomingHttpHeaders } from 'node:http';
import type { Dispatcher } from 'undici';
import type { Address } from '../../arm/origin.ts';
import type { HttpRequest, HttpResult, NoAnswer } from '../../ports/http.ts';
import { largestBodyBytes } from './http-options.ts';
import { wordsOfNetworkError } from './words.ts';

/** One request on its way. */
export type Exchange = {
  dispatcher: Dispatcher;
  address: Address;
  request: HttpRequest;
  /** For the whole of it, from asking for a connection to the last byte. Milliseconds. */
  timeoutMs: number;
  signal: AbortSignal | undefined;
};

/**
 * Sends one request and collects its answer. Speaks undici's handler interface rather than its
 * `request()`, because only `onRequestStart` tells that a connection is open and the first byte is
 * about to go: before it, nothing can have arrived, whatever the error's code (promise 1).
 */
export function undiciExchange({
  dispatcher,
  address,
  request,
  timeoutMs,
  signal,
}: Exchange): Promise<HttpResult> {
  const { promise, resolve } = Promise.withResolvers<HttpResult>();
  const chunks: Buffer[] = [];
  let controller: Dispatcher.DispatchController | null = null;
  let head: NonNullable<NoAnswer['head']> | null = null;
  let size = 0;
  let settled = false;

  const settle = (result: HttpResult) => {
    if (settled) return;
    settled = true;
    clearTimeout(deadline);
    signal?.removeEventListener('abort', onAbort);
    resolve(result);
    if (!result.ok) controller?.abort(new Error('given up'));
  };
  const fail = (kind: NoAnswer['kind'], words: string) => {
    const sent = controller !== null;
    const neverSent = !sent && (kind === 'lost' || kind === 'timeout');
    const noAnswer: NoAnswer = { kind: neverSent ? 'never-connected' : kind, words };
    if (kind === 'aborted') noAnswer.sent = sent;
    if (head !== null) noAnswer.head = head;
    settle({ ok: false, noAnswer });
  };
  const onAbort = () => fail('aborted', 'the request was given up');
  const deadline = setTimeout(() => fail('timeout', `no answer within ${timeoutMs} ms`), timeoutMs);
  signal?.addEventListener('abort', onAbort, { once: true });

  const handler: Dispatcher.DispatchHandler = {
    onRequestStart(started) {
      const again = controller !== null;
      controller = started;
      if (again) fail('lost', 'the connection closed; the request was not sent again');
      if (settled) started.abort(new Error('given up'));
    },
    onResponseStart(_, status, headers) {
      if (status >= 200) head = { status, headers: joinHeaders(headers) };
    },
    onResponseData(_, chunk) {
      size += chunk.length;
      if (size > largestBodyBytes) fail('lost', `an answer of more than ${largestBodyBytes} bytes`);
      else chunks.push(chunk);
    },
    onResponseEnd() {
      if (head === null) return fail('lost', 'the connection ended without an answer');
      settle({ ok: true, response: { ...head, text: Buffer.concat(chunks).toString('utf8') } });
    },
    onResponseError(_, error) {
      fail('lost', wordsOfNetworkError(error));
    },
  };
  // What is wrong with the request itself comes to onResponseError too.
  if (signal?.aborted === true) onAbort();
  else dispatcher.dispatch(wireOptions(address, request), handler);
  return promise;
}

function wireOptions(address: Address, request: HttpRequest): Dispatcher.DispatchOptions {
  return {
    origin: address.origin,
    // Given apart from the origin, undici puts it on the wire as it is.
    path: address.path,
    method: request.method,
    headers: request.headers,
    body: request.body ?? null,
    reset: request.freshConnection === true,
  };
}

function joinHeaders(headers: IncomingHttpHeaders): Record<string, string> {
  const joined: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value === undefined) continue;
    joined[name.toLowerCase()] = Array.isArray(value) ? value.join(', ') : value;
  }
  return joined;
}
