import { LifeboatError } from '../domain/error.ts';
import type { Instant } from '../domain/instant.ts';

/**
 * Reads a time a person typed, in UTC: ISO 8601 with or without zone, `2026-11-23`,
 * `2026-11-23 01:30`, or `01:30` (the last time the clock showed that). Null when it is none.
 */
export function parseTime(text: string, now: Instant): Instant | null {
  const clock = /^(\d{1,2}):(\d{2})$/.exec(text.trim());
  if (clock !== null) return lastTimeOfDay(Number(clock[1]), Number(clock[2]), now);
  const date =
    /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)(Z|[+-]\d{2}:?\d{2})?)?$/i.exec(
      text.trim(),
    );
  if (date === null) return null;
  const value = Date.parse(`${date[1]}T${date[2] ?? '00:00'}${(date[3] ?? 'Z').toUpperCase()}`);
  if (Number.isNaN(value)) return null;
  // Date.parse rolls 31 February over; a typed day that does not exist is a mistake.
  return date[3] === undefined && !new Date(value).toISOString().startsWith(date[1] ?? '')
    ? null
    : value;
}

function lastTimeOfDay(hours: number, minutes: number, now: Instant): Instant | null {
  if (hours > 23 || minutes > 59) return null;
  const today = new Date(now).setUTCHours(hours, minutes, 0, 0);
  return today <= now ? today : today - 24 * 60 * 60 * 1000;
}

/** The same of what a person typed. Errors: `usage` for what is no time. */
export function typedTime(text: string, now: Instant): Instant {
  const time = parseTime(text, now);
  if (time !== null) return time;
  throw new LifeboatError('usage', `"${text}" is not a time.`, {
    hint: 'Write it in UTC, such as 2026-11-23T01:30Z, 2026-11-23 or 01:30.',
  });
}
