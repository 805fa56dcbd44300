import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import type {
  ClosableHttp,
  HttpOptions,
} from '../../../../packages/core/src/azure/transport/http-options.ts';
import { createUndiciHttp } from '../../../../packages/core/src/azure/transport/undici-http.ts';
import type { HttpRequest } from '../../../../packages/core/src/ports/http.ts';
import { type Handler, type Loopback, startLoopback } from './loopback.ts';

/** Opens servers and transports of one kind, and closes all of them. */
export function openWires(create: (options: HttpOptions) => ClosableHttp = createUndiciHttp) {
  const closers: (() => Promise<unknown>)[] = [];
  return {
    /** A TLS server with a certificate of an authority of its own. */
    async loopback(handler: Handler): Promise<Loopback> {
      const server = await startLoopback(handler);
      closers.push(() => server.close());
      return server;
    },
    /** The port of a plain TCP server: what it does with a connection is all there is. */
    async tcp(onConnection: (socket: Socket) => void): Promise<number> {
      const tcp = await startTcp(onConnection);
      closers.push(() => tcp.close());
      return tcp.port;
    },
    /** A port where nobody listens. */
    async silentPort(): Promise<number> {
      const tcp = await startTcp(() => {});
      await tcp.close();
      return tcp.port;
    },
    transport(caPem: string | null, options: Partial<HttpOptions> = {}): ClosableHttp {
      const http = create({ caPem, environment: {}, ...options });
      closers.push(() => http.close());
      return http;
    },
    async close(): Promise<void> {
      for (const close of closers.splice(0).reverse()) await close();
    },
  };
}

async function startTcp(onConnection: (socket: Socket) => void) {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    onConnection(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

/** A POST like the one, on a connection of its own. */
export function post(url: string, more: Partial<HttpRequest> = {}): HttpRequest {
  return {
    method: 'POST',
    url,
    headers: { 'content-type': 'application/json' },
    body: '{"storageAccount":"x"}',
    freshConnection: true,
    ...more,
  };
}
