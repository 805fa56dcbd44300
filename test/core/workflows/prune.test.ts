import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Backup } from '../../../packages/core/src/domain/backup.ts';
import { companionName } from '../../../packages/core/src/domain/blob-name.ts';
import type { Service } from '../../../packages/core/src/domain/configuration.ts';
import type { Azure } from '../../../packages/core/src/ports/azure.ts';
import { notSeen } from '../../../packages/core/src/testing.ts';
import { planPrune } from '../../../packages/core/src/workflows/plan-prune.ts';
import { type Pruned, prune } from '../../../packages/core/src/workflows/prune.ts';
import { reconcile } from '../../../packages/core/src/workflows/reconcile.ts';
import { storagesOf } from '../../../packages/core/src/workflows/storages.ts';
import { writeIntent } from '../../../packages/core/src/workflows/write-intent.ts';
import { anOperation, dayMs } from '../domain/build-records.ts';
import { type Company, company, otherProcess, place } from './world.ts';

const keepMs = 7 * dayMs;
const never = new AbortController().signal;
const quietly = { signal: never, reason: null, onPruned: () => {} };

/** The company with a `keep`, and backups of contoso-prod of so many days ago. */
async function companyWith(days: Record<string, number>, keep: number | null = keepMs) {
  const one = withKeep(company(), keep);
  for (const [id, age] of Object.entries(days)) await putBackup(one, id, age);
  return one;
}

function withKeep(one: Company, keep: number | null): Company {
  const services = one.work.configuration.services.map((each) => ({ ...each, keepMs: keep }));
  const prod = services.find(({ id }) => id === one.prod.id) ?? one.prod;
  const configuration = { ...one.work.configuration, services };
  return { ...one, prod, work: { ...one.work, configuration } };
}

async function putBackup(one: Company, id: string, days: number, changes: Partial<Backup> = {}) {
  const { clock, store } = one.work.ports;
  const createdAt = clock.now() - days * dayMs;
  const blob = one.azure.putBlob(place, id, { createdAt });
  one.azure.putBlob(place, companionName(id), { text: 'not ours to read' });
  await store.update((draft) =>
    draft.put('backup', {
      id,
      service: one.prod.id,
      label: one.prod.label,
      ...place,
      name: id,
      url: blob.url,
      purpose: 'manual',
      createdAt,
      estimated: false,
      tier: 'Premium',
      region: 'westeurope',
      state: 'present',
      seenAt: createdAt,
      etag: blob.etag,
      sizeBytes: 1,
      operation: `operation-of-${id}`,
      note: null,
      settings: null,
      imported: false,
      ...changes,
    }),
  );
}

async function pruned(one: Company, services: Service[] = [one.prod]): Promise<Pruned[]> {
  const plan = await planPrune(one.work, services, never);
  return prune(one.work, plan, quietly);
}

function outcomes(all: readonly Pruned[]) {
  return all.map(({ retention, deletion }) => [retention.backup.id, deletion.kind]);
}

function blobsOf(one: Company): string[] {
  return [...one.azure.blobs(place).keys()].filter((name) => !name.endsWith('.json')).sort();
}

async function states(one: Company) {
  const all = (await one.work.ports.store.read()).all('backup');
  return Object.fromEntries(all.map(({ id, state }) => [id, state]));
}

