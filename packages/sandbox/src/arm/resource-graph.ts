import { z } from 'zod';
import { accountId, serviceId } from '../world/resource-id.ts';
import { mayAct } from '../world/roles.ts';
import type { ArmApp, ArmContext, ArmDeps } from './deps.ts';
import { gatewayError } from './errors.ts';
import { type GraphRow, readQuery } from './graph-query.ts';
import { serviceResource } from './service-resource.ts';
import { accountResource } from './storage-resources.ts';

const body = z.object({
  subscriptions: z.array(z.string()).optional(),
  query: z.string().min(1),
  options: z
    .object({
      $top: z.number().int().min(1).max(1000).default(100),
      $skip: z.number().int().min(0).default(0),
      $skipToken: z.string().optional(),
      resultFormat: z.enum(['objectArray', 'table']).default('objectArray'),
    })
    .prefault({}),
});

/** Resource Graph, for the queries a fleet list needs (facts 1.8); others are refused with InvalidQuery. */
export function resourceGraphRoutes(app: ArmApp, deps: ArmDeps): void {
  app.post('/providers/microsoft.resourcegraph/resources', async (c) => {
    const parsed = body.safeParse(await c.req.json().catch(() => null));
    if (!parsed.success)
      throw gatewayError(
        400,
        'BadRequest',
        'Please provide below info when asking for support: the request body is not valid.',
      );
    const { options, query, subscriptions } = parsed.data;
    const run = readQuery(query);
    if (typeof run !== 'function') {
      throw gatewayError(
        400,
        'BadRequest',
        `Query is invalid. InvalidQuery: '${run.part}' is not understood by the sandbox.`,
      );
    }
    const rows = run(visibleRows(c, deps, subscriptions));
    const start = options.$skipToken === undefined ? options.$skip : readToken(options.$skipToken);
    const data = rows.slice(start, start + options.$top);
    const hasMore = start + data.length < rows.length;
    c.header('x-ms-user-quota-remaining', '14');
    c.header('x-ms-user-quota-resets-after', '00:00:05');
    return c.json({
      totalRecords: rows.length,
      count: data.length,
      resultTruncated: hasMore ? 'true' : 'false',
      ...(hasMore ? { $skipToken: writeToken(start + data.length) } : {}),
      facets: [],
      data: options.resultFormat === 'table' ? asTable(data) : data,
    });
  });
}

function visibleRows(c: ArmContext, deps: ArmDeps, wanted: string[] | undefined): GraphRow[] {
  const { state } = deps.world;
  const { objectId, tenantId } = c.get('caller');
  const ids = wanted?.map((each) => each.toLowerCase());
  const allowed = state.subscriptions
    .filter((each) => each.tenantId === tenantId && (ids === undefined || ids.includes(each.id)))
    .map((each) => each.id);
  const mayRead = (action: string, scope: string): boolean =>
    mayAct(state, { principalId: objectId, action, scope, now: deps.clock.now() });
  const services = state.services
    .filter((each) => allowed.includes(each.subscriptionId))
    .filter((each) => mayRead('Microsoft.ApiManagement/service/read', serviceId(each)))
    .map((each) => row(serviceResource(deps, each), each, tenantId));
  const accounts = state.accounts
    .filter((each) => allowed.includes(each.subscriptionId))
    .filter((each) => mayRead('Microsoft.Storage/storageAccounts/read', accountId(each)))
    .map((each) => row(accountResource(deps, each), each, tenantId));
  return [...services, ...accounts];
}

/** The graph lower-cases types, groups and locations. */
function row(
  resource: Record<string, unknown>,
  place: { subscriptionId: string; resourceGroup: string; location: string },
  tenantId: string,
): GraphRow {
  return {
    id: resource.id,
    name: resource.name,
    type: String(resource.type).toLowerCase(),
    tenantId,
    kind: resource.kind ?? '',
    location: place.location,
    resourceGroup: place.resourceGroup.toLowerCase(),
    subscriptionId: place.subscriptionId,
    managedBy: '',
    sku: resource.sku ?? null,
    plan: null,
    properties: resource.properties,
    tags: resource.tags ?? null,
    identity: resource.identity ?? null,
    zones: resource.zones ?? null,
    extendedLocation: null,
  };
}

function asTable(rows: GraphRow[]): { columns: unknown[]; rows: unknown[][] } {
  const names = Object.keys(rows[0] ?? {});
  const columns = names.map((name) => ({
    name,
    type: typeof rows[0]?.[name] === 'object' ? 'object' : 'string',
  }));
  return { columns, rows: rows.map((each) => names.map((name) => each[name])) };
}

function writeToken(start: number): string {
  return Buffer.from(`graph:${start}`).toString('base64');
}

function readToken(token: string): number {
  const [, start] = /^graph:(\d+)$/.exec(Buffer.from(token, 'base64').toString()) ?? [];
  if (start === undefined) throw gatewayError(400, 'BadRequest', 'The skip token is not valid.');
  return Number(start);
}
