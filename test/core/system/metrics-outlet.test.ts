import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { request } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ServedMetrics } from '../../../packages/core/src/ports/metrics-outlet.ts';
import { metricsOutlet } from '../../../packages/core/src/system/metrics-outlet.ts';
import { numberedIds } from '../../../packages/core/src/testing.ts';

const outlet = metricsOutlet({ ids: numberedIds() });

describe('metrics on loopback', () => {
  let served: ServedMetrics;
  let text: () => Promise<string>;
  beforeEach(async () => {
    text = async () => 'lifeboat_x 1\n# EOF\n';
    served = await outlet.serve(0, () => text());
  });
  afterEach(() => served.close());

  type Answer = { status: number; headers: Record<string, unknown>; body: string };
  function ask(
    path: string,
    method = 'GET',
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const call = request({ host: '127.0.0.1', port: served.port, path, method, headers });
      call.on('error', reject);
      call.on('response', (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: Buffer.concat(chunks).toString('utf8'),
          }),
        );
      });
      call.end();
    });
  }

  it('answers GET and HEAD of /metrics, in the format that was asked for', async () => {
    expect(await ask('/metrics')).toMatchObject({
      status: 200,
      body: 'lifeboat_x 1\n# EOF\n',
      headers: { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' },
    });
    const accept = 'application/openmetrics-text;version=1.0.0;q=0.6,text/plain;q=0.5';
    expect((await ask('/metrics', 'GET', { accept })).headers['content-type']).toMatch(
      /^application\/openmetrics-text; version=1.0.0/,
    );
    expect(await ask('/metrics', 'HEAD')).toMatchObject({
      status: 200,
      body: '',
      headers: { 'content-length': '19' },
    });
  });

  it.each([
    ['another path', '/', 'GET', {}, 404],
    ['a path above it', '/metrics/../x', 'GET', {}, 404],
    ['a POST', '/metrics', 'POST', {}, 405],
    ['a DELETE', '/metrics', 'DELETE', {}, 405],
    ['a name that was made to point here', '/metrics', 'GET', { host: 'evil.example:9464' }, 403],
  ])('refuses %s', async (_, path, method, headers, status) => {
    const answer = await ask(path, method, headers);

    expect(answer.status).toBe(status);
    expect(answer.body).not.toContain('lifeboat_x');
  });

  it('says nothing of what went wrong, and goes on', async () => {
    text = () => Promise.reject(new Error('a secret detail'));
    const broken = await ask('/metrics');
    text = async () => 'again';

    expect(broken.status).toBe(500);
    expect(broken.body).not.toContain('secret');
    expect((await ask('/metrics')).body).toBe('again');
  });

  it('listens on loopback alone', async () => {
    const others = await reach('127.0.0.2', served.port);

    expect(others).toBe('refused');
    expect(await reach('127.0.0.1', served.port)).toBe('open');
  });

  it('says so when the port is taken', async () => {
    await expect(outlet.serve(served.port, text)).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining(String(served.port)),
    });
  });
});

function reach(host: string, port: number): Promise<'open' | 'refused'> {
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    socket.on('connect', () => {
      socket.destroy();
      resolve('open');
    });
    socket.on('error', () => resolve('refused'));
  });
}

describe('a file of metrics', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'lifeboat-metrics-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('is replaced in one step, readable for the collector’s account, and leaves nothing beside it', async () => {
    const file = join(folder, 'lifeboat.prom');
    await outlet.write(file, 'one');
    const before = statSync(file).ino;
    await outlet.write(file, 'two');

    expect(readFileSync(file, 'utf8')).toBe('two');
    expect(statSync(file).ino).not.toBe(before);
    expect(statSync(file).mode & 0o777).toBe(0o644);
    expect(readdirSync(folder)).toEqual(['lifeboat.prom']);
  });

  it('says so when it cannot be written', async () => {
    await expect(outlet.write(join(folder, 'no/such/x.prom'), 'x')).rejects.toMatchObject({
      code: 'store-unwritable',
    });
    expect(readdirSync(folder)).toEqual([]);
  });
});
