import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { keptTokensPath } from '../../../../packages/core/src/azure/sign-in/kept-tokens.ts';
import {
  type PrivateFiles,
  privateFiles,
} from '../../../../packages/core/src/azure/sign-in/private-files.ts';
import { aSignIn, errorOf, partsOver, scope } from './rig.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lifeboat-kept-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const signIn = aSignIn({ method: 'browser', tenantId: 't' });

/** A session over kept tokens, with no network at all. */
function offline(files: PrivateFiles = privateFiles) {
  const http = {
    send: async () => {
      throw new Error('Nothing is asked.');
    },
  };
  return partsOver(http, { signIn, files, tokenCacheFolder: folder }).session;
}

describe('private files', () => {
  it('are written in one step, for their owner only, whatever was there before', async () => {
    const path = join(folder, 'new', 'tokens.json');
    await privateFiles.write(path, 'one');
    await chmod(path, 0o644);
    await privateFiles.write(path, 'two');

    expect(await readFile(path, 'utf8')).toBe('two');
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect((await stat(join(folder, 'new'))).mode & 0o777).toBe(0o700);
    expect(await readdir(join(folder, 'new'))).toEqual(['tokens.json']);
  });

  it('leave nothing behind when they cannot be written', async () => {
    const path = join(folder, 'taken');
    await privateFiles.write(join(path, 'in-the-way'), 'a folder of that name');

    await expect(privateFiles.write(path, 'text')).rejects.toThrow();

    expect(await readdir(folder)).toEqual(['taken']);
  });

  it('that are not there read as null and remove as false', async () => {
    expect(await privateFiles.read(join(folder, 'none'))).toBeNull();
    expect(await privateFiles.remove(join(folder, 'none'))).toBe(false);
  });
});

describe('kept tokens', () => {
  it('of a sign-in stay in the folder, whatever its name', () => {
    expect(keptTokensPath('/tokens', 'other-tenant')).toBe('/tokens/other-tenant.json');
    expect(keptTokensPath('/tokens', '../../etc/x')).toBe('/tokens/..%2F..%2Fetc%2Fx.json');
  });

  it.each(['', 'no json', '{"Account":', '7', '[]', '{}'])(
    'that are damaged (%j) ask the person to sign in again',
    async (text) => {
      await writeFile(keptTokensPath(folder, signIn.name), text);

      expect(await errorOf(offline().token(scope))).toMatchObject({
        code: 'not-signed-in',
        hint: 'apim login',
      });
    },
  );

  it('that may not be read are told from a sign-in that is missing', async () => {
    const denied: PrivateFiles = {
      ...privateFiles,
      read: async () => {
        throw Object.assign(new Error('EACCES: permission denied'), { code: 'EACCES' });
      },
    };

    const error = await errorOf(offline(denied).token(scope));

    expect(error.code).toBe('store-unreadable');
    expect(error.message).toContain('permission denied');
  });
});
