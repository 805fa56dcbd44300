import type { Check } from '../domain/check.ts';
import { tierHasBackup } from '../domain/tier.ts';

/** Whether Azure offers backup and restore in the service's tier. */
export function checkTier(tier: string | null): Check {
  const base = { name: 'tier', threshold: 'Developer, Basic, Standard or Premium' };
  if (tier === null) {
    return {
      ...base,
      verdict: 'unknown',
      measured: 'the service could not be read',
      remedy: null,
      code: null,
    };
  }
  if (tierHasBackup(tier))
    return { ...base, verdict: 'pass', measured: tier, remedy: null, code: null };
  return {
    ...base,
    verdict: 'fail',
    measured: `${tier} has no backup and restore`,
    remedy: 'Only the classic tiers can be backed up. Keep its configuration as code instead.',
    code: 'tier-has-no-backup',
  };
}
