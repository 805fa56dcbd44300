import type { ActivityEvent, ApiService, Refusal, Trace } from '../world/model.ts';
import { serviceId } from '../world/resource-id.ts';
import type { ArmContext, ArmDeps } from './deps.ts';

/** Who is asking, as the activity log will keep it. */
export function traceOf(c: ArmContext): Trace {
  const caller = c.get('caller');
  return {
    caller: caller.userPrincipalName ?? caller.objectId,
    correlationId: c.get('correlationId'),
    operationId: c.get('operationId'),
    clientRequestId: c.req.header('x-ms-client-request-id') ?? null,
    method: c.req.method,
    uri: c.req.url,
  };
}

/** Writes an event about a service, or something below it, into the activity log. */
export function note(
  deps: ArmDeps,
  event: {
    service: ApiService;
    /** Below the service, such as `apis/orders`; the service itself when absent. */
    below?: string;
    /** Such as `backup/action`, below `Microsoft.ApiManagement/service/`. */
    verb: string;
    status: ActivityEvent['status'];
    subStatus: string;
    trace: Trace;
    at?: number;
    failure?: Refusal;
  },
): void {
  const { service } = event;
  deps.world.state.events.push({
    id: deps.newId(),
    at: event.at ?? deps.clock.now(),
    action: `Microsoft.ApiManagement/service/${event.verb}`,
    status: event.status,
    subStatus: event.subStatus,
    subscriptionId: service.subscriptionId,
    resourceGroup: service.resourceGroup,
    resourceId:
      event.below === undefined ? serviceId(service) : `${serviceId(service)}/${event.below}`,
    trace: event.trace,
    failure: event.failure ?? null,
  });
}