describe('prune', () => {
  it('deletes what is past keep, its companion after it, and writes down each', async () => {
    const one = await companyWith({ young: 1, old: 9, older: 20 });

    expect(outcomes(await pruned(one))).toEqual([
      ['older', 'deleted'],
      ['old', 'deleted'],
    ]);
    expect([...one.azure.blobs(place).keys()].sort()).toEqual(['young', 'young.json']);
    expect(await states(one)).toEqual({ young: 'present', old: 'deleted', older: 'deleted' });
    const entries = one.work.ports.audit.entries.filter(({ event }) => event === 'delete');
    expect(entries.map(({ subject, record }) => [subject, record?.backup])).toEqual([
      ['contoso-prod', 'older'],
      ['contoso-prod', 'old'],
    ]);
    const removed = one.azure.calls('blobs.remove').map(({ about }) => about.split('/').at(-1));
    expect(removed).toEqual(['older', 'older.json', 'old', 'old.json']);
  });

  it('only looks until it is told to delete, and deletes nothing when read-only', async () => {
    const one = await companyWith({ young: 1, old: 9 });
    const plan = await planPrune(one.work, [one.prod], never);
    const work = { ...one.work, configuration: { ...one.work.configuration, readOnly: true } };

    await expect(prune(work, plan, quietly)).rejects.toMatchObject({
      code: 'read-only',
    });
    expect(one.azure.calls('blobs.remove')).toEqual([]);
    expect(blobsOf(one)).toEqual(['old', 'young']);
  });

  it('keeps what Azure refuses to delete, and drops its decision', async () => {
    const one = await companyWith({ young: 1, denied: 9, immutable: 10 });
    one.azure.refuse('blobs.remove', 'denied', { when: ({ about }) => about.endsWith('/denied') });
    one.azure.refuse('blobs.remove', 'error', {
      when: ({ about }) => about.endsWith('/immutable'),
      words: 'BlobImmutableDueToPolicy',
      azure: {
        status: 409,
        code: 'BlobImmutableDueToPolicy',
        message: 'm',
        requestId: null,
        correlationId: null,
        details: [],
      },
    });
    const all = await pruned(one);

    expect(outcomes(all)).toEqual([
      ['immutable', 'kept'],
      ['denied', 'kept'],
    ]);
    expect(JSON.stringify(all)).toContain('BlobImmutableDueToPolicy');
    const snapshot = await one.work.ports.store.read();
    expect(snapshot.all('backup').map(({ state, deleting }) => [state, deleting])).toEqual([
      ['present', undefined],
      ['present', undefined],
      ['present', undefined],
    ]);
  });

  it('keeps a blob that was changed since the plan, whether a look or only the delete tells', async () => {
    const one = await companyWith({ young: 1, old: 9, older: 10 });
    const plan = await planPrune(one.work, [one.prod], never);
    one.azure.putBlob(place, 'old', { text: 'another' });
    one.azure.script(
      'blobs.head',
      (perform) => perform(),
      (perform) => perform(),
    );
    one.azure.script('blobs.remove', (perform) => {
      one.azure.putBlob(place, 'older', { text: 'another' });
      return perform();
    });
    const all = await prune(one.work, plan, quietly);

    expect(outcomes(all)).toEqual([
      ['older', 'kept'],
      ['old', 'kept'],
    ]);
    expect(blobsOf(one)).toEqual(['old', 'older', 'young']);
    expect(await states(one)).toMatchObject({ older: 'present', old: 'present' });
  });

  it('keeps all that restore when the way back is gone, changed, or cannot be looked at', async () => {
    for (const spoil of ['gone', 'changed', 'unseen'] as const) {
      const one = await companyWith({ newest: 8, old: 9, expired: 40 });
      const plan = await planPrune(one.work, [one.prod], never);
      if (spoil === 'gone') one.azure.removeBlob(place, 'newest');
      if (spoil === 'changed') one.azure.putBlob(place, 'newest', { text: 'another' });
      if (spoil === 'unseen')
        one.azure.refuse('blobs.head', 'error', { when: ({ about }) => about.endsWith('/newest') });
      const all = await prune(one.work, plan, quietly);

      expect([spoil, ...outcomes(all)]).toEqual([spoil, ['expired', 'deleted'], ['old', 'kept']]);
    }
  });

  it('takes nothing for expired because this clock runs ahead of Azure', async () => {
    const one = await companyWith({ only: 9 });
    const { clock } = one.work.ports;
    const azureNow = clock.now();
    await clock.advance(60 * dayMs);
    const plan = await planPrune(one.work, [one.prod], never);
    one.azure.script('blobs.head', (perform) => ({ ...perform(), date: azureNow }) as never);

    expect(plan.services[0]?.retentions[0]?.goes).toBe(true);
    const [result] = await prune(one.work, plan, quietly);
    expect(result?.deletion).toEqual({ kind: 'kept', why: 'the last restorable one' });
    expect(blobsOf(one)).toEqual(['only']);
  });

  it('reports a delete only when it is known: a lost answer is looked into', async () => {
    const one = await companyWith({ young: 1, done: 9, open: 10, undone: 11 });
    one.azure.script(
      'blobs.remove',
      () => notSeen('no-network'), // undone
      (perform) => perform(), // open, and its companion is not tried
    );
    const [undone] = await pruned(one);
    expect(undone?.deletion).toMatchObject({ kind: 'kept' });
    expect(blobsOf(one)).toContain('undone');

    const two = await companyWith({ young: 1, old: 9 });
    two.azure.script('blobs.remove', (perform) => {
      perform();
      return notSeen('no-network');
    });
    expect(outcomes(await pruned(two))).toEqual([['old', 'deleted']]);
  });

  it('says that nobody knows where even a look is not possible, and reconcile finds out', async () => {
    const one = await companyWith({ young: 1, old: 9 });
    let mend = () => {};
    one.azure.script('blobs.remove', (perform) => {
      perform();
      mend = one.azure.refuse('blobs.head', 'no-network');
      return notSeen('no-network');
    });
    expect(outcomes(await pruned(one))).toEqual([['old', 'unknown']]);
    expect(await states(one)).toMatchObject({ old: 'present' });
    mend();
    const [storage] = storagesOf(one.work.configuration);
    if (storage === undefined) throw new Error('no storage');
    const read = await reconcile(one.work, storage);

    expect([read.deleted.map(({ id }) => id), read.missing]).toEqual([['old'], []]);
    expect(await states(one)).toMatchObject({ old: 'deleted' });
    const entries = one.work.ports.audit.entries.filter(({ event }) => event === 'delete');
    expect(entries).toHaveLength(1);
  });

  it('leaves to a restore what it reads, and refuses a restore of what is being deleted', async () => {
    const one = await companyWith({ young: 1, old: 9 });
    const plan = await planPrune(one.work, [one.prod], never);
    const restore = anOperation({
      id: 'r',
      kind: 'restore',
      status: 'planned',
      service: one.dr.id,
      backup: 'old',
    });
    await writeIntent(one.work, restore);
    const [result] = await prune(one.work, plan, quietly);
    expect(result?.deletion).toEqual({ kind: 'kept', why: 'an open operation uses it' });

    const two = await companyWith({ young: 1, old: 9 });
    two.azure.script('blobs.remove', async (perform) => {
      await expect(writeIntent(two.work, restore)).rejects.toMatchObject({ code: 'conflict' });
      return perform();
    });
    expect(outcomes(await pruned(two))).toEqual([['old', 'deleted']]);
    const late = writeIntent(two.work, { ...restore, id: 'late' });
    await expect(late).rejects.toMatchObject({ code: 'backup-missing' });
  });

  it('lets a restore have what a killed prune decided on, two minutes later', async () => {
    const one = await companyWith({ young: 1, old: 9 });
    const { clock, store } = one.work.ports;
    await store.update((draft) => {
      const old = draft.get('backup', 'old');
      if (old) draft.put('backup', { ...old, deleting: { process: 'gone', at: clock.now() } });
    });
    await clock.advance(120_001);
    const restore = { kind: 'restore', status: 'planned', backup: 'old' } as const;
    await writeIntent(one.work, anOperation({ id: 'r', service: one.dr.id, ...restore }));

    expect((await store.read()).get('backup', 'old')?.deleting).toBeUndefined();
  });

  it('deletes nothing after this process stood still between decision and request', async () => {
    const one = await companyWith({ young: 1, old: 9 });
    const { ports } = one.work;
    let sleep = false;
    const clock = { ...ports.clock, now: () => ports.clock.now() + (sleep ? 61_000 : 0) };
    const log = {
      ...ports.log,
      info: (message: string) => {
        if (message === 'deletion decided') sleep = true;
      },
    };
    const work = { ...one.work, ports: { ...ports, clock, log } };
    const plan = await planPrune(work, [one.prod], never);
    const [result] = await prune(work, plan, quietly);

    expect(result?.deletion.kind).toBe('kept');
    expect(one.azure.calls('blobs.remove')).toEqual([]);
    expect((await ports.store.read()).get('backup', 'old')?.deleting).toBeUndefined();
  });

  it('stops between two when it is interrupted', async () => {
    const one = await companyWith({ young: 1, old: 9, older: 10 });
    const stop = new AbortController();
    const plan = await planPrune(one.work, [one.prod], never);
    const all = await prune(one.work, plan, {
      ...quietly,
      signal: stop.signal,
      onPruned: () => stop.abort(),
    });

    expect(outcomes(all)).toEqual([['older', 'deleted']]);
    expect(blobsOf(one)).toEqual(['old', 'young']);
  });
});

