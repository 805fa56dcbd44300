import { ClientSecretCredential } from '@azure/identity';
import { StorageSharedKeyCredential } from '@azure/storage-blob';
import { type Sandbox, startSandbox } from '@lifeboat/sandbox';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Trusting, trusting } from '../trusting.ts';

const account = 'stcontosodr';
const key = Buffer.from(`pretend-key-1-of-${account}`.padEnd(64, '.')).toString('base64');
let sandbox: Sandbox;
let client: Trusting;

beforeAll(async () => {
  sandbox = await startSandbox();
  client = trusting(sandbox);
});

afterAll(async () => {
  await client.close();
  await sandbox.close();
});

function application(name: 'lifeboat-backup' | 'lifeboat-restore') {
  const number = name === 'lifeboat-backup' ? '11' : '12';
  return new ClientSecretCredential(
    '7e4a0000-0000-4000-8000-000000000001',
    `c11e0000-0000-4000-8000-0000000000${number}`,
    `sandbox-secret-of-${name}`,
    client.identity,
  );
}

const credentials = [
  ['a shared key', () => new StorageSharedKeyCredential(account, key)],
  ['a bearer token', () => application('lifeboat-restore')],
] as const;

describe.each(credentials)('the blob endpoint with %s', (how, credential) => {
  const container = () => client.blobs(account, credential()).getContainerClient('apim-backups');
  const name = `front/${how.replaceAll(' ', '-')} äß+%.apimbackup`;

  it('puts, lists, heads, gets and deletes a blob', async () => {
    const blob = container().getBlockBlobClient(name);

    await blob.uploadData(Buffer.from('content'), { metadata: { why: 'test' } });

    const listed: string[] = [];
    for await (const each of container().listBlobsFlat({ prefix: 'front/' }))
      listed.push(each.name);
    expect(listed).toContain(name);
    const head = await blob.getProperties();
    expect(head.contentLength).toBe(7);
    expect(head.metadata).toEqual({ why: 'test' });
    expect((await blob.downloadToBuffer()).toString()).toBe('content');
    await blob.delete();
    expect(await blob.exists()).toBe(false);
  });

  it('refuses to overwrite with If-None-Match: *, and keeps what is there', async () => {
    const blob = container().getBlockBlobClient(`${name}.once`);
    await blob.uploadData(Buffer.from('first'));

    const again = blob.uploadData(Buffer.from('second'), { conditions: { ifNoneMatch: '*' } });

    await expect(again).rejects.toMatchObject({ statusCode: 409, code: 'BlobAlreadyExists' });
    expect((await blob.downloadToBuffer()).toString()).toBe('first');
  });

  it('replaces metadata under an etag, and refuses a stale one', async () => {
    const blob = container().getBlockBlobClient(`${name}.meta`);
    const { etag } = await blob.uploadData(Buffer.from('x'));

    await blob.setMetadata({ note: 'kept' }, { conditions: { ifMatch: etag ?? '' } });
    const stale = blob.setMetadata({ note: 'lost' }, { conditions: { ifMatch: etag ?? '' } });

    await expect(stale).rejects.toMatchObject({ statusCode: 412 });
    expect((await blob.getProperties()).metadata).toEqual({ note: 'kept' });
  });
});

