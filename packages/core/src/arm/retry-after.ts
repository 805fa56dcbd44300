import { type Instant, parseInstant } from '../domain/instant.ts';

/** Never sooner than this, whatever Azure says: `0` and past dates must not make a hot loop. */
export const shortestWaitMs = 1_000;

/**
 * Never later than this. ARM's own longest wait is an hour: its older limits were counted per hour
 * (ARM "request limits and throttling", facts/azure.md 2.4, read 2026-11-23). More is a mistake
 * that would leave an operation unwatched.
 */
export const longestWaitMs = 60 * 60 * 1_000;

/**
 * How long Azure asks to wait, in milliseconds from 1,000 to 3,600,000; null where it does not say
 * or says nothing readable (negative numbers included), so that the caller's own pace holds.
 *
 * Reads `retry-after-ms`, `x-ms-retry-after-ms` and `Retry-After` (seconds or an HTTP date), in
 * this order. A date is measured against the answer's own `Date` where it has one, else `now`, so
 * that a wrong clock here does not matter. Source: RFC 9110 10.2.3 and 5.6.7; the two others as
 * @azure/core-rest-pipeline reads them (facts/azure.md 2.5, read 2026-11-23).
 */
export function parseRetryAfter(
  headers: Readonly<Record<string, string>>,
  now: Instant,
): number | null {
  const asked =
    parseNumber(headers['retry-after-ms']) ??
    parseNumber(headers['x-ms-retry-after-ms']) ??
    parseSecondsOrDate(headers['retry-after'], parseInstant(headers.date) ?? now);
  return asked === null ? null : Math.min(longestWaitMs, Math.max(shortestWaitMs, asked));
}

function parseSecondsOrDate(text: string | undefined, base: Instant): number | null {
  const seconds = parseNumber(text);
  if (seconds !== null) return seconds * 1_000;
  const date = parseHttpDate(text);
  return date === null ? null : date - base;
}

/** A header that came twice is joined with commas; the longest wait is the safe one. */
function parseNumber(text: string | undefined): number | null {
  const parts = (text ?? '').split(',').map((part) => part.trim());
  if (!parts.every((part) => /^\d+(?:\.\d+)?$/.test(part))) return null;
  return Math.max(...parts.map(Number));
}

/** The three forms of RFC 9110 5.6.7 only: `Date.parse` alone would read dates into garbage. */
function parseHttpDate(text: string | undefined): Instant | null {
  const trimmed = (text ?? '').trim();
  const asctime = /^[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d \d{4}$/;
  if (asctime.test(trimmed)) return parseInstant(`${trimmed} GMT`);
  return /^[A-Z][a-z]{2,8}, .* GMT$/.test(trimmed) ? parseInstant(trimmed) : null;
}
