import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RecordShapes, Snapshot, Store } from '../../packages/core/src/ports/store.ts';
import { aBackup, aBeat, aLease, anOperation, aServiceSeen, aWarning } from './records.ts';
import { aHold, aNotice, anApproval, aPause, aRun, aStanding } from './watch-records.ts';

/** A memory that can be opened more than once, as by several processes. */
export type StoreBench = { open(): Store; close(): Promise<void> };

/** What every store must do. `prepare` makes a fresh, empty memory for each test. */
export function storeContract(name: string, prepare: () => Promise<StoreBench>): void {
  describe(`the store contract, ${name}`, () => {
    let bench: StoreBench;
    let store: Store;

    beforeEach(async () => {
      bench = await prepare();
      store = bench.open();
    });

    afterEach(async () => {
      await bench.close();
    });

    it('is empty at first', async () => {
      const snapshot = await store.read();

      expect(snapshot.all('backup')).toEqual([]);
      expect(snapshot.get('operation', 'none')).toBeNull();
      expect(await store.recovery()).toBeNull();
    });

    it('gives back a record of every kind as it was put', async () => {
      const records: RecordShapes = {
        backup: aBackup('b1'),
        operation: anOperation('o1', {
          attempts: [{ at: 1, answer: null }],
          blind: { since: 2, reason: 'no-network', words: 'ENETUNREACH', remedy: null },
          error: {
            status: 409,
            code: 'ServiceLocked',
            message: 'Locked — "später"\n',
            requestId: 'r',
            correlationId: null,
            details: [{ code: null, message: 'm', target: 't' }],
          },
        }),
        service: aServiceSeen('s1'),
        lease: aLease('o1'),
        beat: aBeat('p1', { startMark: 'boot:ns:123' }),
        warning: aWarning('s1|7d', { snoozedBy: 'ana', snoozeReason: 'known' }),
        notice: aNotice('n1'),
        hold: aHold('all'),
        pause: aPause('s1'),
        run: aRun('s1'),
        approval: anApproval('a1'),
        standing: aStanding('s1'),
      };

      await store.update((draft) => {
        draft.put('backup', records.backup);
        draft.put('operation', records.operation);
        draft.put('service', records.service);
        draft.put('lease', records.lease);
        draft.put('beat', records.beat);
        draft.put('warning', records.warning);
        draft.put('notice', records.notice);
        draft.put('hold', records.hold);
        draft.put('pause', records.pause);
        draft.put('run', records.run);
        draft.put('approval', records.approval);
        draft.put('standing', records.standing);
      });

      const snapshot = await bench.open().read();
      expect(snapshot.get('backup', 'b1')).toEqual(records.backup);
      expect(snapshot.get('operation', 'o1')).toEqual(records.operation);
      expect(snapshot.get('service', 's1')).toEqual(records.service);
      expect(snapshot.get('lease', 'o1')).toEqual(records.lease);
      expect(snapshot.get('beat', 'p1')).toEqual(records.beat);
      expect(snapshot.get('warning', 's1|7d')).toEqual(records.warning);
      expect(snapshot.get('notice', 'n1')).toEqual(records.notice);
      expect(snapshot.get('hold', 'all')).toEqual(records.hold);
      expect(snapshot.get('pause', 's1')).toEqual(records.pause);
      expect(snapshot.get('run', 's1')).toEqual(records.run);
      expect(snapshot.get('approval', 'a1')).toEqual(records.approval);
      expect(snapshot.get('standing', 's1')).toEqual(records.standing);
    });

    it('shows the draft what the change itself has put and removed', async () => {
      await store.update((draft) => draft.put('backup', aBackup('old')));

      const seen = await store.update((draft) => {
        draft.put('backup', aBackup('new'));
        draft.remove('backup', 'old');
        return {
          old: draft.get('backup', 'old'),
          new: draft.get('backup', 'new')?.id,
          all: draft.all('backup').map((backup) => backup.id),
        };
      });

      expect(seen).toEqual({ old: null, new: 'new', all: ['new'] });
    });

    it('keeps the order in which records were first put', async () => {
      await store.update((draft) => {
        for (const id of ['b', 'a', '10', '2']) draft.put('backup', aBackup(id));
      });
      await store.update((draft) => draft.put('backup', aBackup('a', { note: 'kept' })));

      const snapshot = await bench.open().read();

      expect(snapshot.all('backup').map((backup) => backup.id)).toEqual(['b', 'a', '10', '2']);
    });

    it('takes ids that mean something to JavaScript', async () => {
      await store.update((draft) => {
        for (const id of ['__proto__', 'constructor', 'toString']) draft.put('lease', aLease(id));
      });

      const snapshot = await bench.open().read();

      expect(snapshot.all('lease')).toHaveLength(3);
      expect(snapshot.get('lease', '__proto__')).toEqual(aLease('__proto__'));
      expect(snapshot.get('lease', 'hasOwnProperty')).toBeNull();
    });

    it('answers what the change answers', async () => {
      expect(await store.update(() => 'taken')).toBe('taken');
    });

    it('leaves everything as it was when the change throws', async () => {
      await store.update((draft) => draft.put('backup', aBackup('kept')));
      const before = await store.read();

      const failing = store.update((draft) => {
        draft.put('backup', aBackup('lost'));
        draft.remove('backup', 'kept');
        throw new Error('refused');
      });

      await expect(failing).rejects.toThrow('refused');
      const after = await store.read();
      expect(after.revision).toBe(before.revision);
      expect(after.all('backup').map((backup) => backup.id)).toEqual(['kept']);
    });

    it('keeps the updates around one that throws', async () => {
      const results = await Promise.allSettled([
        store.update((draft) => draft.put('backup', aBackup('one'))),
        store.update((draft) => {
          draft.put('backup', aBackup('two'));
          throw new Error('refused');
        }),
        store.update((draft) => draft.put('backup', aBackup('three'))),
      ]);

      expect(results.map((result) => result.status)).toEqual([
        'fulfilled',
        'rejected',
        'fulfilled',
      ]);
      const ids = (await store.read()).all('backup').map((backup) => backup.id);
      expect(ids).toEqual(['one', 'three']);
    });

    it('refuses a change that is asynchronous', async () => {
      const wrong = store.update(async (draft) => draft.put('backup', aBackup('late')));

      await expect(wrong).rejects.toMatchObject({ code: 'internal' });
      expect((await store.read()).all('backup')).toEqual([]);
    });

    it('refuses a record that does not fit its kind and keeps nothing of that change', async () => {
      const wrong = store.update((draft) => {
        draft.put('backup', aBackup('good'));
        draft.put('backup', aBackup('bad', { createdAt: Number.NaN }));
      });

      await expect(wrong).rejects.toMatchObject({ code: 'internal' });
      expect((await store.read()).all('backup')).toEqual([]);
    });

    it('goes up by one revision with every update that changes something', async () => {
      const first = (await store.read()).revision;
      await store.update((draft) => draft.put('backup', aBackup('one')));
      await store.update((draft) => draft.get('backup', 'one'));
      await store.update((draft) => draft.put('backup', aBackup('one')));
      await store.update((draft) => draft.remove('backup', 'never there'));
      await store.update((draft) => draft.put('backup', aBackup('two')));

      expect((await store.read()).revision).toBe(first + 2);
    });

    it('never changes a snapshot that was given out', async () => {
      await store.update((draft) => draft.put('backup', aBackup('one')));
      const before = await store.read();

      await store.update((draft) => {
        draft.put('backup', aBackup('one', { note: 'changed' }));
        draft.put('backup', aBackup('two'));
      });

      expect(before.all('backup')).toEqual([aBackup('one')]);
      expect(before.get('backup', 'two')).toBeNull();
    });

    it('is not touched when the caller changes an object it has put', async () => {
      const settings = { sku: 'Premium' };
      const record = aBackup('one', { settings });
      await store.update((draft) => draft.put('backup', record));

      settings.sku = 'Developer';
      record.note = 'changed';

      expect((await store.read()).get('backup', 'one')).toEqual(
        aBackup('one', { settings: { sku: 'Premium' } }),
      );
    });

    it('keeps fields of a record that it does not know, when the record is put again', async () => {
      const newer = { ...aLease('o1'), colour: 'blue', nested: { deep: [1] } };
      await store.update((draft) => draft.put('lease', newer));
      await store.update((draft) => draft.put('lease', aLease('o1', { process: 'process-2' })));

      expect((await bench.open().read()).get('lease', 'o1')).toEqual({
        ...newer,
        process: 'process-2',
      });
    });

    it('shows a second handle what the first one wrote', async () => {
      const other = bench.open();
      await other.read();
      await store.update((draft) => draft.put('backup', aBackup('one')));

      expect((await other.read()).get('backup', 'one')).not.toBeNull();
    });

    it('lets exactly one of many win a compare-and-set', async () => {
      await store.update((draft) => draft.put('operation', anOperation('o1')));
      const handles = Array.from({ length: 4 }, () => bench.open());

      const winners = await Promise.all(
        handles.map((handle) =>
          handle.update((draft) => {
            const operation = draft.get('operation', 'o1');
            if (operation?.status !== 'planned') return false;
            draft.put('operation', { ...operation, status: 'submitting' });
            return true;
          }),
        ),
      );

      expect(winners.filter(Boolean)).toHaveLength(1);
    });

    it('loses none of many updates at once', async () => {
      const handles = Array.from({ length: 3 }, () => bench.open());

      await Promise.all(
        handles.flatMap((handle, one) =>
          Array.from({ length: 20 }, (_, two) =>
            handle.update((draft) => {
              const beat = draft.get('beat', 'count') ?? aBeat('count', { beat: 0 });
              draft.put('beat', { ...beat, beat: beat.beat + 1 });
              draft.put('backup', aBackup(`${one}-${two}`));
            }),
          ),
        ),
      );

      const snapshot = await store.read();
      expect(snapshot.get('beat', 'count')?.beat).toBe(60);
      expect(snapshot.all('backup')).toHaveLength(60);
    });

    it('tells a subscriber of its own update by the time the update resolves', async () => {
      const heard: number[] = [];
      store.subscribe((snapshot) => heard.push(snapshot.all('backup').length));

      await store.update((draft) => draft.put('backup', aBackup('one')));

      expect(heard).toEqual([1]);
    });

    it("tells a subscriber of another handle's update within a second", async () => {
      const other = bench.open();
      await other.read();
      const heard = new Promise<Snapshot>((resolve) => {
        other.subscribe(resolve);
      });

      const start = performance.now();
      await store.update((draft) => draft.put('backup', aBackup('one')));
      const snapshot = await heard;

      expect(snapshot.get('backup', 'one')).not.toBeNull();
      expect(performance.now() - start).toBeLessThan(1_000);
    });

    it('says nothing for an update that changes nothing, nor after unsubscribing', async () => {
      const heard: number[] = [];
      const stop = store.subscribe((snapshot) => heard.push(snapshot.revision));

      await store.update(() => undefined);
      stop();
      await store.update((draft) => draft.put('backup', aBackup('one')));

      expect(heard).toEqual([]);
    });

    it('keeps telling the others when one subscriber throws', async () => {
      const heard: number[] = [];
      store.subscribe(() => {
        throw new Error('broken listener');
      });
      store.subscribe((snapshot) => heard.push(snapshot.all('backup').length));

      await store.update((draft) => draft.put('backup', aBackup('one')));

      expect(heard).toEqual([1]);
    });

    it('cannot be used after it was closed', async () => {
      const other = bench.open();
      await other.close();
      await other.close();

      await expect(other.read()).rejects.toMatchObject({ code: 'internal' });
      await expect(other.update(() => undefined)).rejects.toMatchObject({ code: 'internal' });
    });

    it('finishes the updates it was given before it closes', async () => {
      const other = bench.open();
      const pending = other.update((draft) => draft.put('backup', aBackup('one')));
      await other.close();
      await pending;

      expect((await store.read()).get('backup', 'one')).not.toBeNull();
    });
  });
}
