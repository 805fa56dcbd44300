import { describe, expect, it } from 'vitest';
import { compileCacheFolder } from '../../packages/tui/src/compile-cache.ts';

describe('the compile cache', () => {
  it.each([
    ['linux', {}, '/home/ana/.cache/lifeboat/compiled'],
    ['linux', { XDG_CACHE_HOME: '/caches' }, '/caches/lifeboat/compiled'],
    ['linux', { XDG_CACHE_HOME: 'relative' }, '/home/ana/.cache/lifeboat/compiled'],
    ['darwin', {}, '/home/ana/Library/Caches/lifeboat/compiled'],
    ['win32', {}, null],
    ['linux', { NODE_COMPILE_CACHE: '/mine' }, '/mine'],
  ])('lies where only its person writes, on %s with %j', (platform, environment, expected) => {
    expect(compileCacheFolder({ environment, platform, homedir: '/home/ana' })).toBe(expected);
  });

  it('is off without a home', () => {
    expect(compileCacheFolder({ environment: {}, platform: 'linux', homedir: '' })).toBeNull();
  });
});
