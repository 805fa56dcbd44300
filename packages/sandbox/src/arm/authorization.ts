import type { RoleAssignment, RoleDefinition } from '../world/model.ts';
import { sameId, within } from '../world/resource-id.ts';
import { rolesAt } from '../world/roles.ts';
import type { ArmApp, ArmContext, ArmDeps } from './deps.ts';
import { spelledPath } from './deps.ts';
import { gatewayError } from './errors.ts';
import { authorize } from './find.ts';

const path =
  /^(.*)\/providers\/microsoft\.authorization\/(roleassignments|roledefinitions|permissions|locks)$/i;

/** Role assignments, own permissions, role definitions and locks: they hang below any scope. */
export function authorizationRoutes(app: ArmApp, deps: ArmDeps): void {
  app.get('*', async (c, next) => {
    const [, scope, kind] = path.exec(spelledPath(c.req.raw)) ?? [];
    if (scope === undefined || kind === undefined) return next();
    return c.json({ value: answer(c, deps, decodeURIComponent(scope), kind.toLowerCase()) });
  });
}

function answer(c: ArmContext, deps: ArmDeps, scope: string, kind: string): unknown[] {
  switch (kind) {
    case 'permissions':
      return ownPermissions(c, deps, scope);
    case 'locks':
      authorize(c, deps, 'Microsoft.Authorization/locks/read', scope);
      return locks(deps, scope);
    case 'roledefinitions':
      authorize(c, deps, 'Microsoft.Authorization/roleDefinitions/read', scope);
      return deps.world.state.roles.map(definitionResource);
    default:
      authorize(c, deps, 'Microsoft.Authorization/roleAssignments/read', scope);
      return assignments(c, deps, scope);
  }
}

/** Anybody may ask what they may do themselves. */
function ownPermissions(c: ArmContext, deps: ArmDeps, scope: string): unknown[] {
  const { objectId } = c.get('caller');
  return rolesAt(deps.world.state, objectId, scope, deps.clock.now()).map((role) => ({
    actions: role.actions,
    notActions: role.notActions,
    dataActions: role.dataActions,
    notDataActions: [],
  }));
}

function locks(deps: ArmDeps, scope: string): unknown[] {
  return deps.world.state.locks
    .filter((lock) => within(scope, lock.scope) || within(lock.scope, scope))
    .map((lock) => ({
      id: `${lock.scope}/providers/Microsoft.Authorization/locks/${lock.name}`,
      name: lock.name,
      type: 'Microsoft.Authorization/locks',
      properties: { level: lock.level },
    }));
}

/**
 * The assignments at, above and below a scope; `atScope()` leaves out those
 * below, `principalId eq` and `assignedTo()` name one principal.
 */
function assignments(c: ArmContext, deps: ArmDeps, scope: string): unknown[] {
  const filter = (new URL(c.req.url).searchParams.get('$filter') ?? '').trim();
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
  const { state } = deps.world;
  return state.assignments
    .filter((each) => within(scope, each.scope) || (!isAtScope && within(each.scope, scope)))
    .filter((each) => principal === undefined || sameId(each.principalId, principal))
    .map((each) => assignmentResource(deps, each));
}

function assignmentResource(deps: ArmDeps, assignment: RoleAssignment): Record<string, unknown> {
  const person = deps.world.state.people.find((each) => each.objectId === assignment.principalId);
  const scope = assignment.scope === '/' ? '' : assignment.scope;
  return {
    id: `${scope}/providers/Microsoft.Authorization/roleAssignments/${assignment.id}`,
    name: assignment.id,
    type: 'Microsoft.Authorization/roleAssignments',
    properties: {
      roleDefinitionId: definitionId(assignment.roleId, scope),
      principalId: assignment.principalId,
      principalType: person?.kind === 'user' ? 'User' : 'ServicePrincipal',
      scope: assignment.scope,
      createdOn: new Date(assignment.createdAt).toISOString(),
    },
  };
}

function definitionId(roleId: string, scope: string): string {
  const [subscription = ''] = /^\/subscriptions\/[^/]+/i.exec(scope) ?? [];
  return `${subscription}/providers/Microsoft.Authorization/roleDefinitions/${roleId}`;
}

function definitionResource(role: RoleDefinition): Record<string, unknown> {
  return {
    id: definitionId(role.id, ''),
    name: role.id,
    type: 'Microsoft.Authorization/roleDefinitions',
    properties: {
      roleName: role.name,
      type: role.builtIn ? 'BuiltInRole' : 'CustomRole',
      assignableScopes: ['/'],
      permissions: [
        {
          actions: role.actions,
          notActions: role.notActions,
          dataActions: role.dataActions,
          notDataActions: [],
        },
      ],
    },
  };
}
