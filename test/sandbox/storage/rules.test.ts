import { type Sandbox, startSandbox } from '@lifeboat/sandbox';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AzureCaller, azureCaller } from '../azure-caller.ts';

const account = 'stcontosodr';
const container = '/apim-backups';
const ana = 'ana@contoso.com';
let sandbox: Sandbox;
let azure: AzureCaller;

beforeAll(async () => {
  sandbox = await startSandbox();
  azure = azureCaller(sandbox);
});

afterAll(async () => {
  await azure.close();
  await sandbox.close();
});

function put(name: string, who = ana, headers: Record<string, string> = {}) {
  return azure.blob(
    who,
    'PUT',
    { account, path: `${container}/${name}` },
    { headers: { 'x-ms-blob-type': 'BlockBlob', ...headers }, body: 'content' },
  );
}

function blob(method: string, name: string, who = ana) {
  return azure.blob(who, method, { account, path: `${container}/${name}` });
}

function errorOf(answer: { status: number; headers: Headers }): string {
  return `${answer.status} ${answer.headers.get('x-ms-error-code')}`;
}

describe('a blob', () => {
  it('is put and deleted by who may, and stays for who may only read', async () => {
    const made = await put('mine');
    const refused = await blob('DELETE', 'mine', 'vera@contoso.com');
    const deleted = await blob('DELETE', 'mine');
    const gone = await blob('DELETE', 'mine');

    expect([made.status, deleted.status]).toEqual([201, 202]);
    expect(errorOf(refused)).toBe('403 AuthorizationPermissionMismatch');
    expect(errorOf(gone)).toBe('404 BlobNotFound');
  });

  it('is made, but neither changed nor deleted, by who may only add', async () => {
    await sandbox.control.defineRole({
      name: 'Only Adds',
      dataActions: [
        'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read',
        'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/add/action',
      ],
    });
    const grant = { principal: 'noor@contoso.com', role: 'Only Adds', scope: '/' };
    await sandbox.control.assignRole(grant);

    const made = await put('added', 'noor@contoso.com');
    const changed = await put('added', 'noor@contoso.com');
    const deleted = await blob('DELETE', 'added', 'noor@contoso.com');

    expect(made.status).toBe(201);
    expect([changed, deleted].map(errorOf)).toEqual([
      '403 AuthorizationPermissionMismatch',
      '403 AuthorizationPermissionMismatch',
    ]);
  });
});

describe('a container with a retention policy', () => {
  it('takes new blobs, keeps them as they are for its days, and gives them free then', async () => {
    await put('before');
    await sandbox.control.setContainer(account, 'apim-backups', { immutableDays: 7 });

    const made = await put('held');
    const again = await put('held');
    const onlyNew = await put('held', ana, { 'if-none-match': '*' });
    const deleted = [await blob('DELETE', 'held'), await blob('DELETE', 'before')];
    const whole = await azure.blob(ana, 'DELETE', {
      account,
      path: `${container}?restype=container`,
    });
    await sandbox.control.advance({ days: 8 });
    const later = await blob('DELETE', 'held');

    expect(made.status).toBe(201);
    expect([again, ...deleted, whole].map(errorOf)).toEqual(
      Array.from({ length: 4 }, () => '409 BlobImmutableDueToPolicy'),
    );
    expect(errorOf(onlyNew)).toBe('409 BlobAlreadyExists');
    expect(later.status).toBe(202);
    await sandbox.control.setContainer(account, 'apim-backups', { immutableDays: null });
  });

  it('holds a blob without end while there is a legal hold', async () => {
    await put('case');
    await sandbox.control.setContainer(account, 'apim-backups', { legalHolds: ['case-7'] });
    await sandbox.control.advance({ days: 400 });

    const held = await blob('DELETE', 'case');
    await sandbox.control.setContainer(account, 'apim-backups', { legalHolds: [] });

    expect(errorOf(held)).toBe('409 BlobImmutableDueToLegalHold');
    expect((await blob('DELETE', 'case')).status).toBe(202);
  });
});

describe('the second region', () => {
  const list = async () => {
    const path = `${container}?restype=container&comp=list`;
    const { body } = await azure.blob(ana, 'GET', { account: `${account}-secondary`, path });
    return [...String(body).matchAll(/<Name>(.*?)<\/Name>/g)].map(([, name]) => name);
  };
  const read = (name: string) =>
    azure.blob(ana, 'HEAD', { account: `${account}-secondary`, path: `${container}/${name}` });

  it('is read as it was at the last sync, where the account allows that', async () => {
    await put('synced');
    await sandbox.control.advance({ hours: 1 });
    await put('unsynced');

    const closed = await read('synced');
    await sandbox.control.setAccount(account, { sku: 'Standard_RAGRS' });

    expect(errorOf(closed)).toBe('403 InsufficientAccountPermissions');
    expect((await read('synced')).status).toBe(200);
    expect((await read('unsynced')).status).toBe(404);
    expect(await list()).toContain('synced');
    expect(await list()).not.toContain('unsynced');
  });

  it('cannot be written', async () => {
    const path = `${container}/there`;
    const refused = await azure.blob(ana, 'PUT', { account: `${account}-secondary`, path });

    expect(errorOf(refused)).toBe('403 InsufficientAccountPermissions');
  });

  it('is all that is left after a failover', async () => {
    const { body } = await azure.as(
      ana,
      'GET',
      '/subscriptions/5b5c0000-0000-4000-8000-000000000001/providers/Microsoft.Storage/storageAccounts?api-version=2023-05-01',
    );
    const id = (body as { value: { id: string; name: string }[] }).value.find(
      (each) => each.name === account,
    )?.id;
    await sandbox.control.setReplication(account, {
      lastSyncTime: new Date(sandbox.clock.now() - 1_800_000).toISOString(),
    });

    const accepted = await azure.as(ana, 'POST', `${id}/failover?api-version=2023-05-01`);
    await sandbox.control.advance({ minutes: 5 });
    const ended = await azure.as(ana, 'GET', accepted.location);

    expect([accepted.status, ended.status]).toEqual([202, 200]);
    expect((await blob('HEAD', 'synced')).status).toBe(200);
    expect((await blob('HEAD', 'unsynced')).status).toBe(404);
    expect((await put('after')).status).toBe(201);
  });
});