/** The company's Azure, with something done before each call about blobs. */
function before(one: Company, step: (name: string) => Promise<void>): Company {
  const azure = (signIn: string): Azure => {
    const real = one.azure.azure(signIn);
    const blobs = Object.fromEntries(
      Object.entries(real.blobs).map(([name, call]) => [
        name,
        name === 'url'
          ? call
          : async (...args: never[]) => {
              await step(name);
              return (call as (...all: never[]) => unknown)(...args);
            },
      ]),
    );
    return { ...real, blobs: blobs as unknown as Azure['blobs'] };
  };
  return { ...one, work: { ...one.work, ports: { ...one.work.ports, azure } } };
}

describe('two prunes at once', () => {
  it('never take the last restorable backup, whatever they were told to keep and however they meet', async () => {
    const ages = fc.uniqueArray(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 5 });
    const keeps = fc.constantFrom(dayMs, 5 * dayMs, 20 * dayMs);
    await fc.assert(
      fc.asyncProperty(ages, keeps, keeps, fc.scheduler(), async (days, one, other, scheduler) => {
        const first = await companyWith(
          Object.fromEntries(days.map((age) => [`d${age}`, age])),
          one,
        );
        const newest = `d${Math.min(...days)}`;
        const second = withKeep(otherProcess(first, 'process-2'), other);
        const turn = async (name: string): Promise<void> => {
          await scheduler.schedule(Promise.resolve(), name);
        };
        const runs = [before(first, turn), before(second, turn)].map((each) => pruned(each));
        const [a = [], b = []] = await scheduler.waitFor(Promise.all(runs));

        if (Math.min(...days) < 30) expect(blobsOf(first)).toContain(newest);
        for (const age of days)
          if (age < Math.min(one, other) / dayMs) expect(blobsOf(first)).toContain(`d${age}`);
        // What either says was deleted is gone, and said by one of them only.
        const gone = [...a, ...b].flatMap(({ retention, deletion }) =>
          deletion.kind === 'deleted' ? [retention.backup.id] : [],
        );
        expect(new Set(gone).size).toBe(gone.length);
        const there = new Set(blobsOf(first));
        for (const [id, state] of Object.entries(await states(first)))
          expect([id, state === 'present']).toEqual([id, there.has(id)]);
      }),
      { numRuns: 60 },
    );
  });
});

