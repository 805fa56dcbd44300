import type { ApiService } from '../world/model.ts';
import { displayLocation } from '../world/places.ts';
import { serviceId } from '../world/resource-id.ts';
import type { ArmApp, ArmDeps } from './deps.ts';
import { servicePath, spelledParts } from './deps.ts';
import { gatewayError, providerError } from './errors.ts';
import { reachService } from './find.ts';
import { countParameter } from './paging.ts';
import { type ReportFilter, readInterval, readReportFilter } from './report-filter.ts';
import { counters, drawer } from './report-rows.ts';

type Row = Record<string, unknown>;

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
    const rows = ordered(rowsOf(service, kind, filter, url), url.searchParams.get('$orderby'));
    const top = countParameter(url, '$top', deps.options.pageSize, 1);
    const skip = countParameter(url, '$skip', 0, 0);
    const value = rows.slice(skip, skip + top);
    const next = new URL(url.pathname + url.search, deps.origin());
    next.searchParams.set('$skip', `${skip + value.length}`);
    const hasMore = skip + value.length < rows.length && !url.searchParams.has('$top');
    return c.json({ value, count: rows.length, ...(hasMore ? { nextLink: next.href } : {}) });
  });
}

function rowsOf(service: ApiService, kind: string, filter: ReportFilter, url: URL): Row[] {
  const range = `${filter.from}-${filter.to}`;
  const row = (key: string, ids: Row): Row => ({
    name: key,
    ...ids,
    ...counters(`${service.name} ${kind} ${key} ${range}`),
  });
  switch (kind) {
    case 'byTime':
      return byTime(service, filter, readInterval(url.searchParams.get('interval')));
    case 'byRequest':
      return byRequest(service, filter);
    case 'byGeo':
      return ['NL', 'DE', 'IT'].map((country) => row(country, { country, region: '', zip: '' }));
    case 'byOperation':
      return operationsOf(service)
        .map((ids) => row(`${ids.operationId}`, ids))
        .filter((each) => fits(each, filter));
    default: {
      const field = `${kind.slice(2, 3).toLowerCase()}${kind.slice(3)}Id`;
      const collection = `${field.slice(0, -2)}s`;
      return (service.configuration[collection] ?? [])
        .map((each) => row(each.name, { [field]: `/${collection}/${each.name}` }))
        .filter((each) => fits(each, filter));
    }
  }
}

function byTime(service: ApiService, filter: ReportFilter, interval: number): Row[] {
  const first = Math.ceil(filter.from / interval) * interval;
  const count = Math.min(10_000, Math.max(0, Math.floor((filter.to - first) / interval) + 1));
  return Array.from({ length: count }, (_, index) => {
    const timestamp = new Date(first + index * interval).toISOString();
    return {
      timestamp,
      interval: `PT${interval / 60_000}M`,
      ...counters(`${service.name} ${timestamp}`),
    };
  });
}

function byRequest(service: ApiService, filter: ReportFilter): Row[] {
  const operations = operationsOf(service);
  const span = filter.to - filter.from;
  const requests = Array.from({ length: Math.min(500, Math.floor(span / 60_000)) }, (_, index) => {
    const draw = drawer(`${service.name} request ${filter.from + index * 60_000}`);
    const operation = operations[draw(operations.length || 1)] ?? { apiId: '', operationId: '' };
    const time = draw(200) + 1;
    return {
      ...operation,
      requestId: `request-${index + 1}`,
      timestamp: new Date(filter.from + index * 60_000).toISOString(),
      method: 'GET',
      url: `https://${service.name}.azure-api.net${operation.apiId.replace('/apis', '')}`,
      ipAddress: `203.0.113.${draw(200) + 1}`,
      responseCode: 200,
      backendResponseCode: '200',
      responseSize: draw(4000) + 200,
      requestSize: 0,
      cache: 'none',
      apiTime: time,
      serviceTime: time * 0.8,
      productId: '/products/starter',
      userId: '/users/1',
      subscriptionId: `${serviceId(service)}/subscriptions/sub-1`,
      apiRegion: displayLocation(service.location),
    };
  });
  return requests.filter((each) => fits(each, filter));
}

function operationsOf(service: ApiService): { apiId: string; operationId: string }[] {
  return (service.configuration.apis ?? []).flatMap((api) =>
    (api.children?.operations ?? []).map((operation) => ({
      apiId: `/apis/${api.name}`,
      operationId: `/apis/${api.name}/operations/${operation.name}`,
    })),
  );
}

function fits(row: Row, filter: ReportFilter): boolean {
  return Object.entries(filter.equals).every(
    ([name, value]) => !(name in row) || row[name] === value,
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
