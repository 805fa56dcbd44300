import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import {
  createUndiciHttp,
  type UndiciHttp,
} from '../../../../packages/core/src/azure/transport/undici-http.ts';
import type { HttpRequest } from '../../../../packages/core/src/ports/http.ts';
import { makeCertificates } from '../../../../packages/sandbox/src/tls/certificates.ts';
import { type Handler, type Loopback, startLoopback } from './loopback.ts';

const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function loopback(handler: Handler): Promise<Loopback> {
  const server = await startLoopback(handler);
  closers.push(() => server.close());
  return server;
}

function transport(caPem: string | null, connectTimeoutMs = 5_000): UndiciHttp {
  const http = createUndiciHttp({ caPem, environment: {}, connectTimeoutMs });
  closers.push(() => http.close());
  return http;
}

/** A plain TCP server: what it does with a connection is all there is. */
async function tcp(onConnection: (socket: Socket) => void): Promise<number> {
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    onConnection(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  closers.push(async () => {
    for (const socket of sockets) socket.destroy();
    server.close();
    await once(server, 'close');
  });
  return (server.address() as AddressInfo).port;
}

const post = (url: string, more: Partial<HttpRequest> = {}): HttpRequest => ({
  method: 'POST',
  url,
  headers: { 'content-type': 'application/json' },
  body: '{"storageAccount":"x"}',
  freshConnection: true,
  ...more,
});

describe.each([true, false])('a connection that never opens (fresh: %s)', (freshConnection) => {
  it('is never-connected when nobody listens', async () => {
    const port = await tcp(() => {});
    await closers.pop()?.();

    const result = await transport(null).send(
      post(`https://127.0.0.1:${port}/x`, { freshConnection }),
    );

    expect(result).toEqual({
      ok: false,
      noAnswer: { kind: 'never-connected', words: `ECONNREFUSED 127.0.0.1:${port}` },
    });
  });

  it('is never-connected when the name does not exist', async () => {
    const result = await transport(null).send(
      post('https://nowhere.invalid/x', { freshConnection }),
    );

    expect(result).toMatchObject({ ok: false, noAnswer: { kind: 'never-connected' } });
  });

  it('is never-connected when the certificate is of an unknown authority', async () => {
    const server = await loopback((_, response) => response.end());
    const others = await makeCertificates(Date.now());

    const result = await transport(others.ca).send(post(`${server.origin}/x`, { freshConnection }));

    expect(result).toMatchObject({ ok: false, noAnswer: { kind: 'never-connected' } });
    expect(server.arrived).toHaveLength(0);
  });

  it('is never-connected when the connection breaks during the handshake', async () => {
    const port = await tcp((socket) => socket.once('data', () => socket.resetAndDestroy()));

    const result = await transport(null).send(
      post(`https://localhost:${port}/x`, { freshConnection }),
    );

    expect(result).toMatchObject({ ok: false, noAnswer: { kind: 'never-connected' } });
  });

  it('is never-connected when the handshake is never answered', async () => {
    const port = await tcp(() => {});

    const result = await transport(null, 200).send(
      post(`https://localhost:${port}/x`, { freshConnection }),
    );

    expect(result).toMatchObject({ ok: false, noAnswer: { kind: 'never-connected' } });
  });

  it('is never-connected when the whole time is over before the connection is open', async () => {
    const port = await tcp(() => {});

    const result = await transport(null).send(
      post(`https://localhost:${port}/x`, { freshConnection, timeoutMs: 150 }),
    );

    expect(result).toMatchObject({ ok: false, noAnswer: { kind: 'never-connected' } });
  });

  it('sent nothing when it is given up before the connection is open', async () => {
    const stop = new AbortController();
    const port = await tcp(() => stop.abort());

    const result = await transport(null).send(
      post(`https://localhost:${port}/x`, { freshConnection }),
      stop.signal,
    );

    expect(result).toMatchObject({ ok: false, noAnswer: { kind: 'aborted', sent: false } });
  });
});

describe.each([true, false])('a connection that was open (fresh: %s)', (freshConnection) => {
  const ends: [string, Handler][] = [
    ['is reset before the head', (_request, _response, server) => server.reset()],
    ['is closed before the head', (request) => request.socket.end()],
    ['breaks within the head', (request) => request.socket.end('HTTP/1.1 202 Acc')],
    ['speaks no HTTP', (request) => request.socket.end('SMTP ready\r\n\r\n')],
    [
      'sends a head without end',
      (request) => request.socket.end(`HTTP/1.1 200 OK\r\nx: ${'y'.repeat(70_000)}`),
    ],
  ];
  it.each(ends)('loses its answer when it %s, and sends nothing again', async (_, handler) => {
    const server = await loopback(handler);

    const result = await transport(server.caPem).send(
      post(`${server.origin}/x`, { freshConnection }),
    );

    expect(result).toMatchObject({ ok: false, noAnswer: { kind: 'lost' } });
    expect(server.arrived).toHaveLength(1);
  });

  it('keeps the head of an answer whose body breaks off', async () => {
    const server = await loopback((request, response) => {
      response.writeHead(202, { location: 'https://localhost/op', 'content-length': '500' });
      response.write('{"half":', () => request.socket.destroy());
    });

    const result = await transport(server.caPem).send(
      post(`${server.origin}/x`, { freshConnection }),
    );

    expect(result).toMatchObject({
      ok: false,
      noAnswer: {
        kind: 'lost',
        head: { status: 202, headers: { location: 'https://localhost/op' } },
      },
    });
  });

  it('times out when the body dribbles on for ever', async () => {
    const server = await loopback((_, response) => {
      response.writeHead(200);
      const dribble = setInterval(() => response.write('.'), 20);
      response.on('close', () => clearInterval(dribble));
    });

    const result = await transport(server.caPem).send(
      post(`${server.origin}/x`, { freshConnection, timeoutMs: 250 }),
    );

    expect(result).toMatchObject({
      ok: false,
      noAnswer: { kind: 'timeout', head: { status: 200 } },
    });
  });

  it('gives up a body of more than 32 MiB, and hangs up', async () => {
    const piece = Buffer.alloc(1024 * 1024, 'a');
    const server = await loopback((_, response) => {
      response.writeHead(200);
      const pump = () => {
        while (!response.destroyed && response.write(piece));
      };
      response.on('drain', pump);
      pump();
    });

    const result = await transport(server.caPem).send(
      post(`${server.origin}/x`, { freshConnection }),
    );

    expect(result).toMatchObject({ ok: false, noAnswer: { kind: 'lost' } });
    await expect.poll(() => server.sockets.size, { interval: 10 }).toBe(0);
  });
});

describe('connections', () => {
  it('reuses one for request after request', async () => {
    const server = await loopback((_, response) => response.end('ok'));
    const http = transport(server.caPem);

    for (let count = 0; count < 10; count += 1) {
      await http.send({ method: 'GET', url: `${server.origin}/x`, headers: {} });
    }

    expect(server.connections()).toBe(1);
  });

  it('opens one of its own for a request that asks for it, and closes it', async () => {
    const server = await loopback((_, response) => response.end('ok'));
    const http = transport(server.caPem);
    await http.send({ method: 'GET', url: `${server.origin}/x`, headers: {} });

    await http.send(post(`${server.origin}/x`));

    expect(server.connections()).toBe(2);
    await expect.poll(() => server.sockets.size, { interval: 10 }).toBe(1);
  });

  it('delivers the POST although the kept-alive connection is dead', async () => {
    const server = await loopback((_, response) => response.end('ok'));
    // A firewall that forgets old connections: what comes on them is swallowed without a word.
    const young = new Set<Socket>();
    const old = new Set<Socket>();
    const port = await tcp((socket) => {
      const upstream = connect(server.port, '127.0.0.1');
      upstream.on('error', () => {});
      upstream.on('data', (chunk) => socket.write(chunk));
      socket.on('data', (chunk) => old.has(socket) || upstream.write(chunk));
      socket.on('close', () => upstream.destroy());
      young.add(socket);
    });
    const http = transport(server.caPem);
    const url = `https://localhost:${port}/x`;
    await http.send({ method: 'GET', url, headers: {} });
    for (const socket of young) old.add(socket);

    const swallowed = await http.send({ method: 'GET', url, headers: {}, timeoutMs: 300 });
    const result = await http.send(post(url, { timeoutMs: 5_000 }));

    expect(swallowed).toMatchObject({ ok: false, noAnswer: { kind: 'timeout' } });
    expect(result).toMatchObject({ ok: true, response: { status: 200 } });
  });

  it('refuses addresses that clients read differently, sending nothing', async () => {
    const http = transport(null);

    for (const url of ['https://a@b/', 'https://a\\b/', 'ftp://a/', 'a', 'https://a/ b']) {
      const result = await http.send({ method: 'GET', url, headers: {} });
      expect(result).toMatchObject({ ok: false, noAnswer: { kind: 'never-connected' } });
    }
  });

  it('does not let a header break out of its line', async () => {
    const server = await loopback((_, response) => response.end());

    const result = await transport(server.caPem).send({
      method: 'GET',
      url: `${server.origin}/x`,
      headers: { 'x-a': 'b\r\nx-c: d' },
    });

    expect(result).toMatchObject({ ok: false, noAnswer: { kind: 'never-connected' } });
    expect(server.arrived).toHaveLength(0);
  });
});

describe('proxies of the environment', () => {
  /** A proxy that tunnels what it is told to, or answers `refusal`. */
  async function proxy(refusal: string | null): Promise<{ address: string; asked: string[] }> {
    const asked: string[] = [];
    const port = await tcp((socket) => {
      socket.once('data', (chunk) => {
        const target = /^CONNECT ([^ ]+) /.exec(chunk.toString())?.[1] ?? '';
        asked.push(chunk.toString());
        if (refusal === 'hang') return;
        if (refusal !== null) return void socket.end(refusal);
        const upstream = connect(Number(target.split(':')[1]), '127.0.0.1', () => {
          socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
          socket.pipe(upstream).pipe(socket);
        });
        upstream.on('error', () => socket.destroy());
        socket.on('close', () => upstream.destroy());
      });
    });
    return { address: `127.0.0.1:${port}`, asked };
  }

  function through(caPem: string, environment: Record<string, string>): UndiciHttp {
    const http = createUndiciHttp({ caPem, environment, connectTimeoutMs: 400 });
    closers.push(() => http.close());
    return http;
  }

  it.each([true, false])('tunnels, with its credentials (fresh: %s)', async (freshConnection) => {
    const server = await loopback((_, response) => response.end('ok'));
    const { address, asked } = await proxy(null);

    const http = through(server.caPem, { HTTPS_PROXY: `http://ana:pass@${address}` });
    const result = await http.send(post(`${server.origin}/x`, { freshConnection }));

    expect(result).toMatchObject({ ok: true, response: { status: 200 } });
    expect(asked[0]).toContain(`CONNECT localhost:${server.port}`);
    expect(asked[0]).toContain(`Basic ${btoa('ana:pass')}`);
    expect(asked[0]).not.toContain('storageAccount');
  });

  it('reads lower case first, and an address without a scheme', async () => {
    const server = await loopback((_, response) => response.end('ok'));
    const { address, asked } = await proxy(null);

    const http = through(server.caPem, { https_proxy: address, HTTPS_PROXY: 'http://127.0.0.1:1' });
    await http.send(post(`${server.origin}/x`));

    expect(asked).toHaveLength(1);
  });

  it.each(['localhost', '*', '.localhost,localhost', 'other, localhost'])(
    'goes around for NO_PROXY=%s',
    async (noProxy) => {
      const server = await loopback((_, response) => response.end('ok'));
      const { address, asked } = await proxy(null);

      const http = through(server.caPem, { HTTPS_PROXY: address, NO_PROXY: noProxy });
      const result = await http.send(post(`${server.origin}/x`));

      expect(result).toMatchObject({ ok: true });
      expect(asked).toHaveLength(0);
    },
  );

  it.each([
    'HTTP/1.1 403 Forbidden\r\n\r\n',
    'HTTP/1.1 407 Proxy Authentication Required\r\nproxy-authenticate: Basic\r\n\r\n',
    'HTTP/1.1 502 Bad Gateway\r\n\r\n<html>no</html>',
    '',
    'hang',
  ])('never connected when it answers %j', async (refusal) => {
    const server = await loopback((_, response) => response.end('ok'));
    const { address } = await proxy(refusal);

    const http = through(server.caPem, { HTTPS_PROXY: address });
    const result = await http.send(post(`${server.origin}/x`, { timeoutMs: 5_000 }));

    expect(result).toMatchObject({ ok: false, noAnswer: { kind: 'never-connected' } });
    expect(server.arrived).toHaveLength(0);
  });

  it('names the variable that cannot be read, not the password in it', () => {
    const environment = { HTTPS_PROXY: 'http://ana:hunter2@:::' };

    const create = () => createUndiciHttp({ caPem: null, environment });

    expect(create).toThrow(/HTTPS_PROXY/);
    expect(create).not.toThrow(/hunter2/);
  });
});
