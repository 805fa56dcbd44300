import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LifeboatError } from '../../../packages/core/src/domain/error.ts';
import {
  archiveEnded,
  archiveWhenDue,
  isArchivingDue,
} from '../../../packages/core/src/workflows/archive-ended.ts';
import {
  findArchivedBackup,
  findArchivedOperation,
} from '../../../packages/core/src/workflows/find-archived.ts';
import { reconcile } from '../../../packages/core/src/workflows/reconcile.ts';
import { storagesOf } from '../../../packages/core/src/workflows/storages.ts';
import { lifeboatOf, runLine } from '../commands/run-line.ts';
import { aBackup, aNoticeOf, anOperation, dayMs } from './archive-records.ts';
import { type Company, company, place } from './world.ts';

const never = new AbortController().signal;
const everything = { from: 0, to: Number.MAX_SAFE_INTEGER };

/** A company whose store holds so many runs, one a day, each with its backup and a notice. */
async function after(days: number): Promise<Company> {
  const one = company();
  const { store, clock } = one.work.ports;
  await store.update((draft) => {
    for (let day = 0; day < days; day += 1) {
      const at = clock.now() - day * dayMs - 3_600_000;
      draft.put('operation', anOperation(one.prod, day, at));
      draft.put('backup', aBackup(one.prod, day, at));
      draft.put('notice', aNoticeOf(one.prod, day, at));
    }
  });
  return one;
}

async function idsOf(one: Company) {
  const snapshot = await one.work.ports.store.read();
  const kinds = ['operation', 'backup', 'notice'] as const;
  const hot = kinds.flatMap((kind) => snapshot.all(kind).map(({ id }) => `${kind} ${id}`));
  const { archive } = one.work.ports;
  const cold: string[] = [];
  for (const kind of kinds) {
    const { records } = await archive.read(kind, everything);
    cold.push(...records.map(({ id }) => `${kind} ${id}`));
  }
  return { hot, cold };
}

