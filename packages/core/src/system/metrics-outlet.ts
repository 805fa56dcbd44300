import { once } from 'node:events';
import { rename, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { basename, dirname, join } from 'node:path';
import { LifeboatError } from '../domain/error.ts';
import type { MetricsOutlet, ServedMetrics } from '../ports/metrics-outlet.ts';
import type { Ids } from '../ports/time.ts';

/** The real outlet: a listener on 127.0.0.1, and files. */
export function metricsOutlet({ ids }: { ids: Ids }): MetricsOutlet {
  return {
    serve: serveOnLoopback,
    async write(path, text) {
      // In the same folder, since only there a rename is one step. Collectors look for *.prom.
      const temporary = join(dirname(path), `.${basename(path)}.${ids.next()}.tmp`);
      try {
        await writeFile(temporary, text, { mode: 0o644, flag: 'wx' });
        await rename(temporary, path);
      } catch (error) {
        await rm(temporary, { force: true }).catch(() => undefined);
        throw new LifeboatError(
          'store-unwritable',
          `The metrics could not be written to ${path}.`,
          {
            hint: 'Name a file in a folder that exists and that this account may write to.',
            cause: error,
          },
        );
      }
    },
  };
}

async function serveOnLoopback(port: number, text: () => Promise<string>): Promise<ServedMetrics> {
  const server = createServer((request, response) => {
    answer(request, response, text).catch(() => {
      if (!response.headersSent) response.writeHead(500, { 'content-type': 'text/plain' });
      response.end('The metrics could not be made; the log has the details.\n');
    });
  });
  server.listen({ host: '127.0.0.1', port });
  try {
    await once(server, 'listening');
  } catch (error) {
    throw new LifeboatError('conflict', `Port ${port} for the metrics cannot be listened on.`, {
      hint: 'Another process may have it: choose another one under `watch.metricsPort`.',
      cause: error,
    });
  }
  // A monitor that hangs must not keep the process from ending.
  server.unref();
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  text: () => Promise<string>,
): Promise<void> {
  const refusal = refusalOf(request);
  if (refusal !== null) {
    response.writeHead(refusal.status, { 'content-type': 'text/plain', ...refusal.headers });
    response.end(refusal.words);
    return;
  }
  const body = await text();
  // The same text is right in both formats; a collector that asks for the newer one is told so.
  const open = (request.headers.accept ?? '').includes('application/openmetrics-text');
  const type = open
    ? 'application/openmetrics-text; version=1.0.0; charset=utf-8'
    : 'text/plain; version=0.0.4; charset=utf-8';
  response.writeHead(200, { 'content-type': type, 'content-length': Buffer.byteLength(body) });
  response.end(request.method === 'HEAD' ? undefined : body);
}

type Refusal = { status: number; words: string; headers?: Record<string, string> };

function refusalOf({ method, url, headers }: IncomingMessage): Refusal | null {
  // A page in somebody's browser can make a name of its own point here, but not hide that name.
  const host = (headers.host ?? '').replace(/:\d+$/, '').toLowerCase();
  if (!['127.0.0.1', 'localhost', '[::1]'].includes(host))
    return { status: 403, words: 'Only for this machine.\n' };
  if ((url ?? '').split('?')[0] !== '/metrics')
    return { status: 404, words: 'Only /metrics is here.\n' };
  if (method !== 'GET' && method !== 'HEAD')
    return { status: 405, words: 'Only GET and HEAD.\n', headers: { allow: 'GET, HEAD' } };
  return null;
}
