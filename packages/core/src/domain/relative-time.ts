import { formatDuration } from './duration.ts';
import type { Instant } from './instant.ts';

// Written out, so that every machine shows the same whatever its locale data.
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** How far an instant lies from now: `3 h ago`, `in 3 d`; `now` within a second. */
export function relativeTime(at: Instant, now: Instant): string {
  const awayMs = Math.abs(at - now);
  if (awayMs < 1000) return 'now';
  return at < now ? `${formatDuration(awayMs)} ago` : `in ${formatDuration(awayMs)}`;
}

/**
 * The instant in UTC, short: `23 Nov 02:00`, with the year when it is not the current one:
 * `23 Nov 2025 02:00`. Seconds are dropped.
 */
export function utcTime(at: Instant, now: Instant): string {
  const date = new Date(at);
  const clock = `${two(date.getUTCHours())}:${two(date.getUTCMinutes())}`;
  return `${utcDate(at, now)} ${clock}`;
}

/** The day in UTC: `23 Nov`, with the year when it is not the current one. */
export function utcDate(at: Instant, now: Instant): string {
  const date = new Date(at);
  const year = date.getUTCFullYear();
  const day = `${date.getUTCDate()} ${months[date.getUTCMonth()]}`;
  return year === new Date(now).getUTCFullYear() ? day : `${day} ${year}`;
}

/** Both forms, as sentences use them: `23 Nov 02:00 UTC (3 h ago)`. */
export function utcTimeAndRelative(at: Instant, now: Instant): string {
  return `${utcTime(at, now)} UTC (${relativeTime(at, now)})`;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
