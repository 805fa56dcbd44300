import type { AddressInfo } from 'node:net';
import { LifeboatError } from '../../domain/error.ts';
import { asksBack, type Redirect } from './redirect.ts';

const loopbackHosts = ['localhost', '127.0.0.1', '[::1]'];

/** True for a redirect URI that this machine can answer itself. */
export function isLoopback(redirectUri: string): boolean {
  const url = URL.parse(redirectUri);
  return url?.protocol === 'http:' && loopbackHosts.includes(url.hostname);
}

/**
 * Waits on a loopback redirect URI for the browser to come back. A URI without a port takes a free one,
 * which Entra allows for `http://localhost` (RFC 8252, section 7.3).
 * What does not carry `state` is turned away and the wait goes on.
 * Effects: listens on loopback until the caller closes it. Errors: `conflict` when the port is in use.
 */
export async function listenForRedirect(redirectUri: string, state: string): Promise<Redirect> {
  const configured = new URL(redirectUri);
  const answer = Promise.withResolvers<URLSearchParams>();
  // Loaded late: it costs every start of a command 20 ms, and few sign in this way.
  const { createServer } = await import('node:http');
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://loopback');
    response.setHeader('content-type', 'text/plain; charset=utf-8');
    response.setHeader('cache-control', 'no-store');
    response.setHeader('connection', 'close');
    if (request.method !== 'GET' || url.pathname !== configured.pathname) {
      response.writeHead(404).end('Nothing here.\n');
    } else if (!asksBack(url.searchParams, state)) {
      response.writeHead(400).end('This is not the answer to the sign-in that waits here.\n');
    } else {
      const words = url.searchParams.has('error')
        ? 'The sign-in was refused; the terminal says more.'
        : 'Signed in. This window can be closed.';
      response.end(`${words}\n`, () => answer.resolve(url.searchParams));
    }
  });

  const host = configured.hostname === '[::1]' ? '::1' : '127.0.0.1';
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause) =>
      reject(
        new LifeboatError(
          'conflict',
          `Port ${configured.port} of the redirect URI cannot be listened on.`,
          {
            hint: `Free the port, or register and configure a redirectUri with another one (${redirectUri}).`,
            cause,
          },
        ),
      ),
    );
    server.listen(Number(configured.port), host, resolve);
  });
  // A TCP server's address is an object; a string would be a pipe.
  const { port } = server.address() as AddressInfo;
  const path = redirectUri.endsWith('/') || configured.pathname !== '/' ? configured.pathname : '';
  return {
    redirectUri: `http://${configured.hostname}:${port}${path}`,
    answer: answer.promise,
    pasteBack: null,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
