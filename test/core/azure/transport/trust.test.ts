import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { trustAlso } from '../../../../packages/core/src/azure/transport/trust.ts';
import { makeCertificates } from '../../../../packages/sandbox/src/tls/certificates.ts';
import { startLoopback } from './loopback.ts';

const transports = new URL('../../../../packages/core/src/azure/transport/', import.meta.url);

/** Asks both origins in a process of its own, since Node reads its authorities at start. */
const program = (file: string, name: string) => `
import { readFileSync } from 'node:fs';
const [caFile, ...origins] = process.argv.slice(1);
const { ${name} } = await import(${JSON.stringify(new URL(file, transports).href)});
const http = ${name}({ caPem: readFileSync(caFile, 'utf8'), environment: {} });
const results = [];
for (const url of origins) results.push((await http.send({ method: 'GET', url, headers: {} })).ok);
console.log(JSON.stringify(results));
await http.close();
`;

describe('trust', () => {
  it.each([
    ['undici-http.ts', 'createUndiciHttp'],
    ['node-http.ts', 'createNodeHttp'],
  ])('adds the given authority to those that Node trusts anyway, in %s', async (file, name) => {
    const folder = await mkdtemp(join(tmpdir(), 'trust-'));
    const [usual, extra, stranger] = await Promise.all(
      [0, 1, 2].map(() => startLoopback((_, response) => response.end('ok'))),
    );
    if (!usual || !extra || !stranger) throw new Error('three servers');
    try {
      const usualFile = join(folder, 'usual.pem');
      const extraFile = join(folder, 'extra.pem');
      await writeFile(usualFile, usual.caPem);
      await writeFile(extraFile, extra.caPem);

      const { stdout } = await promisify(execFile)(
        process.execPath,
        [
          '--input-type=module',
          '-e',
          program(file, name),
          extraFile,
          usual.origin,
          extra.origin,
          stranger.origin,
        ],
        { env: { ...process.env, NODE_EXTRA_CA_CERTS: usualFile } },
      );

      expect(JSON.parse(stdout)).toEqual([true, true, false]);
    } finally {
      await Promise.all([usual.close(), extra.close(), stranger.close()]);
      await rm(folder, { recursive: true });
    }
  });

  it('leaves everything to Node when nothing is added', () => {
    expect(trustAlso(null)).toBeNull();
  });

  it.each([
    ['', /holds no PEM certificate/],
    ['-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----', /certificate 1 in it/],
    ['-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----', /holds no PEM certificate/],
  ])('refuses %j', (pem, words) => {
    expect(() => trustAlso(pem)).toThrow(words);
  });

  it('says which certificate of several is broken', async () => {
    const { ca } = await makeCertificates(Date.now());
    const broken = ca.replace(/\n.{30}/, '\nAAAA');

    expect(() => trustAlso(`${ca}\n${broken}`)).toThrow(/certificate 2 in it/);
  });
});
