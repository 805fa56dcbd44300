import { expiresAt, isExpired } from '../domain/backup.ts';
import type { Check } from '../domain/check.ts';
import { type Instant, isoTime } from '../domain/instant.ts';
import { relativeTime } from '../domain/relative-time.ts';

/** What is known beside a backup that may be over. */
export type ExpiryFacts = {
  /** Leaves the judgement to Azure, as `--force expired --reason …` asks. */
  forced?: boolean;
  /** Azure was let be the judge of this very backup before, and refused it. */
  refusedBefore?: boolean;
  /** The id of a younger one of the same service that can be restored. */
  younger?: string | null;
};

/** Whether the backup is inside its 30 days. */
export function checkExpiry(
  backup: { createdAt: Instant; estimated: boolean } | null,
  now: Instant,
  { forced = false, refusedBefore = false, younger = null }: ExpiryFacts = {},
): Check {
  const base = { name: 'expired', threshold: '30 days' };
  if (backup === null) {
    return {
      ...base,
      verdict: 'unknown',
      measured: "the backup's age is not known",
      remedy: null,
      code: null,
    };
  }
  const end = expiresAt(backup);
  const guess = backup.estimated ? ' (estimated)' : '';
  const measured = `made ${relativeTime(backup.createdAt, now)}${guess}, restorable until ${isoTime(end)}`;
  if (!isExpired(backup, now))
    return { ...base, verdict: 'pass', measured, remedy: null, code: null };
  if (forced) {
    return {
      ...base,
      verdict: 'warn',
      measured: `${measured}; forced, Azure will be the judge${refusedBefore ? ', which refused it before' : ''}`,
      remedy: null,
      code: null,
    };
  }
  return {
    ...base,
    verdict: 'fail',
    measured: `the backup is older than 30 days: ${measured}`,
    remedy: remedyOf(refusedBefore, younger),
    code: 'backup-expired',
  };
}

/** Asking Azure once is worth a try where nothing else is left; asking it again is not. */
function remedyOf(refusedBefore: boolean, younger: string | null): string {
  const choose = `Choose a younger one${younger === null ? '' : `: --from ${younger}`}`;
  if (!refusedBefore) {
    return `Azure refuses it. ${choose}, or let Azure be the judge: --force expired --reason "…".`;
  }
  return younger === null
    ? 'Azure refused it already. Choose a younger one, or rebuild the service from its code.'
    : `Azure refused it already. ${choose}.`;
}
