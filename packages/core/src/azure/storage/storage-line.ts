import { Readable } from 'node:stream';
import type { HttpOperationResponse, IHttpClient, WebResource } from '@azure/storage-blob';
import { addressAtHome } from '../../arm/origin.ts';
import type { Http, HttpRequest, HttpResponse } from '../../ports/http.ts';
import type { Called, Caller } from '../caller.ts';

/** How a line reaches the storage account. */
export type StorageLineParts = {
  http: Http;
  /** Asks with our token; null when the SDK signs with the account's key. */
  caller: Caller | null;
  /** The account's own origin; nothing else is asked. */
  origin: string;
  signal: AbortSignal | undefined;
};

/**
 * The wire under `@azure/storage-blob` for one look: it sends what the SDK asks for over our
 * transport, and remembers what came back, so that a failure is judged by Azure's own answer and
 * not by the SDK's exception.
 */
export type StorageLine = {
  client: IHttpClient;
  /** The last thing that happened; null when nothing was sent. */
  last(): Called | null;
};

/** Thrown through the SDK to end its call; what counts is in {@link StorageLine.last}. */
const ended = new Error('The storage gave no usable answer.');

/** Opens a line. Redirects end the call: the SDK would follow them, signature and all. */
export function openStorageLine(parts: StorageLineParts): StorageLine {
  let last: Called | null = null;
  return {
    last: () => last,
    client: {
      async sendRequest(request) {
        last = await deliver(parts, request);
        if (last.kind !== 'answer') throw ended;
        const { status } = last.response;
        if (status >= 300 && status < 400) throw ended;
        return toSdkResponse(request, last.response);
      },
    },
  };
}

async function deliver(parts: StorageLineParts, request: WebResource): Promise<Called> {
  const { 'content-length': _, ...headers } = request.headers.toJson();
  const body = typeof request.body === 'string' ? { body: request.body } : {};
  const { method, url } = request;
  if (!isMethod(method)) throw ended;
  if (parts.caller !== null) {
    return parts.caller({ method, address: url, headers, ...body }, parts.signal);
  }
  if (addressAtHome(url, parts.origin) === null) return { kind: 'foreign-origin', address: url };
  const result = await parts.http.send({ method, url, headers, ...body }, parts.signal);
  return result.ok
    ? { kind: 'answer', response: result.response }
    : { kind: 'no-answer', noAnswer: result.noAnswer };
}

function isMethod(method: string): method is HttpRequest['method'] {
  return ['GET', 'HEAD', 'PUT', 'DELETE'].includes(method);
}

function toSdkResponse(request: WebResource, response: HttpResponse): HttpOperationResponse {
  const { status, text } = response;
  // The SDK exports no way to make its header collection; a request has one to empty and fill.
  const headers = request.headers.clone();
  for (const name of headers.headerNames()) headers.remove(name);
  for (const [name, value] of Object.entries(response.headers)) headers.set(name, value);
  const isStreamed =
    request.streamResponseStatusCodes?.has(status) === true ||
    request.streamResponseStatusCodes?.has(Number.POSITIVE_INFINITY) === true;
  return isStreamed
    ? { request, status, headers, readableStreamBody: Readable.from([Buffer.from(text)]) }
    : { request, status, headers, bodyAsText: text };
}
