import { utcDate } from '@lifeboat/core/live';

/** A time to the second in UTC; with its day unless that is today. */
export function clockTime(at: number, now: number): string {
  const time = new Date(at).toISOString().slice(11, 19);
  const day = utcDate(at, now);
  return day === utcDate(now, now) ? time : `${day} ${time}`;
}
