import type { Lifeboat } from '@lifeboat/core';
import { describe, expect, it } from 'vitest';
import { lifeboatOf } from '../../core/commands/run-line.ts';
import { aBackup } from '../../core/domain/build-records.ts';
import { company } from '../../core/workflows/world.ts';
import { cli } from './fake-cli.ts';

/** What completing these words gives, and how Lifeboat was opened for it. */
async function completed(words: readonly string[], lifeboat: Lifeboat = lifeboatOf(company())) {
  const opened: (string | null)[] = [];
  const { out, err, exit } = await cli(['__complete', ...words], {
    open: async ({ configurationPath }) => {
      opened.push(configurationPath);
      return lifeboat;
    },
  });
  return { lines: out.split('\n').slice(0, -1), err, exit, opened };
}

describe('completion', () => {
  it.each([[['ba']], [['backup', '--a']], [['backup', '--access', '']], [['completion', '']]])(
    'opens nothing for %j, which needs no names',
    async (words) => {
      const { lines, opened } = await completed(words);

      expect(lines).not.toEqual([]);
      expect(opened).toEqual([]);
    },
  );

  it('reads the names of the configuration that the line names', async () => {
    const { lines, opened } = await completed(['--config', 'other.yaml', 'backup', 'contoso-p']);

    expect(lines).toEqual(['contoso-prod\tproduction']);
    expect(opened).toEqual(['other.yaml']);
  });

  it('offers no name that a shell would run, and no line that is two', async () => {
    const one = company();
    await one.work.ports.store.update((draft) => {
      for (const [at, name] of ['x$(reboot)', 'x;y', 'x y', 'x\ny', 'x.apimbackup'].entries()) {
        draft.put('backup', aBackup({ id: `b000000000${at}`, name, label: 'a\nb' }));
      }
    });

    const { lines } = await completed(['show', 'x'], lifeboatOf(one));

    expect(lines).toEqual([expect.stringMatching(/^x\.apimbackup\tb0000000004: a b, /)]);
  });

  it('says nothing and completes flags all the same when nothing can be opened', async () => {
    const { exit, out, err } = await cli(['__complete', 'backup', '']);

    expect({ exit, out, err }).toEqual({ exit: 0, out: '', err: '' });
  });
});
