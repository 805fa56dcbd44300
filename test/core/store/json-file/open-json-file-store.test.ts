import * as fs from 'node:fs/promises';
import { dirname } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fixedDisk } from '../../../../packages/core/src/testing/fixed-disk.ts';
import { aBackup, aLease, anOperation } from '../../../contract/records.ts';
import { storeContract } from '../../../contract/store.ts';
import { startFixture } from '../child.ts';
import { type FolderBench, folderBench } from './bench.ts';

storeContract('in a file', () => folderBench());

let bench: FolderBench;

beforeEach(async () => {
  bench = await folderBench();
});

afterEach(async () => {
  await bench.close();
});

describe('the store’s files', () => {
  it('are one’s own: folder 0700, files 0600', async () => {
    await bench.open().update((draft) => draft.put('backup', aBackup('one')));

    expect(await modeOf(bench.folder)).toBe('700');
    expect(await modeOf(bench.file)).toBe('600');
    expect(await modeOf(bench.lockFile)).toBe('600');
  });

  it('are a group’s when one is named: folder 2770, files 0660, whatever the umask', async () => {
    const gid = process.getgid?.() ?? 0;
    await bench.open({ group: String(gid) }).update((draft) => draft.put('backup', aBackup('one')));

    expect(await modeOf(bench.folder)).toBe('2770');
    expect(await modeOf(bench.file)).toBe('660');
    expect(await modeOf(bench.lockFile)).toBe('660');
    expect((await fs.stat(bench.file)).gid).toBe(gid);
  });

  it('get their rights back when the folder was there with others', async () => {
    await fs.mkdir(bench.folder, { mode: 0o755 });
    await bench.open().read();

    expect(await modeOf(bench.folder)).toBe('700');
  });

  it('are refused for a group nobody knows', async () => {
    await expect(bench.open({ group: 'no-such-group' }).read()).rejects.toMatchObject({
      code: 'config-invalid',
    });
  });

  it('hold one whole JSON document, the newest and the last good one, and nothing else', async () => {
    const store = bench.open();
    await store.update((draft) => draft.put('backup', aBackup('one')));
    await store.update((draft) => draft.put('backup', aBackup('two')));

    expect((await fs.readdir(bench.folder)).toSorted()).toEqual([
      'store.json',
      'store.json.last',
      'store.lock',
    ]);
    expect(await idsIn(bench.file)).toEqual(['one', 'two']);
    expect(await idsIn(bench.last)).toEqual(['one']);
    expect((await fs.stat(bench.lockFile)).size).toBe(0);
  });

  it('lose what a killed writer left as soon as the next one has the lock', async () => {
    await bench.open().read();
    await fs.writeFile(`${bench.file}.abandoned.tmp`, '{"schema":1,');

    await bench.open().update((draft) => draft.put('backup', aBackup('one')));

    expect(await fs.readdir(bench.folder)).not.toContain('store.json.abandoned.tmp');
  });

  it('keep no secret that slips into a record', async () => {
    const token = `eyJ0eXAiOiJKV1Qi.eyJhdWQiOiJodHRwczovL21h.${'s'.repeat(40)}`;
    await bench
      .open({ mask: undefined as never })
      .update((draft) => draft.put('backup', aBackup('one', { note: `Bearer ${token}` })));

    expect(await fs.readFile(bench.file, 'utf8')).not.toContain(token);
  });
});

