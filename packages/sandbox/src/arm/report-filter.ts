import { providerError } from './errors.ts';

/** What a report is asked for: a time range and the conditions beside it. */
export type ReportFilter = { from: number; to: number; equals: Record<string, string> };

const fields = ['apiId', 'operationId', 'productId', 'subscriptionId', 'userId', 'apiRegion'];

/**
 * Reads a report's `$filter`, which every report requires: `timestamp ge
 * datetime'…' and timestamp le datetime'…'` and equalities (facts 1.5).
 * Errors: 400 ValidationError (text assumed).
 */
export function readReportFilter(text: string | null): ReportFilter {
  const filter: ReportFilter = { from: Number.NaN, to: Number.NaN, equals: {} };
  for (const part of (text ?? '').split(/\s+and\s+/i)) {
    const bare = part.trim().replace(/^\((.*)\)$/, '$1');
    const [, bound, time = ''] =
      /^timestamp\s+(ge|le|gt|lt)\s+(?:datetime)?'([^']+)'$/i.exec(bare) ?? [];
    const [, field, value = ''] = /^(\w+)\s+eq\s+'([^']*)'$/.exec(bare) ?? [];
    const known = fields.find((each) => each.toLowerCase() === field?.toLowerCase());
    if (bound !== undefined) {
      if (bound.toLowerCase().startsWith('g')) filter.from = readTime(time);
      else filter.to = readTime(time);
    } else if (known !== undefined) {
      filter.equals[known] = value;
    } else {
      throw invalid(text);
    }
  }
  if (!(filter.from <= filter.to)) throw invalid(text);
  return filter;
}

/** An ISO 8601 duration of quarters of an hour, in milliseconds. Errors: 400 ValidationError (text assumed). */
export function readInterval(text: string | null): number {
  const [, days, hours, minutes] =
    /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?)?$/.exec(text ?? '') ?? [];
  const total =
    ((Number(days ?? 0) * 24 + Number(hours ?? 0)) * 60 + Number(minutes ?? 0)) * 60_000;
  if (total > 0 && total % 900_000 === 0) return total;
  throw providerError(
    400,
    'ValidationError',
    `The interval '${text ?? ''}' must be a multiple of 15 minutes.`,
  );
}

/** The reference's examples name no zone; it is UTC. */
function readTime(text: string): number {
  return Date.parse(/(Z|[+-]\d{2}:?\d{2})$/i.test(text) ? text : `${text}Z`);
}

function invalid(text: string | null): Error {
  const message = `The filter '${text ?? ''}' must name timestamp ge and timestamp le, and otherwise only ${fields.join(', ')}.`;
  return providerError(400, 'ValidationError', message);
}
