import * as fs from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { systemFolders } from '../../../packages/core/src/system/system-folders.ts';
import { numberedIds } from '../../../packages/core/src/testing.ts';

let folder: string;

beforeEach(async () => {
  folder = await fs.mkdtemp(join(tmpdir(), 'lifeboat-folders-'));
});

afterEach(() => fs.rm(folder, { recursive: true, force: true }));

async function* pieces(...all: (string | Error)[]): AsyncGenerator<string> {
  for (const piece of all) {
    if (piece instanceof Error) throw piece;
    yield piece;
  }
}

it('writes a file whole, for its owner alone, and lists it by its relative name', async () => {
  const folders = systemFolders(numberedIds());
  await folders.write(folder, 'a/b/c.ndjson', pieces('one\n', 'two\n'));
  await folders.write(folder, 'a/b/c.ndjson', pieces('three\n'));

  expect(await folders.list(folder)).toEqual(['a/b/c.ndjson']);
  expect(await folders.list(`${folder}/`)).toEqual(['a/b/c.ndjson']);
  expect(await fs.readFile(join(folder, 'a/b/c.ndjson'), 'utf8')).toBe('three\n');
  expect((await fs.stat(join(folder, 'a/b/c.ndjson'))).mode & 0o777).toBe(0o600);
  await folders.remove(folder, 'a/b/c.ndjson');
  await folders.remove(folder, 'a/b/c.ndjson');
  expect(await folders.list(folder)).toEqual([]);
  expect(await folders.list(join(folder, 'nowhere'))).toEqual([]);
});

it('writes an empty file, too', async () => {
  await systemFolders(numberedIds()).write(folder, 'empty.ndjson', pieces());

  expect(await fs.readFile(join(folder, 'empty.ndjson'), 'utf8')).toBe('');
});

it('leaves what was there when the pieces break off, and says why they did', async () => {
  const folders = systemFolders(numberedIds());
  await folders.write(folder, 'x.ndjson', pieces('before\n'));
  const why = new Error('the report broke off');

  await expect(folders.write(folder, 'x.ndjson', pieces('half', why))).rejects.toBe(why);
  expect(await fs.readdir(folder)).toEqual(['x.ndjson']);
  expect(await fs.readFile(join(folder, 'x.ndjson'), 'utf8')).toBe('before\n');
});

it('takes no half file of a killed process for a whole one, and clears it away later', async () => {
  const folders = systemFolders(numberedIds());
  const left = join(folder, 'x.ndjson.dead.part');
  await fs.writeFile(left, 'half');
  expect(await folders.list(folder)).toEqual([]);
  await folders.write(folder, 'x.ndjson', pieces('whole'));
  expect(await fs.readFile(left, 'utf8')).toBe('half');
  await fs.utimes(left, new Date(0), new Date(0));
  await folders.write(folder, 'x.ndjson', pieces('whole'));

  expect(await fs.readdir(folder)).toEqual(['x.ndjson']);
});

it('says which file could not be written', async () => {
  await fs.writeFile(join(folder, 'file'), '');

  await expect(
    systemFolders(numberedIds()).write(join(folder, 'file'), 'x.ndjson', pieces('x')),
  ).rejects.toMatchObject({ code: 'storage-failed', message: expect.stringContaining('x.ndjson') });
});
