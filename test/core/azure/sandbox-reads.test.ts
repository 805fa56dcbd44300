import { type Sandbox, startSandbox } from '@lifeboat/sandbox';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Azure } from '../../../packages/core/src/ports/azure.ts';
import {
  accountPlace,
  azureOf,
  containerPlace,
  idOf,
  platform,
  production,
  seen,
  unseen,
} from './sandbox-azure.ts';

let sandbox: Sandbox;
let ana: Azure;
let vera: Azure;
let noor: Azure;
const closers: (() => Promise<void>)[] = [];

async function as(principal: string): Promise<Azure> {
  const { azure, close } = await azureOf(sandbox, principal);
  closers.push(close);
  return azure;
}

beforeAll(async () => {
  sandbox = await startSandbox({ extraServices: 120 });
  closers.push(() => sandbox.close());
  [ana, vera, noor] = await Promise.all([
    as('ana@contoso.com'),
    as('vera@contoso.com'),
    as('noor@contoso.com'),
  ]);
});
afterAll(async () => {
  for (const close of closers.reverse()) await close();
});

describe('services', () => {
  it('are read with their tier, regions and identity', async () => {
    const look = await ana.apiManagement.get(idOf('rg-prod', 'contoso-prod'));

    expect(seen(look)).toMatchObject({
      name: 'contoso-prod',
      tier: 'Premium',
      capacity: 2,
      region: 'westeurope',
      regions: ['northeurope'],
      provisioningState: 'Succeeded',
      targetProvisioningState: null,
    });
    expect(seen(look).identity.principalId).toMatch(/^[0-9a-f-]{36}$/);
    expect(seen(look).resource).toHaveProperty('properties.hostnameConfigurations');
    expect(look.seen && look.date).toBeTypeOf('number');
  });

  it('are absent with the words and the id of Azure', async () => {
    const why = unseen(await ana.apiManagement.get(idOf('rg-prod', 'nowhere')));

    expect(why).toMatchObject({ kind: 'absent', azure: { status: 404, code: 'ResourceNotFound' } });
    expect(why.azure?.requestId).not.toBeNull();
  });

  it('are denied to who has no role, with the right that is missing', async () => {
    const why = unseen(await noor.apiManagement.get(idOf('rg-prod', 'contoso-prod')));

    expect(why).toMatchObject({
      kind: 'denied',
      azure: { status: 403, code: 'AuthorizationFailed' },
      remedy: 'The signed-in account needs the right "Microsoft.ApiManagement/service/read".',
    });
  });

  it('are listed by resource group and by subscription, all pages', async () => {
    const group = await ana.apiManagement.list({
      subscription: production,
      resourceGroup: 'rg-prod',
    });
    const all = seen(await ana.apiManagement.list({ subscription: platform }));

    expect(seen(group).map(({ name }) => name)).toContain('contoso-prod');
    expect(all.length).toBeGreaterThanOrEqual(120);
    expect(new Set(all.map(({ resourceId }) => resourceId)).size).toBe(all.length);
  });

  it('are found in every subscription by Resource Graph, all pages', async () => {
    const fleet = seen(await ana.apiManagement.query([production, platform]));

    expect(fleet.length).toBeGreaterThan(120);
    expect(fleet).toContainEqual(
      expect.objectContaining({ name: 'contoso-prod', tier: 'Premium', region: 'westeurope' }),
    );
  });
});

describe('storage accounts', () => {
  it('are listed and read with their blob endpoint', async () => {
    const names = seen(await ana.storageAccounts.list(production)).map(({ name }) => name);
    const one = seen(await ana.storageAccounts.get(accountPlace));

    expect(names).toContain('stcontosodr');
    expect(one).toMatchObject({ name: 'stcontosodr', region: 'northeurope' });
    expect(one.blobEndpoint).not.toBeNull();
  });

  it('tell whether a container is there', async () => {
    const all = seen(await ana.storageAccounts.containers(accountPlace));
    const there = await ana.storageAccounts.container(accountPlace, 'apim-backups');
    const not = await ana.storageAccounts.container(accountPlace, 'no-such-thing');

    expect(all).toContainEqual({ name: 'apim-backups' });
    expect(seen(there)).toEqual({ name: 'apim-backups', immutableDays: null, legalHold: false });
    expect(unseen(not).kind).toBe('absent');
  });

  it('give a key as a secret, to who may have it', async () => {
    const key = seen(await ana.storageAccounts.key(accountPlace));
    const why = unseen(await vera.storageAccounts.key(accountPlace));

    expect(String(key)).toBe('***');
    expect(Buffer.from(key.reveal(), 'base64')).toHaveLength(64);
    expect(why).toMatchObject({
      kind: 'denied',
      remedy: expect.stringContaining('listKeys/action'),
    });
  });
});

