import { expiresAt, isExpired } from '../domain/backup.ts';
import type { Check } from '../domain/check.ts';
import { type Instant, isoTime } from '../domain/instant.ts';
import { relativeTime } from '../domain/relative-time.ts';

/**
 * Whether the backup is inside its 30 days. `forced` leaves the judgement to Azure, as
 * `--force expired --reason …` asks.
 */
export function checkExpiry(
  backup: { createdAt: Instant; estimated: boolean } | null,
  now: Instant,
  forced: boolean,
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
      measured: `${measured}; forced, Azure will be the judge`,
      remedy: null,
      code: null,
    };
  }
  return {
    ...base,
    verdict: 'fail',
    measured: `the backup is older than 30 days: ${measured}`,
    remedy:
      'Azure refuses it. Choose a younger one, or let Azure be the judge: --force expired --reason "…".',
    code: 'backup-expired',
  };
}
