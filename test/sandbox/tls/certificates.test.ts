import { execFile, execFileSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Agent, fetch } from 'undici';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type Certificates,
  makeCertificates,
} from '../../../packages/sandbox/src/tls/certificates.ts';

const now = Date.now();
let made: Certificates;
let server: Server;
let port = 0;

beforeAll(async () => {
  made = await makeCertificates(now);
  server = createServer({ key: made.key, cert: made.certificate }, (_, answer) =>
    answer.end('hello'),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
});

afterAll(() => server.close());

function hasPython(): boolean {
  try {
    execFileSync('python3', ['-c', 'import ssl'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

describe('the sandbox CA', () => {
  it.each(['localhost', '127.0.0.1'])('lets Node reach %s when it is trusted', async (host) => {
    const dispatcher = new Agent({ connect: { ca: made.ca } });

    const answer = await fetch(`https://${host}:${port}/`, { dispatcher });

    expect(await answer.text()).toBe('hello');
    await dispatcher.destroy();
  });

  it('is not trusted by those who were not told to', async () => {
    const dispatcher = new Agent();

    await expect(fetch(`https://localhost:${port}/`, { dispatcher })).rejects.toThrow();
    await dispatcher.destroy();
  });

  it('is a CA, and the server certificate is one of its own for loopback only', () => {
    const ca = new X509Certificate(made.ca);
    const certificate = new X509Certificate(made.certificate);

    expect(ca.ca).toBe(true);
    expect(certificate.ca).toBe(false);
    expect(certificate.verify(ca.publicKey)).toBe(true);
    expect(certificate.subjectAltName).toBe(
      'DNS:localhost, IP Address:127.0.0.1, IP Address:0:0:0:0:0:0:0:1',
    );
  });

  it('is new each time', async () => {
    const other = await makeCertificates(now);

    expect(other.ca).not.toBe(made.ca);
  });

  it('holds for now and for a day before', () => {
    const { validFrom, validTo } = new X509Certificate(made.certificate);

    expect(Date.parse(validFrom)).toBeLessThan(now - 80_000_000);
    expect(Date.parse(validTo)).toBeGreaterThan(now + 300 * 86_400_000);
  });

  it.skipIf(!hasPython())('passes the strict checks of Python', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'sandbox-ca-'));
    const caFile = join(folder, 'ca.pem');
    writeFileSync(caFile, made.ca);
    const script = [
      'import ssl, urllib.request, sys',
      'trust = ssl.create_default_context(cafile=sys.argv[1])',
      'trust.verify_flags |= ssl.VERIFY_X509_STRICT',
      'opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), urllib.request.HTTPSHandler(context=trust))',
      'print(opener.open(sys.argv[2], timeout=5).read().decode())',
    ].join('\n');

    const { stdout } = await promisify(execFile)('python3', [
      '-c',
      script,
      caFile,
      `https://localhost:${port}/`,
    ]);

    expect(stdout.trim()).toBe('hello');
    rmSync(folder, { recursive: true });
  });
});