describe('the blob endpoint', () => {
  it('refuses a wrong key, a stranger and nobody at all', async () => {
    const wrong = Buffer.from('wrong'.padEnd(64)).toString('base64');
    const path = '/apim-backups?restype=container&comp=list';
    const { token } = await sandbox.control.token({
      principal: 'noor@contoso.com',
      audience: 'https://storage.azure.com',
    });
    const base = sandbox.blobEndpoint.replace('{account}', account);

    const byKey = client.blobs(account, new StorageSharedKeyCredential(account, wrong));
    const byStranger = await client.send(base + path, {
      headers: { authorization: `Bearer ${token}`, 'x-ms-version': '2023-11-03' },
    });
    const byNobody = await client.send(base + path);

    await expect(byKey.getContainerClient('apim-backups').exists()).rejects.toMatchObject({
      statusCode: 403,
      code: 'AuthenticationFailed',
    });
    expect(byStranger.status).toBe(403);
    expect(byStranger.headers.get('x-ms-error-code')).toBe('AuthorizationPermissionMismatch');
    expect(await byStranger.text()).toContain('<Code>AuthorizationPermissionMismatch</Code>');
    expect(byNobody.status).toBe(401);
  });

  it('lets a reader read and not write', async () => {
    const { token } = await sandbox.control.token({
      principal: 'vera@contoso.com',
      audience: 'https://storage.azure.com',
    });
    const url = `${sandbox.blobEndpoint.replace('{account}', account)}/apim-backups/by-vera`;
    const headers = { authorization: `Bearer ${token}`, 'x-ms-version': '2023-11-03' };

    const read = await client.send(url, { headers });
    const write = await client.send(url, {
      method: 'PUT',
      headers: { ...headers, 'x-ms-blob-type': 'BlockBlob' },
      body: 'no',
    });

    expect(read.headers.get('x-ms-error-code')).toBe('BlobNotFound');
    expect(write.headers.get('x-ms-error-code')).toBe('AuthorizationPermissionMismatch');
  });

  it.each([
    ['for the resource manager', 'https://management.azure.com'],
    ['for another account', 'https://stfabrikam.blob.core.windows.net'],
  ])('refuses a token %s, and says where to sign in', async (_, audience) => {
    const { token } = await sandbox.control.token({ principal: 'ana@contoso.com', audience });

    const answer = await client.send(
      `${sandbox.blobEndpoint.replace('{account}', account)}/apim-backups/x`,
      { headers: { authorization: `Bearer ${token}` } },
    );

    expect(answer.status).toBe(401);
    expect(answer.headers.get('x-ms-error-code')).toBe('InvalidAuthenticationInfo');
    expect(answer.headers.get('www-authenticate')).toContain(
      `authorization_uri=${sandbox.origin}/`,
    );
  });

  it('refuses keys where the account allows none', async () => {
    const other = 'stcontosonokey';
    const own = Buffer.from(`pretend-key-1-of-${other}`.padEnd(64, '.')).toString('base64');
    const blobs = client.blobs(other, new StorageSharedKeyCredential(other, own));

    await expect(blobs.getContainerClient('apim-backups').exists()).rejects.toMatchObject({
      statusCode: 403,
      code: 'KeyBasedAuthenticationNotPermitted',
    });
  });

  it('creates, lists and deletes containers', async () => {
    const blobs = client.blobs(account, new StorageSharedKeyCredential(account, key));

    await blobs.createContainer('made-here');

    const listed: string[] = [];
    for await (const each of blobs.listContainers()) listed.push(each.name);
    expect(listed).toEqual(expect.arrayContaining(['apim-backups', 'made-here']));
    await blobs.deleteContainer('made-here');
    expect(await blobs.getContainerClient('made-here').exists()).toBe(false);
  });
});

describe('a token that outlived its time', () => {
  it('is refused by the sandbox clock, whatever the client thinks', async () => {
    const audience = 'https://storage.azure.com';
    const { token } = await sandbox.control.token({ principal: 'lifeboat-restore', audience });
    const url = `${sandbox.blobEndpoint.replace('{account}', account)}/apim-backups/x`;
    const head = () =>
      client.send(url, {
        headers: { authorization: `Bearer ${token}`, 'x-ms-version': '2023-11-03' },
      });

    const fresh = await head();
    await sandbox.control.advance({ minutes: 61 });
    const stale = await head();

    expect(fresh.status).toBe(404);
    expect(stale.status).toBe(401);
  });
});

describe('times of blobs', () => {
  it('are the sandbox clock of the moment of writing, in headers and in listings', async () => {
    // A new credential each time: a token does not outlive 30 days.
    const container = () =>
      client.blobs(account, application('lifeboat-restore')).getContainerClient('apim-backups');
    const near = (time: Date | undefined, ms: number) =>
      Math.abs((time?.getTime() ?? 0) - ms) < 5000;

    const before = sandbox.clock.now();
    await container().getBlockBlobClient('times/early').uploadData(Buffer.from('1'));
    await sandbox.control.advance({ days: 30 });
    const after = sandbox.clock.now();
    await container().getBlockBlobClient('times/late').uploadData(Buffer.from('2'));

    expect(after - before).toBeGreaterThanOrEqual(30 * 86_400_000);
    const first = await container().getBlockBlobClient('times/early').getProperties();
    expect(near(first.createdOn, before)).toBe(true);
    expect(near(first.lastModified, before)).toBe(true);
    expect(near(first.date, after)).toBe(true);
    const second = await container().getBlockBlobClient('times/late').getProperties();
    expect(near(second.lastModified, after)).toBe(true);
    for await (const { name, properties } of container().listBlobsFlat({ prefix: 'times/' })) {
      expect(near(properties.createdOn, name === 'times/early' ? before : after)).toBe(true);
    }
  });
});
