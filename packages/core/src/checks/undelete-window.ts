import type { Check } from '../domain/check.ts';
import type { Instant } from '../domain/instant.ts';
import { relativeTime, utcTimeAndRelative } from '../domain/relative-time.ts';

/**
 * Right after a deletion Azure refuses to undelete for about this long (facts/azure.md 1.4,
 * azure-rest-api-specs 25262, read 2026-11-23). Milliseconds.
 */
export const undeleteTooEarlyMs = 60_000;

/** Whether a soft-deleted service can be undeleted now: Azure keeps it for 48 hours. */
export function checkUndeleteWindow(
  deleted: { deletedAt: Instant | null; purgeAt: Instant | null },
  now: Instant,
): Check {
  const base = { name: 'undelete-window', threshold: '48 h', code: null, remedy: null };
  const { deletedAt, purgeAt } = deleted;
  if (purgeAt !== null && now >= purgeAt) {
    return {
      ...base,
      verdict: 'fail',
      measured: `Azure's own deadline was ${relativeTime(purgeAt, now)}`,
      remedy: 'Try it all the same, at once: only Azure knows whether it is purged yet.',
      code: 'service-not-found',
    };
  }
  if (deletedAt !== null && now - deletedAt < undeleteTooEarlyMs) {
    return {
      ...base,
      verdict: 'warn',
      measured: `deleted ${relativeTime(deletedAt, now)}; Azure refuses to undelete for about a minute`,
      remedy: '`apim undelete` waits for it.',
    };
  }
  const until =
    purgeAt === null ? 'Azure did not say until when' : utcTimeAndRelative(purgeAt, now);
  return {
    ...base,
    verdict: purgeAt === null ? 'unknown' : 'pass',
    measured: purgeAt === null ? until : `possible until ${until}`,
  };
}
