/**
 * The tiers that can be backed up and restored: the classic ones. Consumption and every v2 tier
 * cannot. Source: how-to "disaster recovery using service backup and restore", 2025-12-18
 * (facts/azure.md 3.1, read 2026-11-23). A tier is an open string: new ones appear.
 */
const tiersWithBackup: ReadonlySet<string> = new Set(['developer', 'basic', 'standard', 'premium']);

/** Whether Azure offers backup and restore in this tier. Unknown tiers cannot, until proven. */
export function tierHasBackup(tier: string): boolean {
  return tiersWithBackup.has(tier.toLowerCase());
}

/** Whether a backup of one tier restores into the other: the names must match, units need not. */
export function sameTier(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

/** Whether a tier has the built-in analytics that reports come from: no v2 tier does (facts/azure.md 1.5). */
export function tierHasReports(tier: string): boolean {
  return !/v2$/i.test(tier);
}
