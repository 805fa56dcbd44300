import type { ApiService, DeletedService, ResourceGroup } from '../world/model.ts';
import { normaliseLocation } from '../world/places.ts';
import { serviceId } from '../world/resource-id.ts';
import { baseSettings } from '../world/service-draft.ts';
import { apiVersionOf } from './api-version.ts';
import { serviceLocked } from './backup-restore.ts';
import type { ArmApp, ArmContext, ArmDeps } from './deps.ts';
import { servicePath, spelledParts } from './deps.ts';
import { providerError, refusalError } from './errors.ts';
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
import { accepted } from './operation-answers.ts';
import { applyServiceBody, readServiceBody, type ServiceBody } from './service-body.ts';
import { runningOperation, serviceResource } from './service-resource.ts';
import { startOperation } from './start-operation.ts';

/** Creating, changing, deleting and undeleting services, in the simple form a recovery needs. */
export function serviceChangeRoutes(app: ArmApp, deps: ArmDeps): void {
  app.put(servicePath, async (c) => {
    const id = spelledServiceId(c);
    findSubscription(c, deps);
    authorize(c, deps, 'Microsoft.ApiManagement/service/write', id);
    const group = findGroup(c, deps);
    refuseLocked(deps, id, 'write');
    const body = readServiceBody(await c.req.json().catch(() => null));
    const existing = serviceById(deps, id);
    if (existing !== null) return change(c, deps, existing, body);
    return body.properties.restore === true ? undelete(c, deps, id) : create(c, deps, group, body);
  });

  app.patch(servicePath, async (c) => {
    const service = reachService(c, deps, 'Microsoft.ApiManagement/service/write');
    refuseLocked(deps, serviceId(service), 'write');
    return change(c, deps, service, readServiceBody(await c.req.json().catch(() => null)));
  });

  app.delete(servicePath, (c) => {
    const service = reachService(c, deps, 'Microsoft.ApiManagement/service/delete');
    refuseLocked(deps, serviceId(service), 'delete');
    if (runningOperation(deps, service) !== null) throw refusalError(serviceLocked(service));
    const operation = begin(c, deps, service, 'Delete');
    return accepted(deps, { ...operation, shape: 'location' });
  });
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
  begin(c, deps, service, 'Create');
  return c.json(serviceResource(deps, service), 201);
}

function undelete(c: ArmContext, deps: ArmDeps, id: string): Response {
  const { deleted, services } = deps.world.state;
  const found = softDeleted(deps).find(
    (each) => serviceId(each.service).toLowerCase() === id.toLowerCase(),
  );
  if (found === undefined) {
    throw providerError(404, 'ResourceNotFound', 'There is no soft-deleted service of this name.');
  }
  if (deps.clock.now() < found.deletedAt + deps.options.undeleteAfterMs) {
    // Undelete may fail for about a minute (azure-rest-api-specs 25262); code and text are assumed.
    throw providerError(
      409,
      'Conflict',
      `The deletion of service '${found.service.name}' is still being completed. Please try the request again later.`,
    );
  }
  deleted.splice(deleted.indexOf(found), 1);
  const service: ApiService = { ...found.service, provisioningState: 'Succeeded' };
  services.push(service);
  begin(c, deps, service, 'Undelete');
  return c.json(serviceResource(deps, service), 200);
}

function begin(
  c: ArmContext,
  deps: ArmDeps,
  service: ApiService,
  kind: 'Create' | 'Delete' | 'Undelete',
): ReturnType<typeof startOperation> {
  const trace = traceOf(c);
  const verb = kind === 'Delete' ? 'delete' : 'write';
  note(deps, { service, verb, status: 'Started', subStatus: '', trace });
  note(deps, { service, verb, status: 'Accepted', subStatus: 'Accepted', trace });
  const durationMs = deps.options.lifecycleMs;
  return startOperation(deps, service, {
    kind,
    durationMs,
    apiVersion: apiVersionOf(c.req.raw),
    trace,
  });
}

/** Soft-deleted services whose 48 hours are not over. */
export function softDeleted(deps: ArmDeps): DeletedService[] {
  return deps.world.state.deleted.filter((each) => each.purgeAt > deps.clock.now());
}

/** Why a service name cannot be used, or null. Names are unique in all of Azure. Texts are assumed. */
export function nameTaken(deps: ArmDeps, name: string): { code: string; message: string } | null {
  const wanted = name.toLowerCase();
  if (softDeleted(deps).some((each) => each.service.name.toLowerCase() === wanted)) {
    const message = `Api service ${name} was soft-deleted. In order to create the new service with the same name, you have to either undelete the service or purge it.`;
    return { code: 'ServiceAlreadyExistsInSoftDeletedState', message };
  }
  if (deps.world.state.services.some((each) => each.name.toLowerCase() === wanted)) {
    return { code: 'ServiceAlreadyExists', message: `Api service already exists: ${name}` };
  }
  return null;
}
