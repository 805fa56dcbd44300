import * as fs from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AuditEntry } from '../../../../packages/core/src/domain/audit.ts';
import type { Operation } from '../../../../packages/core/src/domain/operation.ts';
import { openAuditFile } from '../../../../packages/core/src/store/audit/open-audit-file.ts';
import { aBackup, aLease, anEntry, anOperation } from '../../../contract/records.ts';
import { anApproval } from '../../../contract/watch-records.ts';
import { type FolderBench, folderBench } from './bench.ts';

const now = Date.UTC(2026, 10, 23, 3);
const stamped = 'store.json.damaged-20261123T030000Z';

let bench: FolderBench;

beforeEach(async () => {
  bench = await folderBench();
});

afterEach(async () => {
  await bench.close();
});

/** A store whose last good copy holds `one`, and whose newest has `two` as well. */
async function twoBackups(): Promise<void> {
  const store = bench.open();
  await store.update((draft) => draft.put('backup', aBackup('one')));
  await store.update((draft) => draft.put('backup', aBackup('two')));
}

async function tell(event: AuditEntry['event'], operation: Operation): Promise<void> {
  const audit = openAuditFile({ file: bench.auditFile, mode: 0o600 });
  await audit.append(anEntry({ event, operation: operation.id, record: operation }));
}

