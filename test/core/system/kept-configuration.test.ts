import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { emptyConfiguration } from '../../../packages/core/src/config/empty-configuration.ts';
import { keep, readKept } from '../../../packages/core/src/system/kept-configuration.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lifeboat-kept-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const source = { path: '/etc/lifeboat/config.yaml', text: 'readOnly: true', loadedAt: 1 };
const configuration = { ...emptyConfiguration(), path: source.path, readOnly: true, loadedAt: 1 };
const place = () => ({ folder: join(folder, 'configurations'), build: 'ONE' });
const keptFile = () => join(place().folder, readdirSync(place().folder)[0] ?? '');

describe('a kept configuration', () => {
  it('is the one that was kept, loaded at the time of this start', () => {
    keep(place(), source, configuration);

    expect(readKept(place(), { ...source, loadedAt: 2 })).toEqual({
      ...configuration,
      loadedAt: 2,
    });
  });

  it.each([
    ['text', { text: 'readOnly: false' }],
    ['path', { path: '/etc/lifeboat-config.yaml' }],
  ])('does not count for another %s', (_, differs) => {
    keep(place(), source, configuration);

    expect(readKept(place(), { ...source, ...differs })).toBeNull();
  });

  it('does not count for another build', () => {
    keep(place(), source, configuration);

    expect(readKept({ ...place(), build: 'TWO' }, source)).toBeNull();
  });

  it('takes the place of the one before', () => {
    keep(place(), { ...source, text: '' }, configuration);
    keep(place(), source, configuration);

    expect(readdirSync(place().folder)).toHaveLength(1);
    expect(readKept(place(), source)).toEqual(configuration);
  });

  it('can be read and written by its owner only', () => {
    keep(place(), source, configuration);

    expect(statSync(place().folder).mode & 0o777).toBe(0o700);
    expect(statSync(keptFile()).mode & 0o777).toBe(0o600);
  });

  it('is not believed when others could have written it', () => {
    keep(place(), source, configuration);
    chmodSync(keptFile(), 0o620);

    expect(readKept(place(), source)).toBeNull();
  });

  it.each(['', '{"build":', 'null'])('is nothing when the file holds %j', (text) => {
    keep(place(), source, configuration);
    writeFileSync(keptFile(), text);

    expect(readKept(place(), source)).toBeNull();
  });

  it('is not there where the folder cannot be made', () => {
    writeFileSync(join(folder, 'configurations'), 'a file');

    keep(place(), source, configuration);

    expect(readKept(place(), source)).toBeNull();
  });
});
