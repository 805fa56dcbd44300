import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StorageSharedKeyCredential } from '@azure/storage-blob';
import { type Sandbox, startSandbox } from '@lifeboat/sandbox';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { bestTime } from '../harness/best-time.ts';
import { type Trusting, trusting } from './trusting.ts';

const group = '/subscriptions/5b5c0000-0000-4000-8000-000000000001/resourceGroups';
const provider = 'providers/Microsoft.ApiManagement/service';
const prod = `${group}/rg-prod/${provider}/contoso-prod`;
const dr = `${group}/rg-dr/${provider}/contoso-dr`;
const version = 'api-version=2024-05-01';
let sandbox: Sandbox;
let client: Trusting;

beforeAll(async () => {
  sandbox = await startSandbox({ backupSeconds: 420, restoreSeconds: 660 });
  client = trusting(sandbox);
});

afterAll(async () => {
  await client.close();
  await sandbox.close();
});

/** A request to the resource manager as ana, with a token of its own: time may have jumped. */
async function arm(method: string, target: string, body?: object) {
  const { token } = await sandbox.control.token({
    principal: 'ana@contoso.com',
    audience: 'https://management.azure.com',
  });
  const answer = await client.send(target, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  return {
    status: answer.status,
    location: answer.headers.get('location') ?? '',
    date: Date.parse(answer.headers.get('date') ?? ''),
    body: text === '' ? null : JSON.parse(text),
  };
}

function container() {
  const key = Buffer.from('pretend-key-1-of-stcontosodr'.padEnd(64, '.')).toString('base64');
  return client
    .blobs('stcontosodr', new StorageSharedKeyCredential('stcontosodr', key))
    .getContainerClient('apim-backups');
}

function target(backupName: string) {
  return {
    storageAccount: 'stcontosodr',
    containerName: 'apim-backups',
    backupName,
    accessType: 'SystemAssignedManagedIdentity',
  };
}

async function backUp(service: string, name: string): Promise<void> {
  const accepted = await arm('POST', `${service}/backup?${version}`, target(name));
  expect(accepted.status).toBe(202);
  await sandbox.control.advance({ minutes: 7 });
  expect((await arm('GET', accepted.location)).status).toBe(200);
}

describe('a backup and a restore through all of the sandbox', () => {
  it('writes a blob when the backup ends, dated then, and not before', async () => {
    const accepted = await arm('POST', `${prod}/backup?${version}`, target('dated'));
    const running = await arm('GET', accepted.location);
    const early = await container().getBlockBlobClient('dated').exists();

    await sandbox.control.advance({ hours: 20 });
    const ended = await arm('GET', accepted.location);
    const { createdOn, contentLength } = await container()
      .getBlockBlobClient('dated')
      .getProperties();

    expect(running.status).toBe(202);
    expect(early).toBe(false);
    expect(ended.status).toBe(200);
    expect(ended.body.properties.provisioningState).toBe('Succeeded');
    expect(contentLength).toBeGreaterThan(100);
    expect(Math.abs((createdOn?.getTime() ?? 0) - (accepted.date + 420_000))).toBeLessThan(5000);
  });

  it('brings the source’s APIs to the target', async () => {
    await backUp(prod, 'carried');
    const names = async (service: string) =>
      (await arm('GET', `${service}/apis?${version}`)).body.value.map(
        ({ name }: { name: string }) => name,
      );
    const before = await names(dr);

    const accepted = await arm('POST', `${dr}/restore?${version}`, target('carried'));
    await sandbox.control.advance({ minutes: 11 });
    const ended = await arm('GET', accepted.location);

    expect(ended.status).toBe(200);
    expect(before).not.toEqual(await names(prod));
    expect(await names(dr)).toEqual(await names(prod));
  });

  it('fails to restore a blob that was deleted', async () => {
    await backUp(prod, 'deleted');
    await container().getBlockBlobClient('deleted').delete();

    const accepted = await arm('POST', `${dr}/restore?${version}`, target('deleted'));
    await sandbox.control.advance({ minutes: 11 });
    const ended = await arm('GET', accepted.location);

    expect(ended.status).toBeGreaterThanOrEqual(400);
    expect(ended.body.error.code).toBeTruthy();
  });

  it('shows a busy service or hides it, as it was told', async () => {
    const state = async () =>
      (await arm('GET', `${prod}?${version}`)).body.properties.provisioningState;
    await arm('POST', `${prod}/backup?${version}`, target('busy'));

    const shown = await state();
    await sandbox.control.setOptions({ busyDuringOperations: false });
    const hidden = await state();

    expect(shown).not.toBe('Succeeded');
    expect(hidden).toBe('Succeeded');
    await sandbox.control.setOptions({ busyDuringOperations: true });
    await sandbox.control.advance({ minutes: 7 });
  });
});

describe('starting the sandbox', () => {
  it('takes under three seconds', async () => {
    const started: Awaited<ReturnType<typeof startSandbox>>[] = [];
    const took = await bestTime(3000, async () => started.push(await startSandbox()));
    for (const each of started) await each.close();

    expect(took).toBeLessThan(3000);
  });

  it('gives a configuration, its file and the environment that goes with it', () => {
    const config = parse(sandbox.configYaml);

    expect(readFileSync(sandbox.configFile, 'utf8')).toBe(sandbox.configYaml);
    expect(sandbox.environment.LIFEBOAT_CONFIG).toBe(sandbox.configFile);
    expect(config.cloud).toMatchObject({
      authorityHost: sandbox.origin,
      resourceManager: sandbox.origin,
      blobEndpoint: sandbox.blobEndpoint,
      instanceDiscovery: false,
    });
    expect(config.services['contoso-prod']).toMatchObject({
      resourceGroup: 'rg-prod',
      storage: 'main',
    });
    expect(sandbox.configYaml).not.toContain(sandbox.environment.AZURE_CLIENT_SECRET);
    expect(statSync(sandbox.configFile).mode & 0o077).toBe(0);
  });

  it('starts at the time it is given, and runs at its rate', async () => {
    const other = await startSandbox({ start: '2030-01-01T00:00:00Z', rate: 1000 });
    const there = trusting(other);

    const answer = await there.send('/subscriptions?api-version=2022-12-01');

    expect(answer.headers.get('date')).toMatch(/^Tue, 01 Jan 2030/);
    expect(other.clock.now()).toBeGreaterThan(Date.parse('2030-01-01T00:00:00Z') + 1000);
    await there.close();
    await other.close();
  });

  it('leaves nothing behind when it is closed', async () => {
    const other = await startSandbox();
    await other.close();

    expect(existsSync(other.stateDir)).toBe(false);
    await expect(fetch(`${other.imdsOrigin}/`)).rejects.toThrow();
  });

  it('closes although a client still hangs', async () => {
    const other = await startSandbox();
    const there = trusting(other);
    await other.control.addFault({ play: { kind: 'hang' } });
    const hung = there.send('/subscriptions').catch(() => 'cut');
    while ((await other.control.requests()).length === 0) await new Promise(setImmediate);

    await other.close();

    expect(await hung).toBe('cut');
    await there.close();
  });

  it('keeps a folder that it was given', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'sandbox-given-'));
    const other = await startSandbox({ stateDir: folder });
    await other.close();

    expect(existsSync(join(folder, 'ca.pem'))).toBe(true);
    rmSync(folder, { recursive: true });
  });

  it('says so when a port is taken, and leaves nothing behind', async () => {
    const blocker = createServer();
    await new Promise<void>((resolve) => blocker.listen(0, '127.0.0.1', resolve));
    const address = blocker.address();
    const port = address !== null && typeof address === 'object' ? address.port : 0;

    await expect(startSandbox({ port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
    blocker.close();
  });

  it.each([{ backupSeconds: -1 }, { rate: 0 }, { port: 70_000 }, { nonsense: 1 }])(
    'refuses the options %j',
    async (options) => {
      await expect(startSandbox(options)).rejects.toThrow();
    },
  );
});

/** Runs the command and gives its output so far, its end, and a way to wait for some of its words. */
function run(...args: string[]) {
  const main = new URL('../../packages/sandbox/src/main.ts', import.meta.url).pathname;
  const child = spawn(process.execPath, [main, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const said = (words: string) =>
    new Promise<void>((resolve, reject) => {
      const look = () => {
        if (output.includes(words)) resolve();
      };
      child.stdout.on('data', look);
      child.stderr.on('data', look);
      void ended.then(() => reject(new Error(`It ended without saying ${words}:\n${output}`)));
    });
  const collect = (bytes: Buffer) => {
    output += bytes.toString('utf8');
  };
  child.stdout.on('data', collect);
  child.stderr.on('data', collect);
  return { child, ended, said, output: () => output };
}

describe('the sandbox command', () => {
  it('prints where everything is and what to export, and cleans up at the end', async () => {
    const { child, ended, said, output } = run(
      '--backup-seconds',
      '1',
      '--no-busy-during-operations',
    );
    await said('Ctrl-C ends it');
    const config = /export LIFEBOAT_CONFIG='([^']+)'/.exec(output())?.[1] ?? '';

    expect(existsSync(config)).toBe(true);
    expect(output()).toContain("export AZURE_CLIENT_SECRET='");
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
    expect(existsSync(config)).toBe(false);
  });

  it('writes the configuration where it is told to', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'sandbox-out-'));
    const { child, ended, said } = run('--config-out', join(folder, 'config.yaml'));
    await said('Ctrl-C ends it');

    expect(parse(readFileSync(join(folder, 'config.yaml'), 'utf8')).cloud.name).toBe('sandbox');
    child.kill('SIGINT');
    await ended;
    rmSync(folder, { recursive: true });
  });

  it.skipIf(process.platform !== 'linux')(
    'takes its storage with it when it is killed',
    async () => {
      const { child, ended, said, output } = run();
      await said('Ctrl-C ends it');
      const children = readFileSync(`/proc/${child.pid}/task/${child.pid}/children`, 'utf8');
      const [storage] = children.trim().split(' ').map(Number);

      child.kill('SIGKILL');
      await ended;

      expect(storage).toBeGreaterThan(0);
      await expect.poll(() => existsSync(`/proc/${storage}`), { timeout: 5000 }).toBe(false);
      const config = /export LIFEBOAT_CONFIG='([^']+)'/.exec(output())?.[1] ?? '';
      rmSync(join(config, '..'), { recursive: true });
    },
  );

  it.each([
    ['--bakup-seconds', '1'],
    ['--backup-seconds', 'soon'],
    ['--rate', '0'],
  ])('refuses %s %s and shows its flags', async (...args) => {
    const { ended, output } = run(...args);

    expect(await ended).toBe(2);
    expect(output()).toContain('--backup-seconds VALUE');
  });
});
