import { randomUUID } from 'node:crypto';
import { type Sandbox, startSandbox } from '@lifeboat/sandbox';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lroStep } from '../../../packages/core/src/arm/lro.ts';
import type {
  Azure,
  ContainerPlace,
  Look,
  StartRequest,
} from '../../../packages/core/src/ports/azure.ts';
import { azureOf, signedIn } from './sandbox-azure.ts';

let sandbox: Sandbox;
let ana: Azure;
let vera: Azure;
let noor: Azure;
const closers: (() => Promise<void>)[] = [];

async function as(principal: string, apiVersion = '2024-05-01'): Promise<Azure> {
  const { azure, close } = await azureOf(sandbox, principal, { apiVersion });
  closers.push(close);
  return azure;
}

beforeAll(async () => {
  sandbox = await startSandbox({
    backupSeconds: 2,
    restoreSeconds: 2,
    retryAfterSeconds: 1,
    activityLogLagSeconds: 0,
    rate: 20,
    extraServices: 120,
  });
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

function seen<T>(look: Look<T>): T {
  if (!look.seen) throw new Error(`not seen: ${look.why.kind}: ${look.why.words}`);
  return look.value;
}
function unseen<T>(look: Look<T>) {
  if (look.seen) throw new Error('seen');
  return look.why;
}

const subscription = async (name: string) =>
  seen(await ana.subscriptions.list()).find((each) => each.name === name)?.subscription ?? '';
const production = () => subscription('Contoso Production');
const idOf = async (group: string, name: string) =>
  `/subscriptions/${await production()}/resourceGroups/${group}/providers/Microsoft.ApiManagement/service/${name}`;
const place = async (account = 'stcontosodr') => ({
  subscription: await production(),
  resourceGroup: 'rg-backup',
  account,
});
const container = (key: ContainerPlace['key'] = null): ContainerPlace => ({
  account: 'stcontosodr',
  container: 'apim-backups',
  key,
});

describe('services', () => {
  it('are read with their tier, regions and identity', async () => {
    const look = await ana.apiManagement.get(await idOf('rg-prod', 'contoso-prod'));

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
    const why = unseen(await ana.apiManagement.get(await idOf('rg-prod', 'nowhere')));

    expect(why).toMatchObject({ kind: 'absent', azure: { status: 404, code: 'ResourceNotFound' } });
    expect(why.azure?.requestId).not.toBeNull();
  });

  it('are denied to who has no role, with the right that is missing', async () => {
    const why = unseen(await noor.apiManagement.get(await idOf('rg-prod', 'contoso-prod')));

    expect(why).toMatchObject({
      kind: 'denied',
      azure: { status: 403, code: 'AuthorizationFailed' },
      remedy: 'The signed-in account needs the right "Microsoft.ApiManagement/service/read".',
    });
  });

  it('are listed by resource group and by subscription, all pages', async () => {
    const platform = await subscription('Contoso Platform');

    const group = await ana.apiManagement.list({
      subscription: await production(),
      resourceGroup: 'rg-prod',
    });
    const all = seen(await ana.apiManagement.list({ subscription: platform }));

    expect(seen(group).map(({ name }) => name)).toContain('contoso-prod');
    expect(all.length).toBeGreaterThanOrEqual(120);
    expect(new Set(all.map(({ resourceId }) => resourceId)).size).toBe(all.length);
  });

  it('are found in every subscription by Resource Graph, all pages', async () => {
    const subscriptions = [await production(), await subscription('Contoso Platform')];

    const fleet = seen(await ana.apiManagement.query(subscriptions));

    expect(fleet.length).toBeGreaterThan(120);
    expect(fleet).toContainEqual(
      expect.objectContaining({ name: 'contoso-prod', tier: 'Premium', region: 'westeurope' }),
    );
  });
});

describe('storage accounts', () => {
  it('are listed and read with their blob endpoint', async () => {
    const names = seen(await ana.storageAccounts.list(await production())).map(({ name }) => name);
    const one = seen(await ana.storageAccounts.get(await place()));

    expect(names).toContain('stcontosodr');
    expect(one).toMatchObject({ name: 'stcontosodr', region: 'northeurope' });
    expect(one.blobEndpoint).not.toBeNull();
  });

  it('tell whether a container is there', async () => {
    const there = await ana.storageAccounts.container(await place(), 'apim-backups');
    const not = await ana.storageAccounts.container(await place(), 'no-such-thing');

    expect(seen(there)).toEqual({ name: 'apim-backups' });
    expect(unseen(not).kind).toBe('absent');
  });

  it('give a key as a secret, to who may have it', async () => {
    const key = seen(await ana.storageAccounts.key(await place()));
    const why = unseen(await vera.storageAccounts.key(await place()));

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
    container(way === 'key' ? seen(await ana.storageAccounts.key(await place())) : null);

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
    const why = unseen(await noor.blobs.list(container(), null));

    expect(why).toMatchObject({ kind: 'denied', azure: { status: 403 } });
    expect(why.remedy).toContain('Storage Blob Data');
  });
});

describe.each(['2024-05-01', '2021-08-01', '2014-02-14'])(
  'a backup and a restore, %s',
  (apiVersion) => {
    async function follow(azure: Azure, address: string): Promise<string> {
      for (let location = address, count = 0; count < 100; count += 1) {
        const look = await azure.apiManagement.ask(location);
        const step = lroStep({
          look,
          asked: 'location',
          location,
          asyncOperation: null,
          missedLooks: 0,
          elapsedMs: 0,
          now: sandbox.clock.now(),
          spread: 0,
        });
        if (step.kind !== 'running') return step.kind;
        location = step.location ?? location;
        await sandbox.control.advance({ ms: 1_000 });
      }
      return 'endless';
    }

    it('are accepted, followed to the end, and leave their trace', async () => {
      const azure = await as('ana@contoso.com', apiVersion);
      const resourceId = await idOf('rg-prod', 'contoso-prod');
      const from = sandbox.clock.now() - 60_000;
      const request: StartRequest = {
        kind: 'backup',
        resourceId,
        apiVersion,
        account: 'stcontosodr',
        container: 'apim-backups',
        blobName: `e2e-${apiVersion}.apimbackup`,
        access: apiVersion === '2014-02-14' ? 'access-key' : 'system-identity',
        accessKey:
          apiVersion === '2014-02-14' ? seen(await azure.storageAccounts.key(await place())) : null,
        clientId: null,
        clientRequestId: randomUUID(),
        claims: null,
      };

      const backup = await azure.apiManagement.start(request);
      expect(backup).toMatchObject({ kind: 'accepted', requestId: expect.any(String) });
      const busy = await azure.apiManagement.start({ ...request, clientRequestId: randomUUID() });
      expect(busy).toMatchObject({
        kind: 'rejected',
        azure: { status: 409, code: 'ServiceLocked' },
      });
      expect(await follow(azure, (backup.kind === 'accepted' && backup.location) || '')).toBe(
        'succeeded',
      );
      expect(seen(await azure.blobs.head(container(), request.blobName)).sizeBytes).toBeGreaterThan(
        0,
      );

      const restore = await azure.apiManagement.start({
        ...request,
        kind: 'restore',
        clientRequestId: randomUUID(),
      });
      expect(restore).toMatchObject({ kind: 'accepted' });
      expect(await follow(azure, (restore.kind === 'accepted' && restore.location) || '')).toBe(
        'succeeded',
      );

      await sandbox.control.advance({ minutes: 5 });
      const events = seen(
        await azure.activityLog.read({
          subscription: await production(),
          resourceGroup: 'rg-prod',
          resourceId,
          from,
          to: sandbox.clock.now(),
        }),
      );
      const ours = events.filter((event) => event.clientRequestId === request.clientRequestId);
      expect(ours.map(({ status }) => status)).toContain('succeeded');
      expect(new Set(ours.map(({ operationName }) => operationName))).toEqual(
        new Set(['microsoft.apimanagement/service/backup/action']),
      );
      expect(ours[0]?.caller).toContain('ana');
    });

    it('fail with the words of Azure, in the answer and in the log', async () => {
      const azure = await as('ana@contoso.com', apiVersion);
      const resourceId = await idOf('rg-dr', 'contoso-dr');
      const clientRequestId = randomUUID();
      const from = sandbox.clock.now() - 60_000;
      const started = await azure.apiManagement.start({
        kind: 'restore',
        resourceId,
        apiVersion,
        account: 'stcontosodr',
        container: 'apim-backups',
        blobName: 'there-is-none.apimbackup',
        access: 'access-key',
        accessKey: seen(await azure.storageAccounts.key(await place())),
        clientId: null,
        clientRequestId,
        claims: null,
      });

      expect(await follow(azure, (started.kind === 'accepted' && started.location) || '')).toBe(
        'failed',
      );
      await sandbox.control.advance({ minutes: 5 });
      const query = { subscription: await production(), resourceGroup: 'rg-dr', resourceId };
      const events = seen(
        await azure.activityLog.read({ ...query, from, to: sandbox.clock.now() }),
      );
      const failed = events.find(
        (event) => event.clientRequestId === clientRequestId && event.status === 'failed',
      );
      expect(failed?.failure).toMatchObject({ code: 'RestoreFailed' });
    });
  },
);

describe('a whole sign-in', () => {
  it('answers a claims challenge for a read, and hands it up for the POST', async () => {
    const { azure, close } = await signedIn(sandbox);
    closers.push(close);
    const resourceId = await idOf('rg-prod', 'contoso-prod');
    const request: StartRequest = {
      kind: 'backup',
      resourceId,
      apiVersion: '2024-05-01',
      account: 'stcontosodr',
      container: 'apim-backups',
      blobName: 'challenged.apimbackup',
      access: 'system-identity',
      accessKey: null,
      clientId: null,
      clientRequestId: randomUUID(),
      claims: null,
    };
    expect(seen(await azure.apiManagement.get(resourceId)).tier).toBe('Premium');

    await sandbox.control.revoke({ principal: 'lifeboat-restore' });
    await sandbox.control.clearRequests();
    const refused = await azure.apiManagement.start(request);
    const claims = refused.kind === 'not-taken' ? refused.claims : null;
    const taken = await azure.apiManagement.start({ ...request, claims });
    const posts = (await sandbox.control.requests()).filter(({ path }) =>
      path.includes('/backup?'),
    );

    expect(refused).toMatchObject({
      kind: 'not-taken',
      why: 'challenged',
      claims: expect.any(String),
    });
    expect(taken).toMatchObject({ kind: 'accepted' });
    expect(posts.map(({ status }) => status)).toEqual([401, 202]);

    await sandbox.control.revoke({ principal: 'lifeboat-restore' });
    expect(seen(await azure.apiManagement.get(resourceId)).name).toBe('contoso-prod');
  });
});
