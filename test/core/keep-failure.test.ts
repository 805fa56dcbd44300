import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { keepFailure } from '../../packages/core/src/keep-failure.ts';

const folder = mkdtempSync(join(tmpdir(), 'lifeboat-failure-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function places(state: string) {
  const environment = { LIFEBOAT_STATE_DIR: join(folder, state) };
  return { environment, platform: process.platform, homedir: folder, workingFolder: folder };
}

describe('a failure nobody expected', () => {
  it('is kept with its stack and those of its causes, and without secrets', async () => {
    const cause = new RangeError(
      'inner: Authorization: Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.c2ln',
    );
    const file = await keepFailure(places('state'), new TypeError('outer', { cause }));

    expect(file).toBe(join(folder, 'state', 'log'));
    const text = readFileSync(file ?? '', 'utf8');
    expect(text).toContain('TypeError: outer');
    expect(text).toContain('caused by RangeError: inner');
    expect(text).toContain('keep-failure.test.ts');
    expect(text).not.toContain('eyJzdWIiOiJ4In0');
  });

  it.each([['a text'], [undefined], [null]])(
    'is kept also when it is %j and no error',
    async (thrown) => {
      expect(await keepFailure(places('other'), thrown)).not.toBeNull();
    },
  );

  it('ends in null where nothing can be written, and throws nothing', async () => {
    writeFileSync(join(folder, 'file'), '');

    expect(await keepFailure(places('file/below'), new Error('x'))).toBeNull();
  });
});
