import { type Agent, type ClientRequest, type IncomingMessage, request as plain } from 'node:http';
import { request as secure } from 'node:https';
import type { Socket } from 'node:net';
import type { HttpRequest, HttpResult, NoAnswer } from '../../ports/http.ts';
import { largestBodyBytes } from './http-options.ts';
import { wordsOfNetworkError } from './words.ts';

/** One request on its way by Node's client. */
export type NodeExchange = {
  agent: Agent;
  /** The origin. */
  target: URL;
  /** Path and query, put on the wire as they are. */
  path: string;
  request: HttpRequest;
  /** For the whole of it, from asking for a connection to the last byte. Milliseconds. */
  timeoutMs: number;
  /** For opening a connection, TLS included. Milliseconds. */
  connectTimeoutMs: number;
  signal: AbortSignal | undefined;
  /** Called when the server's certificate was refused; the answer then is `never-connected`. */
  onRefused?(): void;
};

/**
 * Sends one request and collects its answer. The first byte goes out when the connection is open,
 * TLS included: before that nothing can have arrived, whatever the error's code (promise 1).
 * Throws when the request itself is wrong; nothing was sent then.
 */
export function nodeExchange(exchange: NodeExchange): Promise<HttpResult> {
  const { timeoutMs, connectTimeoutMs, signal } = exchange;
  const { promise, resolve } = Promise.withResolvers<HttpResult>();
  const call = open(exchange);
  const chunks: Buffer[] = [];
  let sent = false;
  let head: NonNullable<NoAnswer['head']> | null = null;
  let size = 0;
  let settled = false;
  let connecting: NodeJS.Timeout | undefined;

  const settle = (result: HttpResult) => {
    if (settled) return;
    settled = true;
    clearTimeout(deadline);
    clearTimeout(connecting);
    signal?.removeEventListener('abort', onAbort);
    resolve(result);
    if (!result.ok) call.destroy();
  };
  const fail = (kind: NoAnswer['kind'], words: string) => {
    const neverSent = !sent && (kind === 'lost' || kind === 'timeout');
    const noAnswer: NoAnswer = { kind: neverSent ? 'never-connected' : kind, words };
    if (kind === 'aborted') noAnswer.sent = sent;
    if (head !== null) noAnswer.head = head;
    settle({ ok: false, noAnswer });
  };
  const onAbort = () => fail('aborted', 'the request was given up');
  const deadline = setTimeout(() => fail('timeout', `no answer within ${timeoutMs} ms`), timeoutMs);
  signal?.addEventListener('abort', onAbort, { once: true });

  call.on('socket', (socket) => {
    const opened = () => {
      clearTimeout(connecting);
      sent = true;
    };
    // A kept-alive one is open, and the request goes out now.
    if (!socket.connecting) return opened();
    const words = `no connection within ${connectTimeoutMs} ms`;
    connecting = setTimeout(() => fail('lost', words), connectTimeoutMs);
    socket.once(openedEvent(socket), opened);
  });
  call.on('response', (answer) => {
    const started = { status: answer.statusCode ?? 0, headers: headersOf(answer) };
    head = started;
    answer.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > largestBodyBytes) fail('lost', `an answer of more than ${largestBodyBytes} bytes`);
      else chunks.push(chunk);
    });
    answer.on('end', () => {
      const text = Buffer.concat(chunks).toString('utf8');
      settle({ ok: true, response: { ...started, text } });
    });
    answer.on('error', (error) => fail('lost', wordsOfNetworkError(error)));
  });
  call.on('error', (error) => {
    if (!sent && isRefused(call.socket)) exchange.onRefused?.();
    fail('lost', wordsOfNetworkError(error));
  });
  call.on('close', () => fail('lost', 'the connection ended without an answer'));
  call.end(exchange.request.body);
  return promise;
}

function open({ agent, target, path, request }: NodeExchange): ClientRequest {
  const start = target.protocol === 'http:' ? plain : secure;
  return start({
    agent,
    // An IPv6 address stands in brackets in an address, and without them here.
    host: target.hostname.replace(/^\[(.*)\]$/, '$1'),
    ...(target.port === '' ? {} : { port: target.port }),
    path,
    method: request.method,
    headers: request.headers,
  });
}

/** When a connection that is being opened is open, TLS included. */
function openedEvent(socket: Socket): 'secureConnect' | 'connect' {
  return 'encrypted' in socket ? 'secureConnect' : 'connect';
}

/** Whether TLS did not believe the server's certificate. */
function isRefused(socket: Socket | null): boolean {
  // Node says null as long as nothing was found wrong with it, whatever its types say.
  return socket !== null && 'authorizationError' in socket && Boolean(socket.authorizationError);
}

/** Repeated headers joined, as the port has it; Node's plain `headers` would drop some of them. */
function headersOf(answer: IncomingMessage): Record<string, string> {
  const joined: Record<string, string> = {};
  for (const [name, values] of Object.entries(answer.headersDistinct)) {
    if (values !== undefined) joined[name] = values.join(', ');
  }
  return joined;
}
