import type { DeletedService } from '../world/model.ts';
import { displayLocation, normaliseLocation } from '../world/places.ts';
import { serviceId } from '../world/resource-id.ts';
import { apiVersionOf } from './api-version.ts';
import type { ArmApp, ArmContext, ArmDeps } from './deps.ts';
import { apimProvider, subscriptionPath } from './deps.ts';
import { providerError } from './errors.ts';
import { authorize, findSubscription } from './find.ts';
import { traceOf } from './journal.ts';
import { softDeleted } from './names.ts';
import { purging } from './operation-answers.ts';
import { refuseDown } from './outages.ts';
import { runningOperation } from './service-resource.ts';
import { startOperation } from './start-operation.ts';

const onePath = `${subscriptionPath}${apimProvider}/locations/:location/deletedservices/:name`;

/** Soft-deleted services: list, get, purge (facts 1.4). */
export function deletedServiceRoutes(app: ArmApp, deps: ArmDeps): void {
  app.get(`${subscriptionPath}${apimProvider}/deletedservices`, (c) => {
    const { id } = findSubscription(c, deps);
    authorize(c, deps, 'Microsoft.ApiManagement/deletedservices/read', `/subscriptions/${id}`);
    const mine = softDeleted(deps).filter((each) => each.service.subscriptionId === id);
    return c.json({ value: mine.map(resource) });
  });

  app.get(onePath, (c) =>
    c.json(resource(reach(c, deps, 'Microsoft.ApiManagement/locations/deletedservices/read'))),
  );

  app.delete(onePath, (c) => {
    const { service } = reach(c, deps, 'Microsoft.ApiManagement/locations/deletedservices/delete');
    const running = runningOperation(deps, service);
    const operation =
      running ??
      startOperation(deps, service, {
        kind: 'Purge',
        shape: 'location',
        durationMs: deps.options.lifecycleMs,
        apiVersion: apiVersionOf(c.req.raw),
        trace: traceOf(c),
      });
    return purging(deps, operation);
  });
}

function reach(c: ArmContext, deps: ArmDeps, action: string): DeletedService {
  const { id } = findSubscription(c, deps);
  authorize(c, deps, action, `/subscriptions/${id}`);
  const location = normaliseLocation(c.req.param('location') ?? '');
  const name = c.req.param('name') ?? '';
  const found = softDeleted(deps).find(
    ({ service }) =>
      service.subscriptionId === id &&
      service.location === location &&
      service.name.toLowerCase() === name,
  );
  refuseDown(deps, location);
  if (found !== undefined) return found;
  throw providerError(
    404,
    'ResourceNotFound',
    `The soft-deleted service '${name}' was not found in '${location}'.`,
  );
}

function resource({ service, deletedAt, purgeAt }: DeletedService): Record<string, unknown> {
  const provider = `/subscriptions/${service.subscriptionId}/providers/Microsoft.ApiManagement`;
  return {
    id: `${provider}/locations/${service.location}/deletedservices/${service.name}`,
    name: service.name,
    type: 'Microsoft.ApiManagement/deletedservices',
    location: displayLocation(service.location),
    properties: {
      serviceId: serviceId(service),
      deletionDate: new Date(deletedAt).toISOString(),
      scheduledPurgeDate: new Date(purgeAt).toISOString(),
    },
  };
}