describe.each(['token', 'key'] as const)('blobs, with our %s', (way) => {
  const name = `folder/${way} ä.json`;
  const at = async () =>
    way === 'key'
      ? { ...containerPlace, key: seen(await ana.storageAccounts.key(accountPlace)) }
      : containerPlace;

  it('are written whole or not at all, in pieces too', async () => {
    const place = await at();
    const name = `written-${way}.ndjson`;
    const put = (text: string, replace: boolean) =>
      ana.blobs.writeText(place, name, text, { replace });

    expect(seen(await put('ä\n', false))).toBeNull();
    expect(unseen(await put('b\n', false)).azure?.code).toBe('BlobAlreadyExists');
    expect(seen(await put('', true))).toBeNull();
    expect(seen(await ana.blobs.readText(place, name))).toBe('');
    for (const [index, text] of ['ü\n', 'v\n'].entries())
      expect(seen(await ana.blobs.stagePiece(place, name, { index, text }))).toBeNull();
    expect(seen(await ana.blobs.readText(place, name))).toBe('');
    expect(seen(await ana.blobs.commitPieces(place, name, 2))).toBeNull();
    expect(seen(await ana.blobs.readText(place, name))).toBe('ü\nv\n');
    expect(unseen(await ana.blobs.commitPieces(place, name, 3)).kind).toBe('error');
    const tooLong = 'x'.repeat(8 * 1024 * 1024 + 1);
    expect(unseen(await put(tooLong, true)).words).toContain('too large');
    expect(seen(await ana.blobs.readText(place, name))).toBe('ü\nv\n');
  });

  it('are written once, and read, listed and looked at alike', async () => {
    const written = await ana.blobs.createText(await at(), name, '{"ä":1}');
    const again = await ana.blobs.createText(await at(), name, '{"ä":2}');

    const text = await ana.blobs.readText(await at(), name);
    const head = seen(await ana.blobs.head(await at(), name));
    const listed = seen(await ana.blobs.list(await at(), `folder/${way}`));

    expect(seen(written)).toBeNull();
    expect(unseen(again)).toMatchObject({ azure: { status: 409, code: 'BlobAlreadyExists' } });
    expect(seen(text)).toBe('{"ä":1}');
    expect(listed).toEqual([head]);
    expect(head).toMatchObject({
      name,
      sizeBytes: 8,
      url: ana.blobs.url('stcontosodr', 'apim-backups', name),
    });
    expect(head.createdAt).toBeTypeOf('number');
    expect(head.etag).not.toContain('"');
  });

  it('are absent with code and request id', async () => {
    const why = unseen(await ana.blobs.head(await at(), 'nothing'));
    const nowhere = unseen(
      await ana.blobs.list({ ...(await at()), container: 'no-such-thing' }, null),
    );

    expect(why).toMatchObject({ kind: 'absent', azure: { status: 404, code: 'BlobNotFound' } });
    expect(why.azure?.requestId).not.toBeNull();
    expect(nowhere).toMatchObject({ kind: 'absent', azure: { code: 'ContainerNotFound' } });
  });
});

describe('blobs without the right', () => {
  it('are denied, with the role that is missing', async () => {
    const why = unseen(await noor.blobs.list(containerPlace, null));

    expect(why).toMatchObject({ kind: 'denied', azure: { status: 403 } });
    expect(why.remedy).toContain('Storage Blob Data');
  });
});
