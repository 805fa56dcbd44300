import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { makeFolder } from '../../../packages/core/src/system/make-folder.ts';

const root = mkdtempSync(join(tmpdir(), 'lifeboat-folder-'));
afterAll(() => rmSync(root, { recursive: true }));

describe('making a folder', () => {
  it('makes those above it too, each with the mode, and leaves what is there', () => {
    makeFolder(join(root, 'a/b/c'), 0o700);
    makeFolder(join(root, 'a/b/c'), 0o755);

    expect(statSync(join(root, 'a')).mode & 0o777).toBe(0o700);
    expect(statSync(join(root, 'a/b/c')).mode & 0o777).toBe(0o700);
  });

  it.runIf(existsSync('/proc/self'))(
    'gives up where nothing can be made in a folder that exists',
    () => {
      expect(() => makeFolder('/proc/self/none/here', 0o700)).toThrow(
        expect.objectContaining({ code: 'ENOENT' }),
      );
    },
  );
});
