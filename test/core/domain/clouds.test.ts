import { describe, expect, it } from 'vitest';
import { cloudByName, cloudNames, publicCloud } from '../../../packages/core/src/domain/clouds.ts';

describe('the clouds of Microsoft', () => {
  it('are found by the names of the configuration', () => {
    expect(cloudNames).toEqual(['public', 'usgov', 'china']);
    expect(cloudByName('public')).toBe(publicCloud);
    expect(cloudByName('AzureCloud')).toBeNull();
    expect(cloudByName('toString')).toBeNull();
  });

  it.each(cloudNames)(
    '%s speaks TLS everywhere and asks for tokens of its own resource manager',
    (name) => {
      const cloud = cloudByName(name);

      for (const address of [
        cloud?.authorityHost,
        cloud?.resourceManager,
        cloud?.blobEndpoint,
        cloud?.portal,
      ]) {
        expect(address).toMatch(/^https:\/\/[^/]+$/);
      }
      expect(cloud?.resourceManagerScope).toBe(`${cloud?.resourceManager}/.default`);
      expect(cloud?.blobEndpoint).toContain('{account}.blob.');
    },
  );

  it('cannot be changed by who holds one', () => {
    expect(Object.isFrozen(publicCloud)).toBe(true);
  });
});
