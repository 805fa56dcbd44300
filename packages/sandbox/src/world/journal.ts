import type { ActivityEvent, ApiService, Refusal, Trace, WorldState } from './model.ts';
import { serviceId } from './resource-id.ts';

/** Something that happened to a service, to be written into the activity log. */
export type Happening = {
  id: string;
  at: number;
  service: ApiService;
  /** Below the service, such as `apis/orders`; the service itself when absent. */
  below?: string;
  /** Such as `backup/action`, below `Microsoft.ApiManagement/service/`. */
  verb: string;
  status: ActivityEvent['status'];
  subStatus: string;
  trace: Trace;
  failure?: Refusal;
};

/** Writes an event into the activity log of the world. */
export function record(state: WorldState, happening: Happening): void {
  const { service, below } = happening;
  const id = serviceId(service);
  state.events.push({
    id: happening.id,
    at: happening.at,
    action: `Microsoft.ApiManagement/service/${happening.verb}`,
    status: happening.status,
    subStatus: happening.subStatus,
    subscriptionId: service.subscriptionId,
    resourceGroup: service.resourceGroup,
    resourceId: below === undefined ? id : `${id}/${below}`,
    trace: happening.trace,
    failure: happening.failure ?? null,
  });
}
