import { createServer as createPlainServer } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { Socket } from 'node:net';
import { createAdaptorServer, type HttpBindings } from '@hono/node-server';
import type { Wire } from './wire.ts';

/** One request and its answer. */
export type Exchange = (request: Request, wire: Wire) => Response | Promise<Response>;

/** An exchange that may also cut the connection, or let it hang until it is closed, and then gives null. */
export type Front = (request: Request, wire: Wire) => MaybeCut | Promise<MaybeCut>;

type MaybeCut = Response | null;

/** Something that listens on loopback. */
export type Listener = { port: number; close(): Promise<void> };

/**
 * Listens on 127.0.0.1 and answers with `exchange`.
 *
 * Bounds: `port` 0 takes a free one. With `tls` null it speaks plain HTTP.
 * Effects: `close` cuts the connections that are still open, hanging ones too.
 */
export async function listen(settings: {
  exchange: Exchange;
  port: number;
  tls: { key: string; certificate: string } | null;
}): Promise<Listener> {
  const { exchange, port, tls } = settings;
  /** The TCP sockets by the client's port: a TLS socket cannot be reset, the one below it can. */
  const sockets = new Map<number | undefined, Socket>();
  const server = createAdaptorServer({
    fetch(request, env) {
      // HTTP/1 only, so the bindings are those of node:http.
      const { incoming, outgoing } = env as HttpBindings;
      const reset = () => sockets.get(incoming.socket.remotePort)?.resetAndDestroy();
      return exchange(request, { incoming, outgoing, reset });
    },
    overrideGlobalObjects: false,
    ...(tls === null
      ? { createServer: createPlainServer }
      : {
          createServer: createTlsServer,
          serverOptions: { key: tls.key, cert: tls.certificate },
        }),
  });
  server.on('connection', (socket: Socket) => {
    const { remotePort } = socket;
    sockets.set(remotePort, socket);
    socket.once('close', () => {
      if (sockets.get(remotePort) === socket) sockets.delete(remotePort);
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve());
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return {
    port: address.port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        if ('closeAllConnections' in server) server.closeAllConnections();
      }),
  };
}
