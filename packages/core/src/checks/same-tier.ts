import type { Check } from '../domain/check.ts';
import { sameTier } from '../domain/tier.ts';

/** Whether the backup's tier is the target's: Azure restores into the same tier only. */
export function checkSameTier(backupTier: string | null, targetTier: string | null): Check {
  const base = { name: 'same-tier', threshold: targetTier };
  if (backupTier === null || targetTier === null) {
    const what =
      backupTier === null ? "the backup's tier is not known" : 'the target could not be read';
    return { ...base, verdict: 'unknown', measured: what, remedy: null, code: null };
  }
  if (sameTier(backupTier, targetTier)) {
    return { ...base, verdict: 'pass', measured: backupTier, remedy: null, code: null };
  }
  return {
    ...base,
    verdict: 'fail',
    measured: `the backup is of ${backupTier}, the target is ${targetTier}`,
    remedy: `Scale the target to ${backupTier}, or choose a backup made in ${targetTier}.`,
    code: 'tier-differs',
  };
}
