import type { ApiService } from '../world/model.ts';
import type { ArmApp, ArmDeps } from './deps.ts';
import { servicePath, spelledParts } from './deps.ts';
import { gatewayError, providerError } from './errors.ts';
import { reachService } from './find.ts';
import { countParameter } from './paging.ts';
import { type ReportFilter, readInterval, readReportFilter } from './report-filter.ts';
import {
  entityRows,
  geoRows,
  given,
  operationRows,
  type ReportSource,
  type Row,
  type Rows,
  requestRows,
  timeRows,
} from './report-rows.ts';

const kinds = [
  'byApi',
  'byUser',
  'byOperation',
  'byProduct',
  'byGeo',
  'bySubscription',
  'byTime',
  'byRequest',
];

/** The analytics of a service, which no backup holds (facts 1.5). The numbers are made up and repeatable. */
export function reportRoutes(app: ArmApp, deps: ArmDeps): void {
  app.get(`${servicePath}/reports/:kind`, (c) => {
    const service = reachService(c, deps, 'Microsoft.ApiManagement/service/reports/read');
    const wanted = spelledParts(c.req.raw)[9]?.toLowerCase();
    const kind = kinds.find((each) => each.toLowerCase() === wanted);
    if (kind === undefined)
      throw gatewayError(404, 'NotFound', 'The requested path does not exist.');
    if (service.sku.name.endsWith('V2')) {
      // Analytics of this kind does not exist in v2 tiers; how Azure says so is assumed.
      throw providerError(
        400,
        'MethodNotAllowedInPricingTier',
        `Method not allowed in '${service.sku.name}' pricing tier`,
      );
    }
    const url = new URL(c.req.url);
    const filter = readReportFilter(url.searchParams.get('$filter'));
    const top = countParameter(url, '$top', deps.options.pageSize, 1);
    const skip = countParameter(url, '$skip', 0, 0);
    const lived = withinLife(filter, service, deps.clock.now());
    const rows = rowsOf({ seed: deps.options.seed, service, filter: lived }, kind, url);
    const value = rows.slice(skip, skip + top);
    const next = new URL(url.pathname + url.search, deps.origin());
    next.searchParams.set('$skip', `${skip + value.length}`);
    const hasMore = skip + value.length < rows.count;
    return c.json({ value, count: rows.count, ...(hasMore ? { nextLink: next.href } : {}) });
  });
}

/** Nothing was counted before a service was there, and nothing is yet of what is to come. */
function withinLife(filter: ReportFilter, service: ApiService, now: number): ReportFilter {
  return {
    ...filter,
    from: Math.max(filter.from, service.createdAt),
    to: Math.min(filter.to, now),
  };
}

function rowsOf(source: ReportSource, kind: string, url: URL): Rows {
  const { filter } = source;
  const interval = kind === 'byTime' ? readInterval(url.searchParams.get('interval')) : 0;
  if (filter.from > filter.to) return given([]);
  const isNarrowed = Object.keys(filter.equals).length > 0;
  const order = url.searchParams.get('$orderby');
  switch (kind) {
    case 'byTime': {
      const rows = timeRows(source, interval);
      return order === null ? rows : given(ordered(rows.slice(0, rows.count), order));
    }
    case 'byRequest': {
      const rows = requestRows(source);
      return isNarrowed ? given(fitting(rows.slice(0, rows.count), filter)) : rows;
    }
    case 'byGeo':
      return given(geoRows(source));
    case 'byOperation':
      return given(ordered(fitting(operationRows(source), filter), order));
    default:
      return given(ordered(fitting(entityRows(source, kind), filter), order));
  }
}

function fitting(rows: Row[], filter: ReportFilter): Row[] {
  const wanted = Object.entries(filter.equals);
  return rows.filter((row) =>
    wanted.every(([name, value]) => !(name in row) || row[name] === value),
  );
}

function ordered(rows: Row[], order: string | null): Row[] {
  const [, field, direction = 'asc'] = /^(\w+)(?:\s+(asc|desc))?$/i.exec(order ?? '') ?? [];
  if (field === undefined) return rows;
  const sign = direction.toLowerCase() === 'asc' ? 1 : -1;
  return rows.toSorted(
    (a, b) => sign * String(a[field]).localeCompare(String(b[field]), 'en', { numeric: true }),
  );
}
