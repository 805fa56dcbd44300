import * as fs from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Archive } from '../../../../packages/core/src/ports/archive.ts';
import { openArchive } from '../../../../packages/core/src/store/archive/open-archive.ts';
import { fileAccess } from '../../../../packages/core/src/store/json-file/file-access.ts';
import { memoryArchive } from '../../../../packages/core/src/testing.ts';
import { archiveContract } from '../../../contract/archive.ts';
import { aBackup, anOperation } from '../../../contract/records.ts';

const everything = { from: 0, to: Number.MAX_SAFE_INTEGER };
const at = Date.UTC(2026, 10, 23, 3);

async function newFolder(): Promise<string> {
  return join(await fs.mkdtemp(join(tmpdir(), 'lifeboat-archive-')), 'archive');
}

function open(folder: string, group: string | null = null): Archive {
  return openArchive({
    folder,
    access: fileAccess(group),
    mask: (text) => text.replaceAll('hush', '***'),
  });
}

archiveContract('files', async () => {
  const folder = await newFolder();
  return {
    open: () => open(folder),
    close: () => fs.rm(join(folder, '..'), { recursive: true, force: true }),
  };
});

archiveContract('memory', async () => {
  const archive = memoryArchive();
  return { open: () => archive, close: async () => {} };
});

describe('the archive on disk', () => {
  let folder: string;
  const file = (): string => join(folder, 'operation-2026-11.jsonl');

  beforeEach(async () => {
    folder = await newFolder();
  });

  afterEach(() => fs.rm(join(folder, '..'), { recursive: true, force: true }));

  it('is one file a kind and month, for the owner alone', async () => {
    await open(folder).append('operation', [
      { at, record: anOperation('o1') },
      { at: Date.UTC(2026, 10, 30, 23, 59, 59, 999), record: anOperation('o2') },
      { at: Date.UTC(2026, 11, 1), record: anOperation('o3') },
    ]);

    expect((await fs.readdir(folder)).sort()).toEqual([
      'operation-2026-11.jsonl',
      'operation-2026-12.jsonl',
    ]);
    const mode = async (path: string) => ((await fs.stat(path)).mode & 0o7777).toString(8);
    expect([await mode(folder), await mode(file())]).toEqual(['700', '600']);
  });

  it('is for the group, whatever the umask takes away', async () => {
    const gid = String(process.getgid?.());
    await open(folder, gid).append('operation', [{ at, record: anOperation('o1') }]);

    const mode = async (path: string) => ((await fs.stat(path)).mode & 0o7777).toString(8);
    expect([await mode(folder), await mode(file())]).toEqual(['2770', '660']);
  });

  it('holds no secret', async () => {
    await open(folder).append('operation', [{ at, record: anOperation('o1', { reason: 'hush' }) }]);

    expect(await fs.readFile(file(), 'utf8')).not.toContain('hush');
  });

  it('passes over torn lines and foreign ones, counts them, and goes on after them', async () => {
    const archive = open(folder);
    await archive.append('operation', [{ at, record: anOperation('o1') }]);
    const torn = '{"at":1,"record":{"id":"o2","ki';
    await fs.appendFile(file(), torn);
    await archive.append('operation', [{ at, record: anOperation('o3') }]);
    await fs.appendFile(file(), 'null\n{"at":"x","record":{}}\n{"at":1,"record":{"id":"o4"}}\n\n');

    const { records, unreadable } = await archive.read('operation', everything);
    expect([records.map(({ id }) => id), unreadable]).toEqual([['o1', 'o3'], 4]);
  });

  it('looks at no other files, and reads no month that cannot hold what is wanted', async () => {
    await open(folder).append('backup', [{ at, record: aBackup('b1') }]);
    await fs.writeFile(join(folder, 'backup-2026-11.jsonl.copy'), 'x\n');
    await fs.writeFile(join(folder, 'backup-2025-01.jsonl'), 'torn\n');

    expect((await open(folder).read('backup', { from: at, to: at })).unreadable).toBe(0);
    expect((await open(folder).read('backup', everything)).unreadable).toBe(1);
  });

  it('says so when it can neither be written nor read, and is empty where there is none', async () => {
    await fs.mkdir(join(folder, '..'), { recursive: true });
    expect((await open(folder).read('operation', everything)).records).toEqual([]);
    await fs.writeFile(folder, 'a file');

    await expect(
      open(folder).append('operation', [{ at, record: anOperation('o1') }]),
    ).rejects.toMatchObject({ code: 'store-unwritable' });
    await expect(open(folder).read('operation', everything)).rejects.toMatchObject({
      code: 'store-unreadable',
    });
  });

  it('finds one record in a large file without holding the file in memory', async () => {
    const archive = open(folder);
    const text = 'x'.repeat(2_000);
    for (let part = 0; part < 10; part += 1) {
      const records = Array.from({ length: 1_000 }, (_, index) => ({
        at,
        record: anOperation(`o${part}-${index}`, { reason: text }),
      }));
      await archive.append('operation', records);
    }
    expect((await fs.stat(file())).size).toBeGreaterThan(25_000_000);
    const heldBefore = process.memoryUsage().arrayBuffers;

    const { records } = await archive.read('operation', { ...everything, holding: 'o7-777' });
    expect(records.map(({ id }) => id)).toEqual(['o7-777']);
    expect(process.memoryUsage().arrayBuffers - heldBefore).toBeLessThan(10_000_000);
  });
});
