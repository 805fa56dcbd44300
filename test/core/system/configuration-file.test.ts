import * as fs from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { configurationFile } from '../../../packages/core/src/system/configuration-file.ts';

let folder: string;
let path: string;

beforeEach(async () => {
  folder = await fs.mkdtemp(join(tmpdir(), 'lifeboat-config-'));
  path = join(folder, 'lifeboat', 'config.yaml');
});

afterEach(async () => {
  await fs.rm(folder, { recursive: true, force: true });
});

describe('the configuration file', () => {
  it('is null before it is written', async () => {
    expect(await configurationFile(path).read()).toBeNull();
  });

  it('is written whole, for its owner alone', async () => {
    const file = configurationFile(path);
    await file.write('cloud: public\n', { replace: false });

    expect(await file.read()).toBe('cloud: public\n');
    expect((await fs.stat(path)).mode & 0o777).toBe(0o600);
    expect((await fs.stat(join(folder, 'lifeboat'))).mode & 0o777).toBe(0o700);
    expect(await fs.readdir(join(folder, 'lifeboat'))).toEqual(['config.yaml']);
  });

  it('is replaced only on request', async () => {
    const file = configurationFile(path);
    await file.write('one', { replace: false });

    await expect(file.write('two', { replace: false })).rejects.toMatchObject({ code: 'conflict' });
    expect(await file.read()).toBe('one');
    await file.write('two', { replace: true });
    expect(await file.read()).toBe('two');
    expect(await fs.readdir(join(folder, 'lifeboat'))).toEqual(['config.yaml']);
  });

  it('answers config-invalid where it cannot be read or written', async () => {
    await fs.writeFile(join(folder, 'lifeboat'), 'a file where the folder would be');

    await expect(configurationFile(join(folder, 'lifeboat')).read()).resolves.toBe(
      'a file where the folder would be',
    );
    await expect(configurationFile(path).read()).rejects.toMatchObject({ code: 'config-invalid' });
    await expect(configurationFile(path).write('x', { replace: true })).rejects.toMatchObject({
      code: 'config-invalid',
    });
  });
});
