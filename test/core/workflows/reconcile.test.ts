import { describe, expect, it } from 'vitest';
import { companionName } from '../../../packages/core/src/domain/blob-name.ts';
import { LifeboatError } from '../../../packages/core/src/domain/error.ts';
import { notSeen } from '../../../packages/core/src/testing.ts';
import { lookAtService } from '../../../packages/core/src/workflows/look-at-service.ts';
import { reconcile } from '../../../packages/core/src/workflows/reconcile.ts';
import { refreshFleet } from '../../../packages/core/src/workflows/refresh-fleet.ts';
import { storagesOf } from '../../../packages/core/src/workflows/storages.ts';
import { submit } from '../../../packages/core/src/workflows/submit.ts';
import { writeIntent } from '../../../packages/core/src/workflows/write-intent.ts';
import { type Company, company, place, plannedBackup } from './world.ts';

const dayMs = 24 * 3_600_000;

async function read(one: Company) {
  const [storage] = storagesOf(one.work.configuration);
  if (storage === undefined) throw new Error('no storage');
  return reconcile(one.work, storage);
}

async function backups(one: Company) {
  return (await one.work.ports.store.read()).all('backup');
}

function stampedName(azureName: string, at: number): string {
  const stamp = new Date(at).toISOString().slice(0, 19).replaceAll(/[-:]/g, '');
  return `${azureName}.Premium.westeurope.${stamp}Z.apimbackup`;
}

describe('reconcile', () => {
  it('imports unknown backups once, counts what is foreign, and leaves companions out', async () => {
    const one = company();
    const at = one.work.ports.clock.now() - dayMs;
    const name = stampedName('contoso-prod', at);
    one.azure.putBlob(place, name, { createdAt: at });
    one.azure.putBlob(place, companionName(name), { text: 'not json' });
    one.azure.putBlob(place, 'readme.txt');
    one.azure.putBlob(place, stampedName('fabrikam', at));
    const first = await read(one);
    expect(first).toMatchObject({ blobs: 4, known: 0, foreign: 2, unknownServices: ['fabrikam'] });
    expect(first.imported.map((backup) => backup.name)).toEqual([name]);
    const second = await read(one);
    expect(second).toMatchObject({ known: 1, imported: [], missing: [] });
    expect(await backups(one)).toHaveLength(1);
    expect(one.work.ports.audit.entries.filter(({ event }) => event === 'import')).toHaveLength(1);
  });

  it('marks a vanished backup missing and takes it back when it is there again', async () => {
    const one = company();
    const name = stampedName('contoso-prod', one.work.ports.clock.now() - dayMs);
    one.azure.putBlob(place, name);
    await read(one);
    one.azure.removeBlob(place, name);
    expect((await read(one)).missing).toHaveLength(1);
    expect((await backups(one))[0]?.state).toBe('missing');
    one.azure.putBlob(place, name);
    expect((await read(one)).back).toHaveLength(1);
    expect((await backups(one))[0]?.state).toBe('present');
  });

  it('changes no record when the storage cannot be read or the container is not there', async () => {
    const one = company();
    one.azure.putBlob(place, stampedName('contoso-prod', one.work.ports.clock.now() - dayMs));
    await lookAtService(one.work, one.prod);
    await read(one);
    const before = await backups(one);
    for (const kind of ['denied', 'no-network', 'throttled', 'error', 'absent'] as const) {
      const mend = one.azure.refuse('blobs.list', kind);
      const answer = await read(one);
      expect([kind, answer.blobs, answer.missing]).toEqual([kind, null, []]);
      expect(answer.problem?.code).toBe(
        { denied: 'not-allowed', absent: 'storage-not-found' }[kind as string] ??
          'azure-unreachable',
      );
      mend();
    }
    one.azure.removeContainer(place);
    expect((await read(one)).problem?.code).toBe('storage-not-found');
    expect(await backups(one)).toEqual(before);
    const seen = (await one.work.ports.store.read()).get('service', one.prod.id);
    expect(seen?.storageReadAt).not.toBeNull();
    expect(seen?.storageProblem).toContain('There is no container');
  });

  it('does not import the blob of an operation that has not ended, nor that of a failed one', async () => {
    const one = company();
    const planned = await plannedBackup(one);
    await writeIntent(one.work, planned.operation);
    one.azure.putBlob(place, planned.operation.blobName);
    expect(await read(one)).toMatchObject({ imported: [], left: 1, foreign: 0 });
    await one.work.ports.store.update((draft) => {
      draft.put('operation', { ...planned.operation, status: 'failed' });
    });
    expect(await read(one)).toMatchObject({ imported: [], left: 1 });
  });

  it('does not mark missing what ended while the listing ran', async () => {
    const one = company({ backupMs: 60_000 });
    const planned = await plannedBackup(one);
    await writeIntent(one.work, planned.operation);
    one.azure.script('blobs.list', async (perform) => {
      const listing = perform();
      // The backup is accepted, ends and is recorded after the listing was made.
      const { operation, service, storage } = planned;
      const { startRequest } = await import(
        '../../../packages/core/src/workflows/start-request.ts'
      );
      const request = await startRequest(one.work, operation, service, storage);
      one.azure.script('apiManagement.start', {
        kind: 'finished',
        date: one.work.ports.clock.now(),
        requestId: null,
        correlationId: null,
      });
      await submit(one.work, operation, request, new AbortController().signal);
      return listing;
    });
    const answer = await read(one);
    expect(answer).toMatchObject({ missing: [], imported: [] });
    expect(await backups(one)).toMatchObject([{ state: 'present', imported: false }]);
  });

  it('leaves what another process deleted while the listing ran deleted', async () => {
    const one = company();
    const name = stampedName('contoso-prod', one.work.ports.clock.now() - dayMs);
    one.azure.putBlob(place, name);
    await read(one);
    const [record] = await backups(one);
    if (record === undefined) throw new Error('not imported');
    one.azure.script('blobs.list', async (perform) => {
      const listing = perform();
      await one.work.ports.store.update((draft) => {
        draft.put('backup', { ...record, state: 'deleted' });
      });
      return listing;
    });
    expect((await read(one)).back).toEqual([]);
    expect((await backups(one))[0]?.state).toBe('deleted');
  });

  it('keeps the first etag and says which blob is another one now', async () => {
    const one = company();
    const name = stampedName('contoso-prod', one.work.ports.clock.now() - dayMs);
    one.azure.putBlob(place, name, { etag: '"first"' });
    await read(one);
    one.azure.putBlob(place, name, { etag: '"second"' });
    expect((await read(one)).changed.map((backup) => backup.name)).toEqual([name]);
    expect((await backups(one))[0]?.etag).toBe('"first"');
  });

  it('waits with a blob whose companion cannot be read for now', async () => {
    const one = company();
    const name = stampedName('contoso-prod', one.work.ports.clock.now() - dayMs);
    const text = JSON.stringify({ lifeboat: 1, resourceId: one.dr.resourceId, purpose: 'safety' });
    one.azure.putBlob(place, name);
    one.azure.putBlob(place, companionName(name), { text });
    one.azure.script('blobs.readText', notSeen('throttled'));
    expect(await read(one)).toMatchObject({ imported: [], postponed: 1 });
    expect((await read(one)).imported).toMatchObject([{ service: one.dr.id, purpose: 'safety' }]);
  });

  it('reads with the next way in when the first is refused, and with the key where there is one', async () => {
    const one = company();
    const keyed = { ...one.storage, key: 'keyed', access: 'access-key' as const };
    one.work.configuration.storages.keyed = keyed;
    one.azure.putBlob(place, stampedName('contoso-prod', one.work.ports.clock.now() - dayMs));
    const withoutKey = (call: { arguments: readonly unknown[] }): boolean =>
      (call.arguments[0] as { key: unknown }).key === null;
    one.azure.refuse('blobs.list', 'denied', { when: withoutKey });
    keyed.subscription = one.prod.subscription as never;
    expect(await read(one)).toMatchObject({ problem: null, blobs: 1 });
  });

  it('warns at once of what it found', async () => {
    const one = company();
    const almost = one.work.ports.clock.now() - 28 * dayMs;
    one.azure.putBlob(place, stampedName('contoso-prod', almost), { createdAt: almost });
    await lookAtService(one.work, one.prod);
    await read(one);
    const warnings = (await one.work.ports.store.read()).all('warning');
    expect(warnings.map(({ threshold }) => threshold)).toContain('3d');
  });
});

