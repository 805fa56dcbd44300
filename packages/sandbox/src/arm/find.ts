import type { ApiService, ResourceGroup, Subscription } from '../world/model.ts';
import { groupId, serviceId } from '../world/resource-id.ts';
import { mayAct } from '../world/roles.ts';
import type { ArmContext, ArmDeps } from './deps.ts';
import { spelledParts } from './deps.ts';
import { gatewayError } from './errors.ts';
import { refuseDown } from './outages.ts';

/** The subscription the path names, or null when it names none or one that does not exist. */
export function subscriptionInPath(c: ArmContext, deps: ArmDeps): Subscription | null {
  const [first, id] = spelledParts(c.req.raw);
  if (first?.toLowerCase() !== 'subscriptions' || id === undefined) return null;
  return deps.world.state.subscriptions.find((each) => each.id === id.toLowerCase()) ?? null;
}

/** The subscription of the path. Errors: 404 SubscriptionNotFound. */
export function findSubscription(c: ArmContext, deps: ArmDeps): Subscription {
  const found = subscriptionInPath(c, deps);
  if (found !== null) return found;
  const id = spelledParts(c.req.raw)[1] ?? '';
  throw gatewayError(404, 'SubscriptionNotFound', `The subscription '${id}' could not be found.`);
}

/** The resource group of the path. Errors: 404 ResourceGroupNotFound. */
export function findGroup(c: ArmContext, deps: ArmDeps): ResourceGroup {
  const subscription = findSubscription(c, deps);
  const name = spelledParts(c.req.raw)[3] ?? '';
  const found = deps.world.state.resourceGroups.find(
    (each) =>
      each.subscriptionId === subscription.id && each.name.toLowerCase() === name.toLowerCase(),
  );
  if (found !== undefined) return found;
  throw gatewayError(404, 'ResourceGroupNotFound', `Resource group '${name}' could not be found.`);
}

/** The 404 for a resource that is not in its group. */
export function resourceNotFound(type: string, name: string, group: string): Error {
  const message = `The Resource '${type}/${name}' under resource group '${group}' was not found. For more details please go to https://aka.ms/ARMResourceNotFoundFix`;
  return gatewayError(404, 'ResourceNotFound', message);
}

/** The service with this resource id, whatever the case. */
export function serviceById(deps: ArmDeps, id: string): ApiService | null {
  const wanted = id.toLowerCase();
  return deps.world.state.services.find((each) => serviceId(each).toLowerCase() === wanted) ?? null;
}

/** Refuses a caller without a right. Errors: 403 AuthorizationFailed, naming object id, action and scope. */
export function authorize(c: ArmContext, deps: ArmDeps, action: string, scope: string): void {
  const caller = c.get('caller');
  const request = { principalId: caller.objectId, action, scope, now: deps.clock.now() };
  if (mayAct(deps.world.state, request)) return;
  const name = caller.userPrincipalName ?? caller.clientId ?? caller.objectId;
  const message = `The client '${name}' with object id '${caller.objectId}' does not have authorization to perform action '${action}' over scope '${scope}' or the scope is invalid. If access was recently granted, please refresh your credentials.`;
  throw gatewayError(403, 'AuthorizationFailed', message);
}

/** The id of the service of the path, as the client spelled it. */
export function spelledServiceId(c: ArmContext): string {
  const [, subscriptionId = '', , resourceGroup = '', , , , name = ''] = spelledParts(c.req.raw);
  return serviceId({ subscriptionId, resourceGroup, name });
}

/**
 * The service of the path, for a caller who may do `action` on it, or on what
 * lies `below` it. Rights come before existence, as in Azure. Errors: AuthorizationFailed,
 * SubscriptionNotFound, ResourceGroupNotFound, ResourceNotFound, and those of a region that is down.
 */
export function reachService(c: ArmContext, deps: ArmDeps, action: string, below = ''): ApiService {
  findSubscription(c, deps);
  const id = spelledServiceId(c);
  authorize(c, deps, action, `${id}${below}`);
  const group = findGroup(c, deps);
  const found = serviceById(deps, id);
  if (found !== null) {
    refuseDown(deps, found.location);
    return found;
  }
  throw resourceNotFound(
    'Microsoft.ApiManagement/service',
    spelledParts(c.req.raw)[7] ?? '',
    group.name,
  );
}

/** The scope of the group of the path, for a caller who may do `action` in it. */
export function reachGroup(c: ArmContext, deps: ArmDeps, action: string): ResourceGroup {
  const subscription = findSubscription(c, deps);
  const name = spelledParts(c.req.raw)[3] ?? '';
  authorize(c, deps, action, groupId({ subscriptionId: subscription.id, resourceGroup: name }));
  return findGroup(c, deps);
}
