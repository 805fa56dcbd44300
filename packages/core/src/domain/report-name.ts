/** The reports that a backup leaves out (facts/azure.md 1.5). `byRequest` holds personal data. */
export const reportNames = [
  'byApi',
  'byUser',
  'byOperation',
  'byProduct',
  'byGeo',
  'bySubscription',
  'byTime',
  'byRequest',
] as const;

/** One of {@link reportNames}. */
export type ReportName = (typeof reportNames)[number];
