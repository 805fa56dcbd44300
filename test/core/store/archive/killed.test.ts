import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openArchive } from '../../../../packages/core/src/store/archive/open-archive.ts';
import { fileAccess } from '../../../../packages/core/src/store/json-file/file-access.ts';
import { startFixture } from '../child.ts';
import { openStore } from '../fixtures/open-store.ts';

it('loses no record when processes that archive are killed at any moment', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'lifeboat-archive-'));
  const said = new Set<string>();
  for (let round = 0; round < 6; round += 1) {
    const children = ['a', 'b'].map((name) =>
      startFixture('archive-always', folder, `${name}${round}`),
    );
    for (const child of children) await child.said(2 + round);
    for (const { process } of children) process.kill('SIGKILL');
    for (const child of children) {
      expect((await child.ended).signal).toBe('SIGKILL');
      for (const line of child.lines()) for (const id of line.split(' ')) said.add(id);
    }
  }
  const store = openStore(folder);
  const hot = (await store.read()).all('operation').map(({ id }) => id);
  const archive = openArchive({
    folder: join(folder, 'archive'),
    access: fileAccess(null),
    mask: (text) => text,
  });
  const everything = { from: 0, to: Number.MAX_SAFE_INTEGER };
  const { records } = await archive.read('operation', everything);
  const cold = records.map(({ id }) => id);
  const kept = new Set([...hot, ...cold]);

  expect(said.size).toBeGreaterThan(200);
  expect([...said].filter((id) => !kept.has(id))).toEqual([]);
  expect(new Set(cold).size).toBe(cold.length);
  expect(cold.length).toBeGreaterThan(100);
  await store.close();
  await rm(folder, { recursive: true, force: true });
});
