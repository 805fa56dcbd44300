import { connect, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createNodeHttp } from '../../../../packages/core/src/azure/transport/node-http.ts';
import { createUndiciHttp } from '../../../../packages/core/src/azure/transport/undici-http.ts';
import { makeCertificates } from '../../../../packages/sandbox/src/tls/certificates.ts';
import type { Handler } from './loopback.ts';
import { openWires, post } from './wires.ts';

describe.each([
  ['undici', createUndiciHttp],
  ['node', createNodeHttp],
])('the transport on %s', (_name, create) => {
  const { loopback, tcp, silentPort, transport, close } = openWires(create);
  afterEach(close);

  describe.each([true, false])('a connection that never opens (fresh: %s)', (freshConnection) => {
    it('is never-connected when nobody listens', async () => {
      const port = await silentPort();

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

      const result = await transport(others.ca).send(
        post(`${server.origin}/x`, { freshConnection }),
      );

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

      const result = await transport(null, { connectTimeoutMs: 200 }).send(
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

    it('sent nothing when it is given up in the same breath', async () => {
      const server = await loopback((_, response) => response.end());
      const stop = new AbortController();

      const pending = transport(server.caPem).send(
        post(`${server.origin}/x`, { freshConnection }),
        stop.signal,
      );
      stop.abort();

      expect(await pending).toMatchObject({
        ok: false,
        noAnswer: { kind: 'aborted', sent: false },
      });
      expect(server.connections()).toBe(0);
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
});
