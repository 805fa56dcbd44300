import { describe, expect, it } from 'vitest';
import { isIdle, normaliseRegion } from '../../../packages/core/src/domain/service-seen.ts';

describe('a service', () => {
  it.each(['Succeeded', 'Failed', 'failed', 'Stopped'])('in state %s is idle', (state) => {
    expect(isIdle(state)).toBe(true);
  });

  it.each([
    'Updating',
    'Activating',
    'Created',
    'Terminating',
    'TerminationFailed',
    'Deleted',
    'Tomorrow',
    '',
  ])('in state "%s" is not', (state) => {
    expect(isIdle(state)).toBe(false);
  });

  it('is in one region however it is spelt', () => {
    expect(normaliseRegion('West Europe')).toBe('westeurope');
    expect(normaliseRegion('westeurope')).toBe('westeurope');
  });
});
