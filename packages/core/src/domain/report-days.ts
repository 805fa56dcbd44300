import type { Instant } from './instant.ts';

/** One day in UTC, both ends included: reports are asked for `le` its last millisecond. */
export type ReportDay = { day: string; from: Instant; to: Instant };

const dayMs = 24 * 60 * 60 * 1000;

/**
 * How long after its end a day may still be counted by Azure: one hour. An assumption: facts/azure.md
 * 1.5 names no lag; a day that is exported sooner is exported once more. Milliseconds.
 */
export const countedAfterMs = 60 * 60 * 1000;

/** The days that hold `from` and `to` and all between; none when `to` lies before `from`. */
export function reportDays(from: Instant, to: Instant): ReportDay[] {
  const first = Math.floor(from / dayMs);
  const count = Math.max(0, Math.floor(to / dayMs) - first + 1);
  return Array.from({ length: count }, (_, index) => {
    const start = (first + index) * dayMs;
    return {
      day: new Date(start).toISOString().slice(0, 10),
      from: start,
      to: start + dayMs - 1,
    };
  });
}

/** Whether nothing will be added to a day any more. Today is never complete. */
export function isComplete({ to }: Pick<ReportDay, 'to'>, now: Instant): boolean {
  return now > to + countedAfterMs;
}

const folder = 'analytics/';

/** What the exports of a service begin with. */
export function exportPrefix(azureName: string): string {
  return `${folder}${azureName}/`;
}

/**
 * The name of one report of one day: `analytics/SERVICE/REPORT/2026-11-23.ndjson`, and
 * `….partial.ndjson` while the day is not complete.
 */
export function exportName(
  azureName: string,
  report: string,
  day: string,
  complete: boolean,
): string {
  return `${exportPrefix(azureName)}${report}/${day}${complete ? '' : '.partial'}.ndjson`;
}

/** Whether a blob's name is that of an export: no backup is. */
export function isExportName(name: string): boolean {
  return name.startsWith(folder) && name.endsWith('.ndjson');
}