describe('a prune killed at any step', () => {
  it('never loses the way back, and the next one, minutes later, comes to the same end', async () => {
    const days = { young: 3, old: 9, older: 20, expired: 40 };
    let killedAt = 0;
    for (let step = 1; ; step += 1) {
      const one = await companyWith(days);
      let count = 0;
      const die = async (): Promise<void> => {
        count += 1;
        // A kill is a port that never answers: before the request, or after it was taken.
        if (count === step) await new Promise<void>(() => undefined);
      };
      const doomed = dying(one, die);
      const run = pruned(doomed).then(() => 'ended');
      const end = await Promise.race([run, settled()]);
      expect(blobsOf(one)).toContain('young');
      const { clock } = one.work.ports;
      await clock.advance(121_000);
      const next = otherProcess(one, 'process-2');
      await pruned(next);
      expect([step, ...blobsOf(one)]).toEqual([step, 'young']);
      expect(await states(one)).toEqual({
        young: 'present',
        old: 'deleted',
        older: 'deleted',
        expired: 'deleted',
      });
      const entries = [one, next].flatMap(({ work }) =>
        work.ports.audit.entries.filter(({ event }) => event === 'delete'),
      );
      expect([step, [...new Set(entries.map(({ record }) => record?.backup))].sort()]).toEqual([
        step,
        ['expired', 'old', 'older'],
      ]);
      expect([...one.azure.blobs(place).keys()].sort()).toEqual(['young', 'young.json']);
      if (end === 'ended') break;
      killedAt = step;
    }
    expect(killedAt).toBeGreaterThan(20);
  });
});

/** Every port call of the work, before it and after it. */
function dying(one: Company, step: () => Promise<void>): Company {
  const around =
    <A extends unknown[], R>(call: (...args: A) => Promise<R>) =>
    async (...args: A): Promise<R> => {
      await step();
      const result = await call(...args);
      await step();
      return result;
    };
  const { ports } = one.work;
  const store = { ...ports.store, update: around(ports.store.update) as typeof ports.store.update };
  const audit = { ...ports.audit, append: around(ports.audit.append) };
  const azure = (signIn: string): Azure => {
    const real = one.azure.azure(signIn);
    return {
      ...real,
      blobs: {
        ...real.blobs,
        head: around(real.blobs.head),
        remove: around(real.blobs.remove),
        list: around(real.blobs.list),
      },
    };
  };
  return { ...one, work: { ...one.work, ports: { ...ports, store, audit, azure } } };
}

/** Long enough for everything that does not hang: fakes answer within turns of the event loop. */
async function settled(): Promise<'hangs'> {
  for (let turn = 0; turn < 300; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  return 'hangs';
}
