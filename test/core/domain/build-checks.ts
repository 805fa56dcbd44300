import type { Check } from '../../../packages/core/src/domain/check.ts';

/** A check that passes; say what differs. */
export function aCheck(differs: Partial<Check> = {}): Check {
  return {
    name: 'tier',
    verdict: 'pass',
    measured: 'Premium',
    threshold: null,
    remedy: null,
    code: null,
    ...differs,
  };
}
