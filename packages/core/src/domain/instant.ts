/** A point in time: milliseconds since 1970-01-01T00:00:00Z. */
export type Instant = number;

/** The instant as ISO 8601 in UTC, as every JSON document of Lifeboat gives it; null stays null. */
export function isoTime(instant: Instant): string;
export function isoTime(instant: Instant | null): string | null;
export function isoTime(instant: Instant | null): string | null {
  return instant === null ? null : new Date(instant).toISOString().replace('.000Z', 'Z');
}

/** Reads an ISO 8601 or HTTP date; null when it is not a date. */
export function parseInstant(text: string | null | undefined): Instant | null {
  if (text === null || text === undefined || text === '') return null;
  const value = Date.parse(text);
  return Number.isNaN(value) ? null : value;
}
