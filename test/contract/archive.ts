import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Archive } from '../../packages/core/src/ports/archive.ts';
import { aBackup, anOperation } from './records.ts';
import { aNotice, anApproval } from './watch-records.ts';

/** An archive that can be opened more than once, as by several processes. */
export type ArchiveBench = { open(): Archive; close(): Promise<void> };

const everything = { from: 0, to: Number.MAX_SAFE_INTEGER };
const november = Date.UTC(2026, 10, 1);
const december = Date.UTC(2026, 11, 1);

/** What every archive must do. `prepare` makes a fresh, empty one for each test. */
export function archiveContract(name: string, prepare: () => Promise<ArchiveBench>): void {
  describe(`the archive contract, ${name}`, () => {
    let bench: ArchiveBench;
    let archive: Archive;

    beforeEach(async () => {
      bench = await prepare();
      archive = bench.open();
    });

    afterEach(async () => {
      await bench.close();
    });

    it('is empty at first, and stays so when nothing is appended', async () => {
      await archive.append('operation', []);

      expect(await archive.read('operation', everything)).toEqual({ records: [], unreadable: 0 });
      expect(await archive.ids('operation')).toEqual(new Set());
    });

    it('gives back a record of every kind as it was appended, to any process', async () => {
      const operation = anOperation('o1', {
        status: 'succeeded',
        reason: 'line\nbreak "quoted" \u2028',
        settings: { sku: { name: 'Premium' } },
      });
      await archive.append('operation', [{ at: november, record: operation }]);
      await archive.append('backup', [{ at: november, record: aBackup('b1') }]);
      await archive.append('notice', [{ at: november, record: aNotice('n1') }]);
      await archive.append('approval', [{ at: november, record: anApproval('a1') }]);
      const other = bench.open();

      expect((await other.read('operation', everything)).records).toEqual([operation]);
      expect((await other.read('backup', everything)).records).toEqual([aBackup('b1')]);
      expect((await other.read('notice', everything)).records).toEqual([aNotice('n1')]);
      expect((await other.read('approval', everything)).records).toEqual([anApproval('a1')]);
    });

    it('reads one that was appended twice once, as it was appended last', async () => {
      const [first, last] = [aBackup('b1'), aBackup('b1', { state: 'deleted' })];
      await archive.append('backup', [{ at: november, record: first }]);
      await bench.open().append('backup', [{ at: november, record: last }]);

      expect((await archive.read('backup', everything)).records).toEqual([last]);
      expect(await archive.ids('backup')).toEqual(new Set(['b1']));
    });

    it('reads a range, both ends included, oldest first, over the borders of months', async () => {
      const at = [december, november - 1, november, december - 1, december + 1];
      const records = at.map((each) => ({ at: each, record: anOperation(`o${each}`) }));
      await archive.append('operation', records);
      const read = async (from: number, to: number) =>
        (await archive.read('operation', { from, to })).records.map(({ id }) =>
          Number(id.slice(1)),
        );

      expect(await read(november, december - 1)).toEqual([november, december - 1]);
      expect(await read(december - 1, december)).toEqual([december - 1, december]);
      expect(await read(0, december + 1)).toEqual(at.toSorted());
      expect(await read(Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY)).toEqual(at.toSorted());
      expect(await read(december, november)).toEqual([]);
    });

    it('reads only what holds a text, also one that JSON writes otherwise', async () => {
      const odd = 'say "hi"\n';
      const records = [anOperation('o1'), anOperation('o2', { reason: odd })];
      await archive.append(
        'operation',
        records.map((record) => ({ at: november, record })),
      );
      const read = async (holding: string) =>
        (await archive.read('operation', { ...everything, holding })).records.map(({ id }) => id);

      expect(await read(odd)).toEqual(['o2']);
      expect(await read('o1')).toEqual(['o1']);
      expect(await read('nowhere')).toEqual([]);
    });

    it('takes from several at once without losing one', async () => {
      const writers = Array.from({ length: 8 }, (_, writer) =>
        bench.open().append(
          'operation',
          Array.from({ length: 25 }, (__, index) => ({
            at: november + index,
            record: anOperation(`o${writer}-${index}`),
          })),
        ),
      );
      await Promise.all(writers);

      const { records, unreadable } = await archive.read('operation', everything);
      expect([records.length, unreadable]).toEqual([200, 0]);
    });
  });
}
