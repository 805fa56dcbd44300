import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openAuditFile } from '../../../../packages/core/src/store/audit/open-audit-file.ts';
import { aBackup, anEntry } from '../../../contract/records.ts';
import { folderBench } from './bench.ts';

// A file system of 256 KiB of its own. Where the tests may not mount one, the same is played
// through a failing `open` beside this file.
let place: string;
let mounted = false;

beforeAll(async () => {
  place = await fs.mkdtemp(join(tmpdir(), 'lifeboat-tiny-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=256k', 'tmpfs', place], { stdio: 'ignore' });
    mounted = true;
  } catch {
    mounted = false;
  }
});

afterAll(async () => {
  if (mounted) execFileSync('umount', [place]);
  await fs.rm(place, { recursive: true, force: true });
});

describe('a really full disk', () => {
  it('leaves store and audit trail as they were, and both go on when there is room', async ({
    skip,
  }) => {
    if (!mounted) skip('no file system may be mounted here');
    const bench = await folderBench(place);
    const store = bench.open();
    const audit = openAuditFile({ file: bench.auditFile, mode: 0o600 });
    await store.update((draft) => draft.put('backup', aBackup('kept')));
    await audit.append(anEntry({ what: 'before' }));
    const filler = join(place, 'filler');
    await fs.writeFile(filler, Buffer.alloc(512 * 1024)).catch(() => undefined);
    const bytes = await fs.readFile(bench.file);

    const note = 'x'.repeat(8_192);
    await expect(
      store.update((draft) => draft.put('backup', aBackup('lost', { note }))),
    ).rejects.toMatchObject({ code: 'store-unwritable' });
    await expect(audit.append(anEntry({ what: note }))).rejects.toMatchObject({
      code: 'store-unwritable',
    });
    expect(await fs.readFile(bench.file)).toEqual(bytes);

    await fs.unlink(filler);
    await store.update((draft) => draft.put('backup', aBackup('after')));
    await audit.append(anEntry({ what: 'after' }));
    expect((await bench.open().read()).all('backup').map((backup) => backup.id)).toEqual([
      'kept',
      'after',
    ]);
    const { entries } = await audit.read(10);
    expect(entries.map((entry) => entry.what)).toEqual(['before', 'after']);
    await bench.close();
  });
});
