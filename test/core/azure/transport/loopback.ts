import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type ServerOptions } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import {
  type Certificates,
  makeCertificates,
} from '../../../../packages/sandbox/src/tls/certificates.ts';

/** What arrived at a loopback server. */
export type Arrived = {
  method: string;
  path: string;
  headers: Record<string, string>;
  body: string;
};

/** A TLS server on loopback that does what its handler says. */
export type Loopback = {
  origin: string;
  port: number;
  caPem: string;
  arrived: Arrived[];
  /** Connections opened so far, TLS completed. */
  connections(): number;
  /** Resets every connection, as a crashed machine does. */
  reset(): void;
  /** Open connections. */
  sockets: Set<Socket>;
  close(): Promise<void>;
};

/** Answers one request; the body is read already. */
export type Handler = (
  request: IncomingMessage,
  response: ServerResponse,
  server: Pick<Loopback, 'reset'>,
) => void;

/** Starts a server with a certificate of a new authority, or of the given one. */
export async function startLoopback(
  handler: Handler,
  given?: Certificates,
  options: ServerOptions = {},
): Promise<Loopback> {
  const certificates = given ?? (await makeCertificates(Date.now()));
  const arrived: Arrived[] = [];
  const sockets = new Set<Socket>();
  const raw = new Set<Socket>();
  let connections = 0;
  const reset = () => {
    for (const socket of raw) socket.resetAndDestroy();
  };
  const { certificate: cert, key, ca } = certificates;
  const server = createServer({ cert, key, ...options }, (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('error', () => {});
    request.on('end', () => {
      const headers = Object.entries(request.headers).map(([name, value]) => [name, String(value)]);
      arrived.push({
        method: request.method ?? '',
        path: request.url ?? '',
        headers: Object.fromEntries(headers),
        body: Buffer.concat(chunks).toString('utf8'),
      });
      handler(request, response, { reset });
    });
  });
  server.on('connection', (socket: Socket) => {
    raw.add(socket);
    socket.on('close', () => raw.delete(socket));
  });
  server.on('tlsClientError', () => {});
  server.on('secureConnection', (socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => sockets.delete(socket));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    origin: `https://localhost:${port}`,
    port,
    caPem: ca,
    arrived,
    sockets,
    connections: () => connections,
    reset,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
