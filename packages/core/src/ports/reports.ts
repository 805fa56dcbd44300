import type { Instant } from '../domain/instant.ts';
import type { ReportName } from '../domain/report-name.ts';

/** A page of a report between two instants. */
export type ReportQuery = {
  resourceId: string;
  report: ReportName;
  from: Instant;
  to: Instant;
  /** For `byTime` only: ISO 8601, a multiple of 15 minutes, such as `PT1H`. */
  interval: string | null;
  skip: number;
  /** Rows of the page, at most. */
  top: number;
};

/** One page: its rows as Azure gives them, and whether more follow. */
export type ReportPage = { rows: Record<string, unknown>[]; more: boolean };