describe('a damaged store', () => {
  it.each([
    ['garbage', 'not JSON at all \u0000\u0001'],
    ['empty', ''],
    ['some other JSON', '{"name":"something else"}'],
    ['a list', '[]'],
    ['records in the wrong place', '{"schema":1,"revision":4,"records":[]}'],
    ['no revision', '{"schema":1,"records":{}}'],
  ])('that is %s is set aside, and the last good copy comes back', async (_, text) => {
    await twoBackups();
    await fs.writeFile(bench.file, text);

    const store = bench.open();
    const snapshot = await store.read();

    expect(snapshot.all('backup').map((backup) => backup.id)).toEqual(['one']);
    expect(await fs.readFile(`${bench.folder}/${stamped}`, 'utf8')).toBe(text);
    expect(await store.recovery()).toEqual({
      setAside: `${bench.folder}/${stamped}`,
      from: ['last-good-copy'],
      lost: [expect.stringContaining('after revision 1')],
    });
  });

  it('that holds an operation with a changed byte is rebuilt, so that it is not forgotten', async () => {
    const operation = anOperation('running', { status: 'running' });
    const store = bench.open();
    await store.update((draft) => draft.put('operation', operation));
    await store.close();
    await tell('acceptance', operation);
    const text = await fs.readFile(bench.file, 'utf8');
    await fs.writeFile(bench.file, text.replace('"status":"running"', '"status":"ruNNing"'));

    const again = bench.open();

    expect((await again.read()).get('operation', 'running')).toMatchObject({ status: 'unknown' });
    expect(await again.recovery()).toMatchObject({ setAside: `${bench.folder}/${stamped}` });
  });

  it('leaves no approval that could be used once more: the lost write may have spent it', async () => {
    const store = bench.open();
    const endsAt = Date.now() + 3_600_000;
    await store.update((draft) =>
      draft.put('approval', anApproval('yes', { status: 'approved', endsAt })),
    );
    await store.update((draft) => draft.put('backup', aBackup('two')));
    await store.close();
    await fs.writeFile(bench.file, 'garbage');

    const approval = (await bench.open().read()).get('approval', 'yes');

    expect(approval?.status).toBe('approved');
    expect(approval?.endsAt).toBeLessThan(endsAt);
  });

  it('that is cut short is rebuilt, and what was cut is found again nowhere', async () => {
    await twoBackups();
    const bytes = await fs.readFile(bench.file);
    await fs.writeFile(bench.file, bytes.subarray(0, bytes.length - 40));

    const store = bench.open();

    expect((await store.read()).all('backup').map((backup) => backup.id)).toEqual(['one']);
    expect(await fs.readFile(`${bench.folder}/${stamped}`)).toHaveLength(bytes.length - 40);
  });

  it('keeps the last good copy good', async () => {
    await twoBackups();
    await fs.writeFile(bench.file, 'garbage');
    const store = bench.open();
    await store.read();

    expect(JSON.parse(await fs.readFile(bench.last, 'utf8'))).toMatchObject({ revision: 1 });
    await store.update((draft) => draft.put('backup', aBackup('three')));
    expect(JSON.parse(await fs.readFile(bench.last, 'utf8'))).toMatchObject({
      records: { backup: [{ id: 'one' }] },
    });
  });

  it('is noticed by a process that is running, which goes on with the rebuilt one', async () => {
    await twoBackups();
    const store = bench.open();
    const before = await store.read();
    await fs.writeFile(bench.file, 'garbage');

    await store.update((draft) => draft.put('backup', aBackup('three')));

    const after = await store.read();
    expect(after.all('backup').map((backup) => backup.id)).toEqual(['one', 'three']);
    expect(after.revision).toBeGreaterThan(before.revision);
    expect(await store.recovery()).not.toBeNull();
  });

  it('is rebuilt once when several processes meet it', async () => {
    await twoBackups();
    await fs.writeFile(bench.file, 'garbage');
    const stores = [bench.open(), bench.open(), bench.open()];

    const all = await Promise.all(stores.map((store) => store.read()));

    expect(new Set(all.map((snapshot) => snapshot.revision)).size).toBe(1);
    const recoveries = await Promise.all(stores.map((store) => store.recovery()));
    expect(recoveries.filter((recovery) => recovery !== null)).toHaveLength(1);
  });

  it('makes every open operation unknown, also one that the last copy did not have', async () => {
    const store = bench.open();
    const old = anOperation('old', { status: 'running', location: 'https://a/1', startedAt: 5 });
    const planned = anOperation('planned');
    const ended = anOperation('ended', { status: 'failed', endedAt: 6 });
    await store.update((draft) => {
      for (const each of [old, planned, ended]) draft.put('operation', each);
      draft.put('lease', aLease('old'));
    });
    await store.update((draft) => draft.put('backup', aBackup('newest')));
    const fresh = anOperation('fresh', { attempts: [{ at: 7, answer: null }] });
    await tell('intent', fresh);
    await tell('attempt', { ...fresh, status: 'submitting' });
    await tell('acceptance', {
      ...fresh,
      status: 'running',
      location: 'https://a/2',
      startedAt: 8,
    });
    await tell('intent', old);
    await fs.writeFile(bench.file, '{');

    const rebuilt = bench.open();
    const snapshot = await rebuilt.read();

    const blind = expect.objectContaining({ since: now, reason: 'store-rebuilt' });
    expect(snapshot.get('operation', 'old')).toEqual({ ...old, status: 'unknown', blind });
    expect(snapshot.get('operation', 'planned')).toEqual({ ...planned, status: 'unknown', blind });
    expect(snapshot.get('operation', 'fresh')).toMatchObject({
      status: 'unknown',
      blind,
      location: 'https://a/2',
      startedAt: 8,
    });
    expect(snapshot.get('operation', 'ended')).toEqual(ended);
    expect(await rebuilt.recovery()).toMatchObject({
      from: ['last-good-copy', 'audit'],
      lost: [expect.any(String), expect.stringMatching(/old, planned, fresh/)],
    });
  });

  it('believes an outcome in the audit trail and brings the backup back', async () => {
    await twoBackups();
    const done = anOperation('done', {
      status: 'succeeded',
      startedAt: 9,
      endedAt: 10,
      backup: 'three',
      settings: { sku: 'Premium' },
    });
    await tell('outcome', done);
    await tell('acceptance', { ...done, status: 'running', endedAt: null });
    await fs.writeFile(bench.file, '');

    const snapshot = await bench.open().read();

    expect(snapshot.get('operation', 'done')).toEqual(done);
    expect(snapshot.get('backup', 'three')).toMatchObject({
      createdAt: 9,
      estimated: false,
      operation: 'done',
      seenAt: null,
      settings: { sku: 'Premium' },
    });
  });

  it('is rebuilt from the audit alone when there is no last good copy either', async () => {
    await twoBackups();
    await tell('intent', anOperation('open'));
    await fs.writeFile(bench.file, 'x');
    await fs.writeFile(bench.last, 'y');

    const store = bench.open();

    expect((await store.read()).get('operation', 'open')?.status).toBe('unknown');
    expect(await store.recovery()).toMatchObject({
      from: ['audit'],
      lost: [expect.stringContaining('reconcile'), expect.stringContaining('open')],
    });
  });

  it('starts anew when nothing is left, and says so', async () => {
    await fs.mkdir(bench.folder, { recursive: true });
    await fs.writeFile(bench.file, 'x');

    const store = bench.open();

    expect((await store.read()).all('backup')).toEqual([]);
    expect(await store.recovery()).toMatchObject({ from: ['nothing'] });
  });

  it('has its recovery in the audit trail', async () => {
    await twoBackups();
    await fs.writeFile(bench.file, 'x');
    await bench.open().read();

    const { entries } = await openAuditFile({ file: bench.auditFile, mode: 0o600 }).read(1);

    expect(entries).toMatchObject([
      { event: 'recovery', who: 'ana', what: expect.stringContaining('last-good-copy') },
    ]);
  });

  it('says how many lines of the trail could not be read, and which records', async () => {
    await twoBackups();
    const audit = openAuditFile({ file: bench.auditFile, mode: 0o600 });
    await audit.append(anEntry({ event: 'intent', operation: 'lost', record: { id: 'lost' } }));
    await fs.appendFile(bench.auditFile, '{"at":"2026\n');
    await fs.writeFile(bench.file, 'x');

    const store = bench.open();

    expect((await store.recovery())?.lost.join(' ')).toMatch(
      /operations: lost\..*1 unreadable line/,
    );
  });

  it('is left as it is when the disk is full', async () => {
    await twoBackups();
    await fs.writeFile(bench.file, 'x');
    const open: typeof fs.open = async (path, flags, mode) => {
      if (flags !== 'wx') return fs.open(path, flags, mode);
      throw Object.assign(new Error('ENOSPC'), { code: 'ENOSPC' });
    };

    await expect(bench.open({ files: { open } }).read()).rejects.toMatchObject({
      code: 'store-unwritable',
    });

    expect(await fs.readFile(bench.file, 'utf8')).toBe('x');
    expect((await bench.open().read()).all('backup')).toHaveLength(1);
  });

  it('is left as it is when its last good copy is a newer Lifeboat’s', async () => {
    await twoBackups();
    await fs.writeFile(bench.file, 'x');
    await fs.writeFile(bench.last, JSON.stringify({ schema: 7 }));

    await expect(bench.open().read()).rejects.toMatchObject({ code: 'store-newer' });
    expect(await fs.readFile(bench.file, 'utf8')).toBe('x');
  });
});

