import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { spawn } from '@lydell/node-pty';
import { afterEach, describe, expect, it } from 'vitest';
import { version } from '../../packages/core/src/commands/version.ts';
import { mainFile, runProgram, scratch } from './process.ts';

const places: ReturnType<typeof scratch>[] = [];
afterEach(() => {
  for (const place of places.splice(0)) place.remove();
});

function start() {
  const place = scratch();
  places.push(place);
  const apim = (args: string[], options: Partial<Parameters<typeof runProgram>[2]> = {}) =>
    runProgram(process.execPath, [mainFile, ...args], {
      environment: place.environment,
      ...options,
    });
  return { ...place, apim };
}

describe('the process', () => {
  it.each(['--version', '-V'])('prints the version of every package for %s', async (flag) => {
    const { apim } = start();
    const files = ['', 'packages/core/', 'packages/tui/', 'packages/sandbox/', 'test/'];
    const versions = files.map(
      (file) =>
        JSON.parse(readFileSync(new URL(`../../${file}package.json`, import.meta.url), 'utf8'))
          .version,
    );

    expect(await apim([flag])).toMatchObject({ exit: 0, out: `${version}\n`, err: '' });
    expect(new Set(versions)).toEqual(new Set([version]));
  });

  it('exits 2 with one helpful sentence without arguments and without a terminal', async () => {
    const { exit, out, err } = await start().apim([]);

    expect({ exit, out }).toEqual({ exit: 2, out: '' });
    expect(err).toContain('needs a command');
  });

  it('exits by the table, with the answer whole in a pipe', async () => {
    const { apim, environment } = start();
    writeFileSync(environment.LIFEBOAT_CONFIG, 'services: {a: {nonsense: 1}}\n');

    const { exit, out } = await apim(['audit', '--json']);

    expect(exit).toBe(9);
    expect(JSON.parse(out)).toMatchObject({ ok: false, error: { code: 'config-invalid' } });
  });

  it('exits 9 when the configuration that was named is not there', async () => {
    const { exit, err } = await start().apim(['status', '--config', 'nowhere.yaml']);

    expect(exit).toBe(9);
    expect(err).toContain('nowhere.yaml');
  });

  it('ends quietly when nobody reads its answer', async () => {
    const { apim } = start();

    const { exit, signal, err } = await apim(['help'], {
      started: (child) => child.stdout?.destroy(),
    });

    expect({ exit, signal, err }).toEqual({ exit: 0, signal: null, err: '' });
  });

  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    'exits 130 on %s, with one document',
    async (signal) => {
      const { apim, environment } = start();
      const endpoint = await silentEndpoint();
      writeFileSync(environment.LIFEBOAT_CONFIG, 'auth: {method: managed-identity}\n');

      const { exit, out } = await apim(['whoami', '--json'], {
        environment: { ...environment, IDENTITY_ENDPOINT: endpoint.url, IDENTITY_HEADER: 'h' },
        started: (child) => {
          endpoint.reached.then(() => child.kill(signal));
        },
      });
      endpoint.close();

      expect(exit).toBe(130);
      expect(JSON.parse(out)).toMatchObject({ ok: false, error: { code: 'interrupted' } });
    },
  );
});

/** An identity endpoint of App Service that takes a request and never answers. */
async function silentEndpoint() {
  const { promise: reached, resolve } = Promise.withResolvers<void>();
  const server = createServer(() => resolve());
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  // A TCP server's address is an object; a string would be a pipe.
  const { port } = server.address() as AddressInfo;
  return {
    reached,
    url: `http://127.0.0.1:${port}/msi/token`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

describe('on a terminal', () => {
  it('shows help in colour and leaves the terminal as it was', async () => {
    const { environment } = start();
    const terminal = spawn(process.execPath, [mainFile, 'help'], {
      cols: 80,
      rows: 24,
      env: { ...environment, TERM: 'xterm-256color' },
    });
    let shown = '';
    terminal.onData((data) => {
      shown += data;
    });
    const { exitCode } = await new Promise<{ exitCode: number }>((resolve) =>
      terminal.onExit(resolve),
    );

    expect(exitCode).toBe(0);
    expect(shown).toContain('\u001b[1m');
    expect(shown).toContain('backup');
    for (const mode of ['?25l', '?1049h', '?1000h']) expect(shown).not.toContain(mode);
  });
});
