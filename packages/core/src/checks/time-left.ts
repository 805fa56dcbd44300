import type { Check } from '../domain/check.ts';
import { formatDuration } from '../domain/duration.ts';
import type { Instant } from '../domain/instant.ts';
import { isoTime } from '../domain/instant.ts';

/** Whether safety backup and restore would end before the chosen backup's 30 days do (promise 7). */
export function checkTimeLeft(expiry: Instant | null, expectedMs: number, now: Instant): Check {
  const base = {
    name: 'time-left',
    threshold:
      expectedMs > 0
        ? `more than ${formatDuration(expectedMs)}, for the safety backup before`
        : null,
  };
  if (expiry === null || now >= expiry) {
    return {
      ...base,
      verdict: 'skip',
      measured: 'see the check "expired"',
      remedy: null,
      code: null,
    };
  }
  const left = expiry - now;
  if (left > expectedMs) {
    return {
      ...base,
      verdict: 'pass',
      measured: `${formatDuration(left)} left`,
      remedy: null,
      code: null,
    };
  }
  return {
    ...base,
    verdict: 'warn',
    measured: `only ${formatDuration(left)} left, until ${isoTime(expiry)}: it may end before the restore begins`,
    remedy: 'To save the time of the safety backup: --no-safety-backup --reason "…".',
    code: null,
  };
}