describe('a disk that does not help', () => {
  it('is refused when it is on the network, before anything is written', async () => {
    const store = bench.open({ disk: fixedDisk({ network: true, fileSystem: 'nfs' }) });

    await expect(store.read()).rejects.toMatchObject({ code: 'store-on-network' });
    await expect(store.update(() => undefined)).rejects.toMatchObject({ code: 'store-on-network' });
    expect(await fs.readdir(bench.folder)).toEqual([]);
  });

  it.each(['write', 'sync'] as const)(
    'leaves the file as it is when it is full at the %s',
    async (step) => {
      const before = bench.open();
      await before.update((draft) => draft.put('backup', aBackup('kept')));
      const bytes = await fs.readFile(bench.file);
      const store = bench.open({ files: { open: failingOpen(step, 'ENOSPC') } });

      const full = store.update((draft) => draft.put('backup', aBackup('lost')));

      await expect(full).rejects.toMatchObject({
        code: 'store-unwritable',
        message: expect.stringContaining('the disk is full'),
      });
      expect(await fs.readFile(bench.file)).toEqual(bytes);
      expect((await store.read()).all('backup')).toHaveLength(1);
      expect((await fs.readdir(bench.folder)).filter((name) => name.endsWith('.tmp'))).toEqual([]);
    },
  );

  it('goes on where it was once there is room again', async () => {
    let full = true;
    const failing = failingOpen('write', 'ENOSPC');
    const open: typeof fs.open = (path, flags, mode) =>
      (full ? failing : fs.open)(path, flags, mode);
    const store = bench.open({ files: { open } });
    await expect(store.read()).resolves.toMatchObject({ revision: 0 });
    await expect(
      store.update((draft) => draft.put('backup', aBackup('one'))),
    ).rejects.toMatchObject({ code: 'store-unwritable' });

    full = false;
    await store.update((draft) => draft.put('backup', aBackup('two')));

    expect(await idsIn(bench.file)).toEqual(['two']);
  });

  it('may be read where it may not be written', async () => {
    await bench.open().update((draft) => draft.put('backup', aBackup('kept')));
    const bytes = await fs.readFile(bench.file);
    const account = process.geteuid?.() === 0 ? ['65534'] : [];
    await fs.chmod(dirname(bench.folder), 0o755);
    await fs.chmod(bench.folder, 0o555);
    for (const path of [bench.file, bench.lockFile]) await fs.chmod(path, 0o444);

    const child = startFixture('update-once', bench.folder, ...account);
    const { code } = await child.ended;
    const said = child.lines().map((line) => JSON.parse(line));

    expect(code).toBe(0);
    expect(said).toEqual([
      { seen: 1 },
      { code: 'store-unwritable', message: expect.stringMatching(/untouched/) },
    ]);
    expect(await fs.readFile(bench.file)).toEqual(bytes);
    await fs.chmod(bench.folder, 0o700);
  });

  it('that cannot be read is not damage', async () => {
    await fs.mkdir(bench.file, { recursive: true });

    await expect(bench.open().read()).rejects.toMatchObject({ code: 'store-unreadable' });
    expect((await fs.stat(bench.file)).isDirectory()).toBe(true);
  });
});

describe('the lock', () => {
  it('is not fooled when its file is deleted under a running process', async () => {
    const one = bench.open();
    const other = bench.open();
    await one.update((draft) => draft.put('backup', aBackup('one')));
    await other.update((draft) => draft.put('backup', aBackup('two')));
    await fs.unlink(bench.lockFile);

    await Promise.all([
      one.update((draft) => draft.put('backup', aBackup('three'))),
      other.update((draft) => draft.put('backup', aBackup('four'))),
    ]);

    expect(await idsIn(bench.file)).toHaveLength(4);
  });

  it('says what to do when its file holds something else', async () => {
    await fs.mkdir(bench.folder, { recursive: true });
    await fs.writeFile(
      bench.lockFile,
      'this is not a database, and long enough to look at it'.repeat(40),
    );

    await expect(
      bench.open().update((draft) => draft.put('backup', aBackup('one'))),
    ).rejects.toMatchObject({
      code: 'store-unwritable',
      hint: expect.stringContaining('remove it'),
    });
  });
});

