import { describe, expect, it } from 'vitest';
import { complete, type NameKind } from '../../../packages/core/src/commands/complete.ts';
import { commands } from '../../../packages/core/src/commands/index.ts';
import { knownNames } from '../../../packages/core/src/commands/known-names.ts';
import { aBackup, anApproval, anOperation } from '../domain/build-records.ts';
import { type Company, company } from '../workflows/world.ts';

const hourMs = 3_600_000;

async function stocked(): Promise<Company> {
  const one = company();
  const { store, clock } = one.work.ports;
  const now = clock.now();
  await store.update((draft) => {
    for (const [id, hours, changes] of [
      ['b0000000001', 2, {}],
      ['b0000000002', 1, { purpose: 'safety' }],
      ['b0000000003', 31 * 24, {}],
      ['b0000000004', 0, { state: 'deleted' }],
    ] as const) {
      const name = `${id}.apimbackup`;
      draft.put('backup', aBackup({ id, name, createdAt: now - hours * hourMs, ...changes }));
    }
    for (const [id, minutes, status] of [
      ['op-old', 9, 'unknown'],
      ['op-new', 1, 'running'],
      ['op-done', 0, 'succeeded'],
    ] as const) {
      draft.put('operation', anOperation({ id, status, plannedAt: now - minutes * 60_000 }));
    }
  });
  return one;
}

async function candidates(one: Company, wanted: NameKind, ...words: string[]) {
  const names = await knownNames(one.work, wanted);
  return complete({ grammar: commands, words, names });
}

describe('the names that are completed', () => {
  it.each([['show'], ['note'], ['restore', 'contoso-dr', '--from']])(
    'are behind `%s` the newest of each service, then backups, newest first, with what they are',
    async (...words) => {
      const all = await candidates(await stocked(), 'backup', ...words, '');

      expect(all.map(({ value }) => value)).toEqual([
        'latest:contoso-prod',
        'latest:contoso-dr',
        'b0000000002',
        'b0000000001',
        'b0000000003',
      ]);
      expect(all[2]?.summary).toMatch(/^contoso, .* UTC \(60 min ago\), safety$/);
      expect(all[4]?.summary).toMatch(/, expired$/);
    },
  );

  it.each(['approve', 'reject'])(
    'are behind `%s` the requests that wait, newest first',
    async (word) => {
      const one = company();
      const { store, clock } = one.work.ports;
      const now = clock.now();
      await store.update((draft) => {
        for (const [id, minutes, changes] of [
          ['a000001', 9, {}],
          ['a000002', 1, {}],
          ['a000003', 1, { status: 'approved' }],
          ['a000004', 1, { endsAt: now }],
        ] as const) {
          const askedAt = now - minutes * 60_000;
          draft.put('approval', anApproval({ id, askedAt, endsAt: now + hourMs, ...changes }));
        }
      });

      const all = await candidates(one, 'approval', word, '');

      expect(all.map(({ value }) => value)).toEqual(['a000002', 'a000001']);
      expect(all[0]?.summary).toMatch(/^restore of contoso, ana, .* UTC \(1 min ago\)$/);
    },
  );

  it('are names of blobs too, once one is begun', async () => {
    const found = await candidates(await stocked(), 'backup', 'show', 'b0000000001.');

    expect(found.map(({ value }) => value)).toEqual(['b0000000001.apimbackup']);
  });

  it.each(['follow', 'abandon'])(
    'are behind `%s` the open operations, newest first',
    async (word) => {
      const all = await candidates(await stocked(), 'operation', word, '');

      expect(all.map(({ value }) => value)).toEqual(['op-new', 'op-old']);
    },
  );

  it.each([
    ['service', ['contoso-prod', 'contoso-dr'], ['backup', '']],
    ['storage', ['main'], ['backup', '--storage', '']],
  ] as const)(
    'of a %s come from the configuration, without a look into the store',
    async (wanted, expected, words) => {
      const one = await stocked();
      const read = () => Promise.reject(new Error('the store was read'));
      const ports = { ...one.work.ports, store: { ...one.work.ports.store, read } };

      const found = await candidates({ ...one, work: { ...one.work, ports } }, wanted, ...words);

      expect(found.map(({ value }) => value)).toEqual(expected);
    },
  );
});
