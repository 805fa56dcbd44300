// Written out, so that every machine shows the same whatever its locale data.
const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] as const;
const months = [
  'Jan',
  'Feb',
  'Mar',
  'Apr',
  'May',
  'Jun',
  'Jul',
  'Aug',
  'Sep',
  'Oct',
  'Nov',
  'Dec',
] as const;

/** Milliseconds of a day in UTC, which has no summer time. */
export const dayMs = 24 * 60 * 60 * 1000;

/** Days of the calendar that 30 times 24 hours touch: the first and the last are partly in it. */
export const daysTouched = 31;

/** The number of a day in UTC, counted from 1 January 1970; whole, so that days can be compared. */
export function dayOf(at: number): number {
  return Math.floor(at / dayMs);
}

/** Its day of the month, from 1. */
export function dayOfMonth(day: number): number {
  return new Date(day * dayMs).getUTCDate();
}

/** Its month in three letters. */
export function monthOf(day: number): string {
  return months[new Date(day * dayMs).getUTCMonth()] ?? '';
}

/** Its day of the week in three letters. */
export function weekdayOf(day: number): string {
  return weekdays[new Date(day * dayMs).getUTCDay()] ?? '';
}

/** The day for people: `Thu 26 Nov`. Without a year: only days of a month around now are shown. */
export function dayWords(day: number): string {
  return `${weekdayOf(day)} ${String(dayOfMonth(day)).padStart(2)} ${monthOf(day)}`;
}