describe('a missing store', () => {
  it('is a first use when there is nothing else', async () => {
    const store = bench.open();

    expect((await store.read()).revision).toBe(0);
    expect(await store.recovery()).toBeNull();
  });

  it('is a first use also when the audit trail knows a sign-in', async () => {
    await fs.mkdir(bench.folder, { recursive: true });
    await openAuditFile({ file: bench.auditFile, mode: 0o600 }).append(
      anEntry({ event: 'sign-in' }),
    );

    const store = bench.open();

    expect(await store.recovery()).toBeNull();
  });

  it('is rebuilt when the audit trail has an open intent', async () => {
    await fs.mkdir(bench.folder, { recursive: true });
    await tell('intent', anOperation('open'));

    const store = bench.open();

    expect((await store.read()).get('operation', 'open')?.status).toBe('unknown');
    expect(await store.recovery()).toMatchObject({ setAside: null, from: ['audit'] });
  });

  it('is rebuilt when a last good copy is there', async () => {
    await twoBackups();
    await fs.unlink(bench.file);

    expect((await bench.open().read()).all('backup')).toHaveLength(1);
  });

  it('is made before anything is intended, so that the first intent is no rebuild', async () => {
    await bench.open().read();
    await tell('intent', anOperation('first'));

    const store = bench.open();

    expect(await store.recovery()).toBeNull();
    expect((await store.read()).get('operation', 'first')).toBeNull();
  });

  it('does not bring back what lies in the archive, as open or as there', async () => {
    const ids = { operation: new Set(['archived']), backup: new Set(['old-backup']) };
    const archive = { ids: async (kind: string) => ids[kind as keyof typeof ids] ?? new Set() };
    const store = bench.open({ archive });
    await store.update((draft) => draft.put('backup', aBackup('newest')));
    // Its end was archived; the trail was only told of its acceptance.
    const archived = anOperation('archived', { status: 'running', location: 'https://a/1' });
    await tell('acceptance', archived);
    const made = { status: 'succeeded', purpose: 'manual', startedAt: 5, endedAt: 6 } as const;
    await tell('outcome', anOperation('hot', { ...made, backup: 'old-backup' }));
    await tell('outcome', anOperation('other', { ...made, backup: 'pruned' }));
    await tell('outcome', anOperation('third', { ...made, backup: 'there' }));
    await openAuditFile({ file: bench.auditFile, mode: 0o600 }).append(
      anEntry({ event: 'delete', record: { backup: 'pruned' } }),
    );
    await fs.writeFile(bench.file, 'garbage');

    const snapshot = await bench.open({ archive }).read();
    expect(snapshot.all('operation').map(({ id }) => id)).toEqual(['hot', 'other', 'third']);
    expect(snapshot.all('backup').map(({ id, state }) => [id, state])).toEqual([
      ['pruned', 'deleted'],
      ['there', 'present'],
    ]);
  });

  it('hears an entry with any character in it', async () => {
    await twoBackups();
    const operation = anOperation('odd', { reason: 'a\u2028b\u2029c' });
    await tell('intent', operation);
    await fs.writeFile(bench.file, 'garbage');

    expect((await bench.open().read()).get('operation', 'odd')?.reason).toBe('a\u2028b\u2029c');
  });
});
