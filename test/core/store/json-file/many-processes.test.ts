import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Store } from '../../../../packages/core/src/ports/store.ts';
import { aBeat } from '../../../contract/records.ts';
import { type Child, startFixture } from '../child.ts';
import { type FolderBench, folderBench } from './bench.ts';

let bench: FolderBench;
let store: Store;
let children: Child[];

beforeEach(async () => {
  bench = await folderBench();
  store = bench.open();
  await store.read();
  children = [];
});

afterEach(async () => {
  for (const child of children) child.process.kill('SIGKILL');
  await Promise.all(children.map((child) => child.ended));
  await bench.close();
});

function start(name: string, ...args: string[]): Child {
  const child = startFixture(name, ...args);
  children.push(child);
  return child;
}

describe('many processes on one store', () => {
  it.each([
    [2, 800],
    [8, 200],
  ])(
    'lose none of 1,600 updates when %i write %i each, and no reader sees half a file',
    {
      timeout: 120_000,
    },
    async (processes, each) => {
      const reader = start('read-always', bench.folder);
      const writers = Array.from({ length: processes }, (_, index) =>
        start('write-many', bench.folder, `w${index}`, String(each)),
      );

      const ends = await Promise.all(writers.map((writer) => writer.ended));
      reader.process.stdin?.end();
      await reader.ended;

      expect(ends.map(({ code, errors }) => ({ code, errors }))).toEqual(
        writers.map(() => ({ code: 0, errors: '' })),
      );
      const snapshot = await store.read();
      expect(snapshot.get('beat', 'count')?.beat).toBe(1_600);
      expect(snapshot.all('backup')).toHaveLength(1_600);
      const seen: { reads: number; halves: number } = JSON.parse(reader.lines().join(''));
      expect(seen.halves).toBe(0);
      expect(seen.reads).toBeGreaterThan(10);
    },
  );

  it('loses no update that was confirmed, whenever the writers are killed', {
    timeout: 120_000,
  }, async () => {
    for (let round = 0; round < 12; round += 1) {
      const writers = ['a', 'b', 'c'].map((name) =>
        start('write-many', bench.folder, `${round}${name}`, '10000'),
      );
      await Promise.all(writers.map((writer) => writer.said(1)));
      await pause(Math.random() * 60);
      for (const writer of writers) writer.process.kill('SIGKILL');
      await Promise.all(writers.map((writer) => writer.ended));

      const snapshot = await store.read();
      const kept = new Set(snapshot.all('backup').map((backup) => backup.id));
      const confirmed = writers.flatMap((writer, index) =>
        writer.lines().map((line) => `${round}${'abc'[index]}-${line}`),
      );
      expect(confirmed.filter((id) => !kept.has(id))).toEqual([]);
      // The count and the records are written together: a torn update would tell them apart.
      expect(snapshot.get('beat', 'count')?.beat).toBe(kept.size);
      expect(await store.recovery()).toBeNull();
    }
    // The lock is free and nothing of the killed lies about.
    await store.update((draft) => draft.put('beat', aBeat('after')));
  });

  it('waits for a process that is stopped inside the lock, and overwrites nothing afterwards', async () => {
    const stopped = start('stop-inside', bench.folder);
    await stopped.said(1);

    let done = false;
    const update = store
      .update((draft) => {
        const beat = draft.get('beat', 'count') ?? aBeat('count', { beat: 0 });
        draft.put('beat', { ...beat, beat: beat.beat + 1 });
      })
      .then(() => {
        done = true;
      });
    await pause(1_500);
    const whileStopped = { done, seen: (await store.read()).get('beat', 'count') };
    stopped.process.kill('SIGCONT');
    await update;
    await stopped.ended;

    expect(whileStopped).toEqual({ done: false, seen: null });
    expect((await store.read()).get('beat', 'count')?.beat).toBe(2);
  });

  it('frees the lock of a process that is killed inside it, at once', async () => {
    const stopped = start('stop-inside', bench.folder);
    await stopped.said(1);
    stopped.process.kill('SIGKILL');
    await stopped.ended;

    const begun = performance.now();
    await store.update((draft) => draft.put('beat', aBeat('after')));

    expect(performance.now() - begun).toBeLessThan(2_000);
    expect((await store.read()).get('beat', 'count')).toBeNull();
  });

  it('gives up with a sentence when the lock is held for longer than its patience', async () => {
    const impatient = bench.open({ lockPatienceMs: 300 });
    const stopped = start('stop-inside', bench.folder);
    await stopped.said(1);

    await expect(impatient.update((draft) => draft.put('beat', aBeat('x')))).rejects.toMatchObject({
      code: 'store-unwritable',
    });
    stopped.process.kill('SIGCONT');
    await stopped.ended;
    expect((await store.read()).get('beat', 'x')).toBeNull();
  });

  it('hears of another process’s update within a second', async () => {
    const heard = new Promise<number>((resolve) => {
      store.subscribe((snapshot) => {
        if (snapshot.get('beat', 'count') !== null) resolve(performance.now());
      });
    });
    const writer = start('write-many', bench.folder, 'w', '1');
    await writer.said(1);
    const written = performance.now();

    expect((await heard) - written).toBeLessThan(1_000);
  });

  it('lets a process end that still listens', async () => {
    const child = start('hold-open', bench.folder);

    expect(await child.ended).toMatchObject({ code: 0, errors: '' });
  });
});

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}