describe('a store of another Lifeboat', () => {
  it('is left alone when its schema is newer', async () => {
    const text = JSON.stringify({ schema: 3, revision: 9, everything: 'elsewhere' });
    await fs.mkdir(bench.folder, { recursive: true });
    await fs.writeFile(bench.file, text);
    const store = bench.open();

    await expect(store.read()).rejects.toMatchObject({ code: 'store-newer' });
    await expect(
      store.update((draft) => draft.put('backup', aBackup('one'))),
    ).rejects.toMatchObject({ code: 'store-newer' });
    expect(await fs.readFile(bench.file, 'utf8')).toBe(text);
  });

  it('is brought up when its schema is older', async () => {
    await fs.mkdir(bench.folder, { recursive: true });
    const { id: _, ...withoutId } = aBackup('one');
    await fs.writeFile(bench.file, JSON.stringify({ backup: { one: withoutId } }));

    const store = bench.open();
    expect((await store.read()).get('backup', 'one')).toEqual(aBackup('one'));
    await store.update((draft) => draft.put('backup', aBackup('two')));

    expect(JSON.parse(await fs.readFile(bench.file, 'utf8'))).toMatchObject({ schema: 2 });
    expect(await idsIn(bench.file)).toEqual(['one', 'two']);
  });

  it('keeps its own fields, kinds and records through our writes', async () => {
    const lane = { id: 'contoso-prod', until: 5, reason: 'incident' };
    const drill = { ...aBackup('drill'), purpose: 'drill' };
    await fs.mkdir(bench.folder, { recursive: true });
    await fs.writeFile(
      bench.file,
      JSON.stringify({
        schema: 1,
        revision: 3,
        shapes: 99,
        records: { lane: [lane], backup: [{ ...aBackup('one'), lane: 7 }, drill] },
        misfits: [],
        theme: { dark: true },
      }),
    );

    const store = bench.open();
    await store.update((draft) => {
      const one = draft.get('backup', 'one');
      draft.put('backup', aBackup(one?.id ?? 'gone', { note: 'ours' }));
    });

    const text = await fs.readFile(bench.file, 'utf8');
    expect(JSON.parse(text)).toMatchObject({
      schema: 2,
      revision: 4,
      theme: { dark: true },
      records: { lane: [lane], backup: [{ ...aBackup('one'), note: 'ours', lane: 7 }] },
      misfits: [{ kind: 'backup', record: drill }],
    });
  });

  it('has a record that does not fit set aside and said, and the others work on', async () => {
    const store = bench.open();
    await store.update((draft) => {
      draft.put('operation', anOperation('good'));
      draft.put('lease', aLease('bad'));
    });
    await edit(bench.file, (text) => text.replace('"process":"process-1","since"', '"since"'));

    const other = bench.open();
    const snapshot = await other.read();

    expect(snapshot.get('operation', 'good')).not.toBeNull();
    expect(snapshot.get('lease', 'bad')).toBeNull();
    expect(await other.recovery()).toMatchObject({
      lost: [expect.stringMatching(/lease record does not fit \(process/)],
    });
    await other.update((draft) => draft.put('lease', aLease('bad', { process: 'again' })));
    expect(await fs.readFile(bench.file, 'utf8')).toContain('"misfits":[\n{"kind":"lease"');
  });

  it('may have been edited by hand', async () => {
    const store = bench.open();
    await store.update((draft) => draft.put('backup', aBackup('one', { note: 'before' })));
    await edit(bench.file, (text) =>
      JSON.stringify(JSON.parse(text.replace('before', 'after')), null, 2),
    );

    expect((await store.read()).get('backup', 'one')?.note).toBe('after');
  });
});

async function modeOf(path: string): Promise<string> {
  return ((await fs.stat(path)).mode & 0o7777).toString(8);
}

async function idsIn(path: string): Promise<string[]> {
  const document: { records: { backup: { id: string }[] } } = JSON.parse(
    await fs.readFile(path, 'utf8'),
  );
  return document.records.backup.map((backup) => backup.id);
}

async function edit(path: string, change: (text: string) => string): Promise<void> {
  await fs.writeFile(path, change(await fs.readFile(path, 'utf8')));
}

/** Opens files for writing whose `step` fails as a full disk makes it fail. */
function failingOpen(step: 'write' | 'sync', code: string): typeof fs.open {
  return async (path, flags, mode) => {
    const handle = await fs.open(path, flags, mode);
    if (flags !== 'wx') return handle;
    const fail = async (): Promise<never> => {
      throw Object.assign(new Error(`${code}: no space left on device`), { code });
    };
    if (step === 'sync') handle.sync = fail;
    else {
      handle.writeFile = async (data) => {
        await handle.write(Buffer.from(data as Uint8Array).subarray(0, 100));
        return fail();
      };
    }
    return handle;
  };
}
