import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Backup } from '../../../packages/core/src/domain/backup.ts';
import { LifeboatError } from '../../../packages/core/src/domain/error.ts';
import { reconcile } from '../../../packages/core/src/workflows/reconcile.ts';
import { storagesOf } from '../../../packages/core/src/workflows/storages.ts';
import { type Company, company, place } from './world.ts';

// What people, other processes and Azure do to the storage and the catalogue.
type Deed =
  | { kind: 'write'; blob: number }
  | { kind: 'vanish'; blob: number }
  /** We delete it ourselves: blob and mark. */
  | { kind: 'prune'; blob: number }
  | { kind: 'read'; during: Deed[] }
  | { kind: 'refused'; why: 'denied' | 'absent' | 'no-network' };

const blobCount = 5;
const someBlob = fc.nat(blobCount - 1);
const deed: fc.Arbitrary<Deed> = fc.oneof(
  fc.record({ kind: fc.constant('write' as const), blob: someBlob }),
  fc.record({ kind: fc.constant('vanish' as const), blob: someBlob }),
  fc.record({ kind: fc.constant('prune' as const), blob: someBlob }),
);
const step: fc.Arbitrary<Deed> = fc.oneof(
  { weight: 3, arbitrary: deed },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('read' as const),
      during: fc.array(fc.oneof(deed, fc.constant<Deed>({ kind: 'read', during: [] })), {
        maxLength: 3,
      }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('refused' as const),
      why: fc.constantFrom('denied' as const, 'absent' as const, 'no-network' as const),
    }),
  },
);

const nameOf = (blob: number): string =>
  `contoso-prod.Premium.westeurope.2026112${blob % 3}T0${blob}0000Z.apimbackup`;

async function records(one: Company): Promise<Map<string, Backup>> {
  const snapshot = await one.work.ports.store.read();
  return new Map(snapshot.all('backup').map((backup) => [backup.name, backup]));
}

async function read(one: Company): Promise<LifeboatError | null> {
  const [storage] = storagesOf(one.work.configuration);
  if (storage === undefined) throw new Error('no storage');
  return (await reconcile(one.work, storage)).problem;
}

async function carryOut(one: Company, what: Deed): Promise<void> {
  await one.work.ports.clock.advance(1_000);
  switch (what.kind) {
    case 'write':
      one.azure.putBlob(place, nameOf(what.blob));
      return;
    case 'vanish':
      one.azure.removeBlob(place, nameOf(what.blob));
      return;
    case 'prune': {
      one.azure.removeBlob(place, nameOf(what.blob));
      const record = (await records(one)).get(nameOf(what.blob));
      if (record === undefined) return;
      await one.work.ports.store.update((draft) => {
        draft.put('backup', { ...record, state: 'deleted' });
      });
      return;
    }
    case 'read':
      one.azure.script('blobs.list', async (perform) => {
        const listing = perform();
        for (const inner of what.during) await carryOut(one, inner);
        return listing;
      });
      expect(await read(one)).toBeNull();
      return;
    case 'refused': {
      const before = await records(one);
      const mend = one.azure.refuse('blobs.list', what.why);
      expect(await read(one)).toBeInstanceOf(LifeboatError);
      mend();
      expect(await records(one)).toEqual(before);
      return;
    }
  }
}

describe('reconcile over any history', () => {
  it('loses no record, and what it says of each blob is true as soon as nobody interferes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (history) => {
        const one = company();
        let known = new Set<string>();
        for (const each of history) {
          const before = await records(one);
          await carryOut(one, each);
          const after = await records(one);
          for (const name of known) expect(after.has(name)).toBe(true);
          known = new Set(after.keys());
          if (each.kind !== 'read') continue;
          const touched = new Set(each.during.flatMap((one) => ('blob' in one ? [one.blob] : [])));
          for (let blob = 0; blob < blobCount; blob += 1) {
            const name = nameOf(blob);
            const there = one.azure.blobs(place).has(name);
            const state = after.get(name)?.state;
            if (touched.has(blob)) {
              // The listing is older than what happened: our own deletion is never taken back.
              const last = each.during.findLast((one) => 'blob' in one && one.blob === blob);
              const was = before.get(name)?.state;
              if (last?.kind === 'prune' && was === 'present') expect(state).toBe('deleted');
              continue;
            }
            if (there) expect([name, state]).toEqual([name, 'present']);
            else expect([undefined, 'missing', 'deleted']).toContain(state);
          }
        }
        expect(await read(one)).toBeNull();
        const last = await records(one);
        const blobs = one.azure.blobs(place);
        for (const name of blobs.keys()) expect(last.get(name)?.state).toBe('present');
        for (const [name, record] of last) {
          expect([name, record.state === 'present']).toEqual([name, blobs.has(name)]);
        }
      }),
      { numRuns: 1_500 },
    );
  }, 60_000);
});
