import type { Lock, RoleAssignment } from '../world/model.ts';
import { sameId, within } from '../world/resource-id.ts';
import { rolesAt } from '../world/roles.ts';
import type { ArmApp, ArmContext, ArmDeps } from './deps.ts';
import { spelledPath } from './deps.ts';
import { gatewayError } from './errors.ts';
import { authorize, findSubscription } from './find.ts';
import {
  assignmentResource,
  definitionResource,
  lockResource,
  permissionsOf,
} from './role-resources.ts';

const path =
  /^(.*)\/providers\/microsoft\.authorization\/(roleassignments|roledefinitions|permissions|locks)(?:\/([^/]+))?$/i;

/** Role assignments, own permissions, role definitions and locks: they hang below any scope (facts 1.8). */
export function authorizationRoutes(app: ArmApp, deps: ArmDeps): void {
  app.get('*', async (c, next) => {
    const [, spelled, kind, name] = path.exec(spelledPath(c.req.raw)) ?? [];
    if (spelled === undefined || kind === undefined) return next();
    const scope = decodeURIComponent(spelled);
    if (/^\/subscriptions\//i.test(scope)) findSubscription(c, deps);
    return c.json(
      name === undefined
        ? { value: list(c, deps, scope, kind.toLowerCase()) }
        : one(c, deps, { scope, kind: kind.toLowerCase(), name: decodeURIComponent(name) }),
    );
  });
}

function list(c: ArmContext, deps: ArmDeps, scope: string, kind: string): unknown[] {
  const { state } = deps.world;
  switch (kind) {
    case 'permissions':
      // Anybody may ask what they may do themselves.
      return rolesAt(state, c.get('caller').objectId, scope, deps.clock.now()).map(permissionsOf);
    case 'locks':
      authorize(c, deps, 'Microsoft.Authorization/locks/read', scope);
      return locks(c, deps, scope).map(lockResource);
    case 'roledefinitions':
      authorize(c, deps, 'Microsoft.Authorization/roleDefinitions/read', scope);
      return state.roles.map(definitionResource);
    default:
      authorize(c, deps, 'Microsoft.Authorization/roleAssignments/read', scope);
      return assignments(c, deps, scope).map((each) => assignmentResource(state.people, each));
  }
}

/** One role definition or lock by its name. Codes and texts of the 404s are assumed. */
function one(
  c: ArmContext,
  deps: ArmDeps,
  asked: { scope: string; kind: string; name: string },
): unknown {
  const { scope, kind, name } = asked;
  const { state } = deps.world;
  if (kind === 'roledefinitions') {
    authorize(c, deps, 'Microsoft.Authorization/roleDefinitions/read', scope);
    const role = state.roles.find((each) => sameId(each.id, name));
    if (role !== undefined) return definitionResource(role);
    const message = `The specified role definition with ID '${name}' does not exist.`;
    throw gatewayError(404, 'RoleDefinitionDoesNotExist', message);
  }
  if (kind === 'locks') {
    authorize(c, deps, 'Microsoft.Authorization/locks/read', scope);
    const lock = state.locks.find(
      (each) => sameId(each.name, name) && sameId(each.scope, scope === '' ? '/' : scope),
    );
    if (lock !== undefined) return lockResource(lock);
    throw gatewayError(404, 'LockNotFound', `The lock '${name}' could not be found.`);
  }
  throw gatewayError(404, 'NotFound', 'The requested path does not exist.');
}

/** The locks at, above and below a scope; `atScope()` leaves out those below. */
function locks(c: ArmContext, deps: ArmDeps, scope: string): Lock[] {
  const isAtScope = /^atScope\(\)$/i.test(filterOf(c));
  return deps.world.state.locks.filter(
    (lock) => within(scope, lock.scope) || (!isAtScope && within(lock.scope, scope)),
  );
}

/**
 * The assignments at, above and below a scope; `atScope()` leaves out those
 * below, `principalId eq` and `assignedTo()` name one principal. The real
 * `assignedTo()` follows groups too; the sandbox has none.
 */
function assignments(c: ArmContext, deps: ArmDeps, scope: string): RoleAssignment[] {
  const filter = filterOf(c);
  const [, assignedTo] = /assignedTo\('([^']+)'\)/i.exec(filter) ?? [];
  const [, equal] = /principalId\s+eq\s+'([^']+)'/i.exec(filter) ?? [];
  const isAtScope = /atScope\(\)/i.test(filter);
  const principal = assignedTo ?? equal;
  if (filter !== '' && principal === undefined && !isAtScope) {
    throw gatewayError(
      400,
      'UnsupportedQuery',
      `The filter '${filter}' is not supported. Supported filters are atScope(), principalId eq '{value}' and assignedTo('{value}').`,
    );
  }
  return deps.world.state.assignments
    .filter((each) => within(scope, each.scope) || (!isAtScope && within(each.scope, scope)))
    .filter((each) => principal === undefined || sameId(each.principalId, principal));
}

function filterOf(c: ArmContext): string {
  return (new URL(c.req.url).searchParams.get('$filter') ?? '').trim();
}
