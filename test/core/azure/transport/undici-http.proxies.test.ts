import { connect } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createUndiciHttp } from '../../../../packages/core/src/azure/transport/undici-http.ts';
import { openWires, post } from './wires.ts';

const { loopback, tcp, transport, close } = openWires();
afterEach(close);

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

  const through = (caPem: string, environment: Record<string, string>) =>
    transport(caPem, { environment, connectTimeoutMs: 400 });

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
