import { describe, expect, it } from 'vitest';
import { sameTier, tierHasBackup } from '../../../packages/core/src/domain/tier.ts';

describe('a tier', () => {
  it.each(['Developer', 'basic', 'STANDARD', 'Premium'])('%s has backups', (tier) => {
    expect(tierHasBackup(tier)).toBe(true);
  });

  it.each(['Consumption', 'BasicV2', 'StandardV2', 'PremiumV2', 'Isolated', 'Tomorrow', ''])(
    '"%s" has none',
    (tier) => {
      expect(tierHasBackup(tier)).toBe(false);
    },
  );

  it('is the same in upper and lower case, and never its v2', () => {
    expect(sameTier('Standard', 'standard')).toBe(true);
    expect(sameTier('Standard', 'StandardV2')).toBe(false);
  });
});