describe('refreshing the fleet', () => {
  it('keeps what it saw and says what it could not see', async () => {
    const one = company();
    const mend = one.azure.refuse('apiManagement.get', 'throttled', {
      when: (call) => call.about === one.dr.resourceId,
    });
    const first = await refreshFleet(one.work);
    expect(first.services.map(({ problem }) => problem?.code ?? null)).toEqual([
      null,
      'azure-unreachable',
    ]);
    mend();
    await refreshFleet(one.work);
    const snapshot = await one.work.ports.store.read();
    expect(snapshot.all('service').map((seen) => [seen.label, seen.storageReadAt])).toEqual([
      ['contoso-prod', one.work.ports.clock.now()],
      ['contoso-dr', one.work.ports.clock.now()],
    ]);
    expect(one.azure.calls('blobs.list')).toHaveLength(2);
  });

  it('goes on when one service names a sign-in that does not exist', async () => {
    const one = company();
    const { azure } = one.work.ports;
    one.work.ports.azure = (signIn) => {
      if (signIn !== 'default') return fakeNothing(signIn);
      return azure(signIn);
    };
    one.dr.signIn = 'other';
    const { services } = await refreshFleet(one.work);
    expect(services.map(({ problem }) => problem?.code ?? null)).toEqual([null, 'config-invalid']);
  });

  it('stops when it is told to', async () => {
    const one = company();
    const stop = new AbortController();
    one.azure.script('apiManagement.get', () => {
      stop.abort(new Error('ctrl-c'));
      return notSeen('no-network');
    });
    await expect(refreshFleet(one.work, { signal: stop.signal })).rejects.toThrow('ctrl-c');
  });
});

function fakeNothing(signIn: string): never {
  throw new LifeboatError('config-invalid', `There is no sign-in ${signIn}.`);
}
