import { StorageSharedKeyCredential } from '@azure/storage-blob';
import { type FaultInput, type Sandbox, startSandbox } from '@lifeboat/sandbox';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Trusting, trusting } from '../trusting.ts';

const subscriptions = '/subscriptions?api-version=2022-12-01';
const service =
  '/subscriptions/5b5c0000-0000-4000-8000-000000000001/resourceGroups/rg-prod/providers/Microsoft.ApiManagement/service/contoso-prod';
let sandbox: Sandbox;
let client: Trusting;
let authorization = '';

beforeAll(async () => {
  sandbox = await startSandbox();
  client = trusting(sandbox);
  const { token } = await sandbox.control.token({
    principal: 'ana@contoso.com',
    audience: 'https://management.azure.com',
  });
  authorization = `Bearer ${token}`;
});

afterEach(() => sandbox.control.removeFaults());

afterAll(async () => {
  await client.close();
  await sandbox.close();
});

const play = (fault: FaultInput) => sandbox.control.addFault(fault);
const get = (path = subscriptions) => client.send(path, { headers: { authorization } });
const backup = (name: string) =>
  client.send(`${service}/backup?api-version=2024-05-01`, {
    method: 'POST',
    headers: { authorization, 'content-type': 'application/json' },
    body: JSON.stringify({
      storageAccount: 'stcontosodr',
      containerName: 'apim-backups',
      backupName: name,
      accessType: 'SystemAssignedManagedIdentity',
    }),
  });
/** The system's or undici's code of a failed exchange, else the error's name. */
const failure = (promise: Promise<unknown>) =>
  promise.then(
    () => 'answered',
    (error) => {
      const codes = [error.cause?.code, error.code].filter((code) => typeof code === 'string');
      return codes[0] ?? error.name;
    },
  );

describe('scripted faults', () => {
  it('answer with a status, headers and a body of their own, once', async () => {
    await play({
      path: '^/subscriptions',
      play: {
        kind: 'status',
        status: 429,
        headers: { 'Retry-After': '7' },
        body: { error: { code: 'TooManyRequests', message: 'Slow down.' } },
      },
    });

    const first = await get();
    const second = await get();

    expect(first.status).toBe(429);
    expect(first.headers.get('retry-after')).toBe('7');
    expect(await first.json()).toMatchObject({ error: { code: 'TooManyRequests' } });
    expect(second.status).toBe(200);
  });

  it('cut the connection before anything happened', async () => {
    await play({ method: 'POST', path: '/backup', play: { kind: 'reset' } });

    const lost = await failure(backup('never-taken'));
    const again = await backup('taken-then');

    expect(lost).toBe('ECONNRESET');
    expect(again.status).toBe(202);
    await sandbox.control.advance({ minutes: 5 });
  });

  it('lose the 202 of a backup that Azure took', async () => {
    await play({ method: 'POST', path: '/backup', play: { kind: 'reset', when: 'after' } });

    const lost = await failure(backup('taken-but-lost'));
    const again = await backup('second');

    expect(lost).toBe('ECONNRESET');
    expect(again.status).toBe(409);
    expect(await again.json()).toMatchObject({ error: { code: 'ServiceLocked' } });
    await sandbox.control.advance({ minutes: 5 });
  });

  it('leave the client hanging until it gives up', async () => {
    await play({ path: '^/subscriptions', play: { kind: 'hang' } });

    const hung = client.send(subscriptions, {
      headers: { authorization },
      signal: AbortSignal.timeout(300),
    });

    expect(await failure(hung)).toBe('TimeoutError');
    expect((await get()).status).toBe(200);
  });

  it('answer late', async () => {
    await play({ path: '^/subscriptions', play: { kind: 'slow', delayMs: 250 } });
    const startedAt = performance.now();

    const late = await get();

    expect(late.status).toBe(200);
    expect(performance.now() - startedAt).toBeGreaterThan(240);
  });

  it('spoil the body and keep the status', async () => {
    await play({ path: '^/subscriptions', play: { kind: 'garbage' } });

    const spoiled = await get();

    expect(spoiled.status).toBe(200);
    await expect(spoiled.json()).rejects.toThrow(SyntaxError);
  });

  it('cut the body in the middle', async () => {
    await play({ path: '^/subscriptions', play: { kind: 'truncated' } });

    const half = await get();

    expect(half.status).toBe(200);
    expect(await failure(half.text())).toBe('UND_ERR_SOCKET');
  });

  it('point Location at another origin and keep its path', async () => {
    await play({
      method: 'POST',
      path: '/backup',
      play: { kind: 'foreign-location', origin: 'https://evil.test' },
    });

    const moved = await backup('moved');

    expect(moved.status).toBe(202);
    expect(moved.headers.get('location')).toMatch(
      /^https:\/\/evil\.test\/subscriptions\/.*operationresults/i,
    );
    await sandbox.control.advance({ minutes: 5 });
  });

  it('point nextLink at another origin, also where there was none', async () => {
    await play({
      path: '^/subscriptions',
      play: { kind: 'foreign-next-link', origin: 'https://evil.test' },
    });

    const page = (await (await get()).json()) as { value: unknown[]; nextLink: string };

    expect(page.nextLink).toMatch(/^https:\/\/evil\.test\//);
    expect(page.value.length).toBeGreaterThan(0);
  });

  it('play at the third of its requests only', async () => {
    await play({ path: '^/subscriptions', nth: 3, play: { kind: 'status', status: 503 } });

    const statuses = [];
    for (let at = 0; at < 4; at += 1) statuses.push((await get()).status);

    expect(statuses).toEqual([200, 200, 503, 200]);
  });

  it('work for sign-in', async () => {
    await play({ path: '/oauth2/v2.0/token', play: { kind: 'status', status: 500 } });

    const answer = await client.send('/contoso.com/oauth2/v2.0/token', {
      method: 'POST',
      body: '',
    });

    expect(answer.status).toBe(500);
  });

  it('work for storage, after the blob was written', async () => {
    const key = Buffer.from('pretend-key-1-of-stcontosodr'.padEnd(64, '.')).toString('base64');
    const container = client
      .blobs('stcontosodr', new StorageSharedKeyCredential('stcontosodr', key))
      .getContainerClient('apim-backups');
    await play({
      front: 'storage',
      method: 'PUT',
      play: { kind: 'status', status: 503, when: 'after' },
    });

    const put = container.getBlockBlobClient('written-anyway').uploadData(Buffer.from('x'));

    await expect(put).rejects.toMatchObject({ statusCode: 503 });
    expect(await container.getBlockBlobClient('written-anyway').exists()).toBe(true);
  });

  it('work for the identity endpoints, on a plain connection', async () => {
    await play({ front: 'identity', play: { kind: 'reset' } });

    const lost = client.send(`${sandbox.imdsOrigin}/metadata/identity/oauth2/token`);

    expect(await failure(lost)).toBe('ECONNRESET');
  });
});
