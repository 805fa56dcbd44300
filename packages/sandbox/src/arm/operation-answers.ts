import type { ApiService, Operation } from '../world/model.ts';
import { serviceId } from '../world/resource-id.ts';
import type { ArmDeps } from './deps.ts';
import { providerEnvelope } from './errors.ts';
import { serviceById } from './find.ts';
import { serviceResource } from './service-resource.ts';
import { newOperationId } from './start-operation.ts';

/** The answer to the POST that started an operation, in the operation's shape. */
export function accepted(deps: ArmDeps, operation: Operation): Response {
  const service = serviceById(deps, operation.service);
  if (service === null) return empty(202, {});
  switch (operation.shape) {
    case 'resource':
      return Response.json(serviceResource(deps, service));
    case 'location':
    case 'provisioning-state':
      // The doubled slash is in the recording (facts 2.2); clients must not tidy it.
      return empty(202, {
        Location: resultUrl(deps, service, operation, '//'),
        ...retryAfter(deps),
      });
    case 'azure-async-operation':
      return empty(202, {
        'Azure-AsyncOperation': generalUrl(deps, service, operation, 'operationStatuses'),
        Location: generalUrl(deps, service, operation, 'operationResults'),
        ...retryAfter(deps),
      });
    default:
      return operation.shape satisfies never;
  }
}

/**
 * The answer to a PUT that makes a service or brings one back: the service,
 * and two addresses to ask (ApiManagementService_CreateOrUpdate, examples of
 * 2024-05-01). One answers in the way of `Location`, the other, marked with
 * `asyncResponse`, with a status; there both are marked.
 */
export function made(deps: ArmDeps, service: ApiService, operation: Operation): Response {
  const location = resultUrl(deps, service, operation, '/');
  return Response.json(serviceResource(deps, service, 'Created'), {
    status: 201,
    headers: { Location: location, 'Azure-AsyncOperation': `${location}&asyncResponse` },
  });
}

/** The answer to the purge of a deleted service. In what form it is asked for afterwards is assumed. */
export function purging(deps: ArmDeps, operation: Operation): Response {
  return stillRunning(deps, operation, true);
}

/** The answer to a GET of a running operation: empty, with the next address to ask. */
export function stillRunning(deps: ArmDeps, operation: Operation, isGeneral: boolean): Response {
  const service = serviceOf(deps, operation);
  if (service === null) return empty(202, retryAfter(deps));
  if (deps.options.rotateOperationIds) {
    operation.ids.push(newOperationId(deps, service.name, operation.kind));
  }
  const next = isGeneral
    ? generalUrl(deps, service, operation, 'operationResults')
    : resultUrl(deps, service, operation, '/');
  return empty(202, { Location: next, ...retryAfter(deps) });
}

/** The answer to a GET of a finished operation: the service, or the error, or nothing for what is gone. */
export function ended(deps: ArmDeps, operation: Operation): Response {
  const service = serviceById(deps, operation.service);
  if (operation.failure !== null && operation.shape !== 'provisioning-state') {
    return Response.json(providerEnvelope(operation.failure), { status: operation.failure.status });
  }
  if (service === null) return empty(204, {});
  const state = operation.failure === null ? undefined : 'Failed';
  return Response.json(serviceResource(deps, service, state));
}

/** `Retry-After` while work goes on, when the options ask for it. */
export function retryAfter(deps: ArmDeps): Record<string, string> {
  const seconds = deps.options.retryAfterSeconds;
  return seconds === null ? {} : { 'Retry-After': `${seconds}` };
}

/** The service of an operation, also one that is soft-deleted. */
function serviceOf(deps: ArmDeps, { service: id }: Operation): ApiService | null {
  const isIt = (each: ApiService) => serviceId(each).toLowerCase() === id;
  return (
    serviceById(deps, id) ??
    deps.world.state.deleted.find((each) => isIt(each.service))?.service ??
    null
  );
}

function resultUrl(
  deps: ArmDeps,
  service: ApiService,
  operation: Operation,
  slash: string,
): string {
  const id = encodeURIComponent(operation.ids.at(-1) ?? '');
  return `${deps.origin()}${serviceId(service)}${slash}operationresults/${id}?api-version=${operation.apiVersion}`;
}

function generalUrl(
  deps: ArmDeps,
  service: ApiService,
  operation: Operation,
  kind: string,
): string {
  const id = encodeURIComponent(operation.ids.at(-1) ?? '');
  const provider = `/subscriptions/${service.subscriptionId}/providers/Microsoft.ApiManagement`;
  return `${deps.origin()}${provider}/locations/${service.location}/${kind}/${id}?api-version=${operation.apiVersion}`;
}

function empty(status: number, headers: Record<string, string>): Response {
  return new Response(null, {
    status,
    headers: status === 204 ? headers : { ...headers, 'Content-Length': '0' },
  });
}
