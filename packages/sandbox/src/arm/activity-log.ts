import type { ActivityEvent } from '../world/model.ts';
import { groupId, sameId } from '../world/resource-id.ts';
import type { ArmApp, ArmDeps } from './deps.ts';
import { subscriptionPath } from './deps.ts';
import { gatewayError } from './errors.ts';
import { authorize, findSubscription } from './find.ts';
import { pageOf } from './paging.ts';

/** How long events are kept (Azure Monitor docs: 90 days). */
const keptMs = 90 * 86_400_000;

const shape =
  /^eventTimestamp ge '?([^' ]+)'?(?: and eventTimestamp le '?([^' ]+)'?)?(?: and (resourceGroupName|resourceUri|resourceId|resourceProvider|correlationId) eq '([^']+)')?$/i;

type Filter = { from: number; to: number; field: string | null; value: string };

/**
 * The activity log of a subscription. Events appear with a lag, and only the
 * filter shapes of the reference are taken: a time range and at most one more
 * condition (azure-rest-api-specs, monitor activityLogs 2015-04-01). The end of
 * the range may be left out and `resourceId` may stand for `resourceUri`, since
 * the Azure CLI 2.45 asks in these ways.
 */
export function activityLogRoutes(app: ArmApp, deps: ArmDeps): void {
  app.get(`${subscriptionPath}/providers/microsoft.insights/eventtypes/management/values`, (c) => {
    const { id, tenantId } = findSubscription(c, deps);
    authorize(c, deps, 'Microsoft.Insights/eventtypes/values/read', `/subscriptions/${id}`);
    const url = new URL(c.req.url);
    const filter = readFilter(url.searchParams.get('$filter'), deps.clock.now());
    const visibleUntil = deps.clock.now() - deps.options.activityLogLagMs;
    const events = deps.world.state.events
      .filter(
        (event) =>
          event.subscriptionId === id && event.at <= visibleUntil && matches(event, filter),
      )
      // Newest first, also among those of one moment.
      .toReversed()
      .sort((a, b) => b.at - a.at);
    const page = pageOf(events, { url, origin: deps.origin(), size: deps.options.pageSize });
    const select =
      url.searchParams
        .get('$select')
        ?.split(',')
        .map((each) => each.trim()) ?? null;
    const value = page.value.map((event) => selected(resource(deps, event, tenantId), select));
    return c.json({ ...page, value });
  });
}

function readFilter(text: string | null, now: number): Filter {
  const [, from = '', to = null, field = null, value = ''] = shape.exec(text?.trim() ?? '') ?? [];
  const range = { from: readTime(from), to: to === null ? now : readTime(to) };
  if (Number.isNaN(range.from) || Number.isNaN(range.to)) {
    throw gatewayError(
      400,
      'BadRequest',
      `The filter '${text ?? ''}' is not supported. It must hold a range of eventTimestamp, and at most one of resourceGroupName, resourceUri, resourceProvider, correlationId.`,
    );
  }
  if (range.from < now - keptMs - 60_000) {
    throw gatewayError(
      400,
      'BadRequest',
      'The start time cannot be more than 90 days in the past.',
    );
  }
  return { ...range, field: field === null ? null : field.toLowerCase(), value };
}

/** A time without a zone is UTC, and quotes are optional: the Azure CLI leaves both out. */
function readTime(text: string): number {
  return Date.parse(/(Z|[+-]\d{2}:?\d{2})$/i.test(text) ? text : `${text}Z`);
}

function matches(event: ActivityEvent, filter: Filter): boolean {
  if (event.at < filter.from || event.at > filter.to) return false;
  switch (filter.field) {
    case 'resourcegroupname':
      return sameId(event.resourceGroup, filter.value);
    case 'resourceuri':
    case 'resourceid':
      return sameId(event.resourceId, filter.value);
    case 'resourceprovider':
      return sameId('Microsoft.ApiManagement', filter.value);
    case 'correlationid':
      return sameId(event.trace.correlationId, filter.value);
    default:
      return true;
  }
}

function resource(deps: ArmDeps, event: ActivityEvent, tenantId: string): Record<string, unknown> {
  const { trace, failure } = event;
  const isBegin = event.status === 'Started';
  const seen = new Date(event.at + deps.options.activityLogLagMs).toISOString();
  const statusCode = isBegin ? null : event.subStatus;
  return {
    authorization: { action: event.action, scope: event.resourceId },
    caller: trace.caller,
    category: { value: 'Administrative', localizedValue: 'Administrative' },
    correlationId: trace.correlationId,
    eventDataId: event.id,
    eventName: named(isBegin ? 'BeginRequest' : 'EndRequest'),
    eventTimestamp: new Date(event.at).toISOString(),
    httpRequest: {
      clientRequestId: trace.clientRequestId,
      clientIpAddress: deps.world.state.callerIp,
      method: trace.method,
      uri: trace.uri,
    },
    id: `${event.resourceId}/events/${event.id}/ticks/${event.at}`,
    level: event.status === 'Failed' ? 'Error' : 'Informational',
    operationId: trace.operationId,
    operationName: named(event.action),
    properties: {
      ...(statusCode === null ? {} : { statusCode }),
      ...(failure === null
        ? {}
        : {
            statusMessage: JSON.stringify({
              error: { code: failure.code, message: failure.message },
            }),
          }),
    },
    resourceGroupName: event.resourceGroup,
    resourceId: event.resourceId,
    resourceProviderName: named('Microsoft.ApiManagement'),
    resourceType: named(typeOf(event)),
    status: named(event.status),
    subStatus: named(event.subStatus),
    submissionTimestamp: seen,
    subscriptionId: event.subscriptionId,
    tenantId,
  };
}

function typeOf(event: ActivityEvent): string {
  const scope = groupId(event);
  const parts = event.resourceId.slice(`${scope}/providers/`.length).split('/');
  return parts.filter((_, index) => index === 0 || index % 2 === 1).join('/');
}

function named(value: string): { value: string; localizedValue: string } {
  return { value, localizedValue: value };
}

function selected(
  event: Record<string, unknown>,
  fields: string[] | null,
): Record<string, unknown> {
  if (fields === null) return event;
  return Object.fromEntries(Object.entries(event).filter(([name]) => fields.includes(name)));
}