describe('archiving what long ended', () => {
  it('moves it out of the store into the archive, says so, and finds nothing more to do', async () => {
    const one = await after(200);
    const before = (await idsOf(one)).hot;

    const moved = await archiveEnded(one.work, never);
    const { hot, cold } = await idsOf(one);
    expect(moved).toBe(170 + 110 + 170);
    expect([hot.length, cold.length]).toEqual([600 - moved, moved]);
    expect([...hot, ...cold].sort()).toEqual(before.sort());
    const entries = one.work.ports.audit.entries.filter(({ event }) => event === 'archive');
    expect(entries.map(({ what }) => what)).toEqual([
      'moved 450 records that long ended into the archive',
    ]);
    expect(await archiveEnded(one.work, never)).toBe(0);
    expect(one.work.ports.audit.entries).toHaveLength(1);
  });

  it('is due when something could have left a day ago, so once a day at most', async () => {
    const one = await after(40);
    const { store, clock } = one.work.ports;
    const due = async () => isArchivingDue(await store.read(), clock.now());

    expect(await due()).toBe(true);
    await archiveWhenDue(one.work, never);
    expect(await due()).toBe(false);
    await clock.advance(dayMs - 2 * 3_600_000);
    expect(await due()).toBe(false);
    await clock.advance(2 * dayMs);
    expect(await due()).toBe(true);
  });

  it('never fails a command it comes after', async () => {
    const one = await after(40);
    const { ports } = one.work;
    const archive = {
      ...ports.archive,
      append: () => Promise.reject(new LifeboatError('store-unwritable', 'full')),
    };
    await archiveWhenDue({ ...one.work, ports: { ...ports, archive } }, never);

    expect((await idsOf(one)).hot).toHaveLength(120);
    expect(ports.log.lines.map(({ message }) => message)).toContain(
      'what long ended could not be archived',
    );
  });

  it('moves as it is now what somebody changed between the append and the removal', async () => {
    const one = await after(200);
    const { ports } = one.work;
    const archive = {
      ...ports.archive,
      append: async (...args: Parameters<typeof ports.archive.append>) => {
        await ports.archive.append(...args);
        await ports.store.update((draft) => {
          const record = draft.get('backup', 'backup-150');
          if (record !== null) draft.put('backup', { ...record, note: 'still of interest' });
        });
      },
    };
    await archiveEnded({ ...one.work, ports: { ...ports, archive: archive as never } }, never);

    const { records } = await ports.archive.read('backup', everything);
    expect(records.find(({ id }) => id === 'backup-150')?.note).toBe('still of interest');
  });

  it('loses no record, whatever the records are and wherever it is cut off', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.integer({ min: 0, max: 300 }), { minLength: 1, maxLength: 30 }),
        fc.integer({ min: 1, max: 14 }),
        async (days, step) => {
          const one = company();
          const { ports } = one.work;
          await ports.store.update((draft) => {
            for (const day of days) {
              const at = ports.clock.now() - day * dayMs - 1;
              draft.put('operation', anOperation(one.prod, day, at));
              draft.put('backup', aBackup(one.prod, day, at));
              draft.put('notice', aNoticeOf(one.prod, day, at));
            }
          });
          const before = (await idsOf(one)).hot.sort();
          let count = 0;
          const around =
            <A extends unknown[], R>(call: (...args: A) => Promise<R>) =>
            async (...args: A): Promise<R> => {
              if (++count === step) throw new Error('killed');
              const result = await call(...args);
              if (++count === step) throw new Error('killed');
              return result;
            };
          const work = {
            ...one.work,
            ports: {
              ...ports,
              archive: { ...ports.archive, append: around(ports.archive.append) as never },
              store: { ...ports.store, update: around(ports.store.update) as never },
            },
          };
          await archiveEnded(work, never).catch(() => {});
          const cut = await idsOf(one);
          expect([...new Set([...cut.hot, ...cut.cold])].sort()).toEqual(before);
          await archiveEnded(one.work, never);
          const end = await idsOf(one);
          expect([...end.hot, ...end.cold].sort()).toEqual(before);
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('what lies in the archive', () => {
  it('is still found by its id, its name, its URL and its operation', async () => {
    const one = await after(200);
    await archiveEnded(one.work, never);
    const { ports } = one.work;
    const wanted = aBackup(one.prod, 150, 0);

    for (const text of [wanted.id, wanted.name, wanted.url, wanted.operation ?? ''])
      expect((await findArchivedBackup(ports, text))?.id).toBe('backup-150');
    expect(await findArchivedBackup(ports, 'backup-15')).toBeNull();
    expect(await findArchivedBackup(ports, '')).toBeNull();
    expect((await findArchivedOperation(ports, 'operation-150'))?.id).toBe('operation-150');
    expect((await findArchivedOperation(ports, 'OPERATION-150'))?.id).toBe('operation-150');
    await expect(findArchivedOperation(ports, 'operation-1')).rejects.toMatchObject({
      code: 'usage',
    });
    expect(await findArchivedOperation(ports, 'ope')).toBeNull();
  });

  it('is still told by show, follow and audit', async () => {
    const one = await after(200);
    await archiveEnded(one.work, never);
    await one.work.ports.audit.append({
      at: '2026-01-01T00:00:00Z',
      event: 'outcome',
      who: 'ana',
      host: 'laptop',
      door: 'cli',
      subject: 'contoso-prod',
      operation: 'operation-150',
      what: 'backup of contoso-prod: succeeded',
      why: null,
      record: null,
    });
    const lifeboat = lifeboatOf(one);
    const shown = await runLine(lifeboat, 'show backup-150');
    const followed = await runLine(lifeboat, 'follow operation-150');
    const trail = await runLine(lifeboat, 'audit backup-150');

    expect(shown.data).toMatchObject({
      backups: [{ id: 'backup-150', state: 'expired' }],
      operation: { id: 'operation-150', status: 'succeeded' },
    });
    expect(followed.data).toMatchObject({ operations: [{ id: 'operation-150' }] });
    expect(trail.data).toMatchObject({ entries: [{ operation: 'operation-150' }] });
    await expect(runLine(lifeboat, 'show backup-999')).rejects.toMatchObject({
      code: 'backup-not-found',
    });
    await expect(runLine(lifeboat, 'follow operation-999')).rejects.toMatchObject({
      code: 'operation-not-found',
    });
  });

  it('is not imported again by reconcile, nor what a failed backup left behind', async () => {
    const one = await after(0);
    const { store, clock } = one.work.ports;
    const at = clock.now() - 120 * dayMs;
    const { createdAt, ...kept } = aBackup(one.prod, 120, at);
    one.azure.putBlob(place, kept.name, { createdAt: at });
    const leftover = 'contoso-prod.Premium.westeurope.20260101T000000Z.apimbackup';
    one.azure.putBlob(place, leftover, { createdAt: at });
    const [storage] = storagesOf(one.work.configuration);
    if (storage === undefined) throw new Error('no storage');
    await reconcile(one.work, storage);
    await store.update((draft) => {
      for (const { id, name } of draft.all('backup'))
        if (name === leftover) draft.remove('backup', id);
      for (const day of [119, 120])
        draft.put('operation', {
          ...anOperation(one.prod, day, clock.now() - day * dayMs),
          status: 'failed',
          blobName: leftover,
        });
    });
    await archiveEnded(one.work, never);
    expect((await store.read()).all('backup')).toEqual([]);

    const read = await reconcile(one.work, storage);
    expect(read).toMatchObject({ imported: [], known: 1, left: 1, foreign: 0 });
    expect((await store.read()).all('backup')).toEqual([]);
    expect(createdAt).toBe(at);
  });

  it('can still be pruned, while its blob is there', async () => {
    const one = await after(0);
    const { store, clock } = one.work.ports;
    const at = clock.now() - 120 * dayMs;
    const { name } = aBackup(one.prod, 120, at);
    one.azure.putBlob(place, name, { createdAt: at });
    const services = one.work.configuration.services.map((each) => ({
      ...each,
      keepMs: 40 * dayMs,
    }));
    const work = { ...one.work, configuration: { ...one.work.configuration, services } };
    const [storage] = storagesOf(work.configuration);
    if (storage === undefined) throw new Error('no storage');
    await reconcile(work, storage);
    await store.update((draft) => {
      for (const backup of draft.all('backup')) draft.put('backup', { ...backup, operation: 'o' });
    });
    await archiveEnded(work, never);
    expect((await store.read()).all('backup')).toEqual([]);
    const report = await runLine(lifeboatOf({ ...one, work }), 'prune --yes');

    expect(report.data).toMatchObject({ backups: [{ name, goes: true, outcome: 'deleted' }] });
    expect(one.azure.blobs(place).size).toBe(0);
    await archiveEnded(work, never);
    const { records } = await one.work.ports.archive.read('backup', everything);
    expect(records.map((record) => [record.name, record.state])).toEqual([[name, 'deleted']]);
  });
});
