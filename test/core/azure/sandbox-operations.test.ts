import { randomUUID } from 'node:crypto';
import { type Sandbox, startSandbox } from '@lifeboat/sandbox';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lroStep } from '../../../packages/core/src/arm/lro.ts';
import type { Azure, StartRequest } from '../../../packages/core/src/ports/azure.ts';
import {
  accountPlace,
  azureOf,
  containerPlace,
  idOf,
  production,
  seen,
  signedIn,
} from './sandbox-azure.ts';

let sandbox: Sandbox;
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
  });
  closers.push(() => sandbox.close());
});
afterAll(async () => {
  for (const close of closers.reverse()) await close();
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
          failedBefore: false,
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
      const resourceId = idOf('rg-prod', 'contoso-prod');
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
          apiVersion === '2014-02-14' ? seen(await azure.storageAccounts.key(accountPlace)) : null,
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
      expect(
        seen(await azure.blobs.head(containerPlace, request.blobName)).sizeBytes,
      ).toBeGreaterThan(0);

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
          subscription: production,
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
      const resourceId = idOf('rg-dr', 'contoso-dr');
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
        accessKey: seen(await azure.storageAccounts.key(accountPlace)),
        clientId: null,
        clientRequestId,
        claims: null,
      });

      expect(await follow(azure, (started.kind === 'accepted' && started.location) || '')).toBe(
        'failed',
      );
      await sandbox.control.advance({ minutes: 5 });
      const query = { subscription: production, resourceGroup: 'rg-dr', resourceId };
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

describe('a POST that goes wrong on its way', () => {
  const request = (blobName: string): StartRequest => ({
    kind: 'backup',
    resourceId: idOf('rg-pay', 'contoso-pay'),
    apiVersion: '2024-05-01',
    account: 'stcontosodr',
    container: 'apim-backups',
    blobName,
    access: 'system-identity',
    accessKey: null,
    clientId: null,
    clientRequestId: randomUUID(),
    claims: null,
  });
  const fault = { method: 'POST', path: '/contoso-pay/backup' };

  it('is unclear when its 202 was lost, and was taken all the same', async () => {
    const azure = await as('ana@contoso.com');
    await sandbox.control.addFault({ ...fault, play: { kind: 'reset', when: 'after' } });

    const started = await azure.apiManagement.start(request('lost.apimbackup'));
    await sandbox.control.advance({ minutes: 5 });

    expect(started.kind).toBe('unclear');
    expect(
      seen(await azure.blobs.head(containerPlace, 'lost.apimbackup')).sizeBytes,
    ).toBeGreaterThan(0);
  });

  it('is accepted when the body of its 202 is garbage', async () => {
    const azure = await as('ana@contoso.com');
    await sandbox.control.addFault({ ...fault, play: { kind: 'garbage' } });

    const started = await azure.apiManagement.start(request('garbled.apimbackup'));

    expect(started).toMatchObject({ kind: 'accepted', location: expect.any(String) });
  });

  it('leads nowhere when its Location is foreign', async () => {
    const azure = await as('ana@contoso.com');
    await sandbox.control.advance({ minutes: 5 });
    const play = { kind: 'foreign-location' as const, origin: 'https://evil.example' };
    await sandbox.control.addFault({ ...fault, play });

    const started = await azure.apiManagement.start(request('foreign.apimbackup'));
    const location = (started.kind === 'accepted' && started.location) || '';

    expect(location).toMatch(/^https:\/\/evil\.example\//);
    expect(await azure.apiManagement.ask(location)).toMatchObject({ kind: 'foreign-origin' });
  });
});

describe('a whole sign-in', () => {
  it('answers a claims challenge for a read, and hands it up for the POST', async () => {
    const { azure, close } = await signedIn(sandbox);
    closers.push(close);
    const resourceId = idOf('rg-prod', 'contoso-prod');
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
