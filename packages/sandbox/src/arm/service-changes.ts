import type { ApiService, Operation, ResourceGroup } from '../world/model.ts';
import { normaliseLocation } from '../world/places.ts';
import { serviceId } from '../world/resource-id.ts';
import { baseSettings } from '../world/service-draft.ts';
import { apiVersionOf } from './api-version.ts';
import { serviceLocked } from './backup-restore.ts';
import type { ArmApp, ArmContext, ArmDeps } from './deps.ts';
import { servicePath, spelledParts } from './deps.ts';
import { gatewayError, providerError, refusalError } from './errors.ts';
import {
  authorize,
  findGroup,
  findSubscription,
  reachService,
  serviceById,
  spelledServiceId,
} from './find.ts';
import { note, traceOf } from './journal.ts';
import { refuseLocked } from './locks.ts';
import { nameTaken, softDeleted } from './names.ts';
import { accepted, made } from './operation-answers.ts';
import { refuseDown } from './outages.ts';
import { applyServiceBody, readServiceBody, type ServiceBody } from './service-body.ts';
import { runningOperation, serviceResource } from './service-resource.ts';
import { startOperation } from './start-operation.ts';

/** Creating, changing, deleting and undeleting services, in the simple form a recovery needs. */
export function serviceChangeRoutes(app: ArmApp, deps: ArmDeps): void {
  app.put(servicePath, async (c) => {
    const id = spelledServiceId(c);
    const group = reachPlace(c, deps, 'write');
    refuseLocked(deps, id, 'write');
    const body = readServiceBody(await c.req.json().catch(() => null));
    const existing = serviceById(deps, id);
    refuseDown(deps, requireLocation(body, existing));
    if (existing !== null) return change(c, deps, existing, body);
    return body.properties.restore === true ? undelete(c, deps, id) : create(c, deps, group, body);
  });

  app.patch(servicePath, async (c) => {
    const service = reachService(c, deps, 'Microsoft.ApiManagement/service/write');
    refuseLocked(deps, serviceId(service), 'write');
    return change(c, deps, service, readServiceBody(await c.req.json().catch(() => null)));
  });

  app.delete(servicePath, (c) => {
    reachPlace(c, deps, 'delete');
    const service = serviceById(deps, spelledServiceId(c));
    if (service === null) return c.body(null, 204);
    refuseDown(deps, service.location);
    refuseLocked(deps, serviceId(service), 'delete');
    if (runningOperation(deps, service) !== null) throw refusalError(serviceLocked(service));
    return accepted(deps, begin(c, deps, service, 'Delete'));
  });
}

/** The group of the path, for a caller who may write or delete the service that is or will be in it. */
function reachPlace(c: ArmContext, deps: ArmDeps, verb: 'write' | 'delete'): ResourceGroup {
  findSubscription(c, deps);
  authorize(c, deps, `Microsoft.ApiManagement/service/${verb}`, spelledServiceId(c));
  return findGroup(c, deps);
}

/** A PUT says where, and cannot move what is there: codes of the resource manager, texts assumed. */
function requireLocation(body: ServiceBody, existing: ApiService | null): string {
  if (body.location === undefined) {
    const message = 'The location property is required for this definition.';
    throw gatewayError(400, 'LocationRequired', message);
  }
  const location = normaliseLocation(body.location);
  if (existing === null || location === existing.location) return location;
  const message = `The resource '${existing.name}' already exists in location '${existing.location}'. A resource with the same name cannot be created in location '${body.location}'. Please select a new resource name.`;
  throw gatewayError(409, 'InvalidResourceLocation', message);
}

function change(c: ArmContext, deps: ArmDeps, service: ApiService, body: ServiceBody): Response {
  if (runningOperation(deps, service) !== null) throw refusalError(serviceLocked(service));
  applyServiceBody(deps, service, body);
  note(deps, { service, verb: 'write', status: 'Succeeded', subStatus: 'OK', trace: traceOf(c) });
  return c.json(serviceResource(deps, service));
}

function create(c: ArmContext, deps: ArmDeps, group: ResourceGroup, body: ServiceBody): Response {
  const name = spelledParts(c.req.raw)[7] ?? '';
  const { location, sku } = body;
  if (
    !/^(?=.{1,50}$)[a-zA-Z](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?$/.test(name) ||
    location === undefined ||
    sku === undefined
  ) {
    throw providerError(
      400,
      'ValidationError',
      'One or more fields contain incorrect values: name, location, sku.',
    );
  }
  const taken = nameTaken(deps, name);
  if (taken !== null) throw providerError(409, taken.code, taken.message);
  const service: ApiService = {
    subscriptionId: group.subscriptionId,
    resourceGroup: group.name,
    name,
    location: normaliseLocation(location),
    sku,
    identity: { systemPrincipalId: null, attached: [] },
    tags: {},
    zones: [],
    revision: 0,
    createdAt: deps.clock.now(),
    provisioningState: 'Created',
    settings: baseSettings(name, sku.name, normaliseLocation(location)),
    configuration: {},
  };
  deps.world.state.services.push(service);
  applyServiceBody(deps, service, body);
  return made(deps, service, begin(c, deps, service, 'Create'));
}

/**
 * Brings a soft-deleted service back; all else in the body counts for nothing
 * (facts 1.4). It cannot be within about a minute after the deletion
 * (azure-rest-api-specs 25262), nor without anything to bring back. People
 * report this code and text for the latter; that it is the same for the former is assumed.
 */
function undelete(c: ArmContext, deps: ArmDeps, id: string): Response {
  const { deleted, services } = deps.world.state;
  const found = softDeleted(deps).find(
    (each) => serviceId(each.service).toLowerCase() === id.toLowerCase(),
  );
  const isEarly =
    found !== undefined && deps.clock.now() < found.deletedAt + deps.options.undeleteAfterMs;
  if (found === undefined || isEarly || runningOperation(deps, found.service) !== null) {
    throw providerError(400, 'ServiceUndeleteNotPossible', 'Unable to undelete service');
  }
  deleted.splice(deleted.indexOf(found), 1);
  const service: ApiService = { ...found.service, provisioningState: 'Succeeded' };
  services.push(service);
  return made(deps, service, begin(c, deps, service, 'Undelete'));
}

function begin(
  c: ArmContext,
  deps: ArmDeps,
  service: ApiService,
  kind: 'Create' | 'Delete' | 'Undelete',
): Operation {
  const trace = traceOf(c);
  const verb = kind === 'Delete' ? 'delete' : 'write';
  note(deps, { service, verb, status: 'Started', subStatus: '', trace });
  note(deps, { service, verb, status: 'Accepted', subStatus: 'Accepted', trace });
  const durationMs = deps.options.lifecycleMs;
  return startOperation(deps, service, {
    kind,
    shape: 'location',
    durationMs,
    apiVersion: apiVersionOf(c.req.raw),
    trace,
  });
}
