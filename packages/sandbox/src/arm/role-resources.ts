import type { Lock, Person, RoleAssignment, RoleDefinition } from '../world/model.ts';

/** A role's four lists, as `permissions` and role definitions show them. */
export function permissionsOf(role: RoleDefinition): Record<string, string[]> {
  const { actions, notActions, dataActions, notDataActions } = role;
  return { actions, notActions, dataActions, notDataActions };
}

/** A role assignment as api-version 2022-04-01 answers it. */
export function assignmentResource(
  people: Person[],
  assignment: RoleAssignment,
): Record<string, unknown> {
  const person = people.find((each) => each.objectId === assignment.principalId);
  const scope = assignment.scope === '/' ? '' : assignment.scope;
  const at = new Date(assignment.createdAt).toISOString();
  return {
    id: `${scope}/providers/Microsoft.Authorization/roleAssignments/${assignment.id}`,
    name: assignment.id,
    type: 'Microsoft.Authorization/roleAssignments',
    properties: {
      roleDefinitionId: definitionId(assignment.roleId, scope),
      principalId: assignment.principalId,
      principalType: person?.kind === 'user' ? 'User' : 'ServicePrincipal',
      scope: assignment.scope,
      condition: null,
      conditionVersion: null,
      createdOn: at,
      updatedOn: at,
      delegatedManagedIdentityResourceId: null,
      description: null,
    },
  };
}

/** A role definition with its one set of permissions. */
export function definitionResource(role: RoleDefinition): Record<string, unknown> {
  return {
    id: definitionId(role.id, ''),
    name: role.id,
    type: 'Microsoft.Authorization/roleDefinitions',
    properties: {
      roleName: role.name,
      type: role.builtIn ? 'BuiltInRole' : 'CustomRole',
      assignableScopes: ['/'],
      permissions: [permissionsOf(role)],
    },
  };
}

/** A management lock as api-version 2016-09-01 answers it. */
export function lockResource(lock: Lock): Record<string, unknown> {
  const { name, scope, level, notes } = lock;
  return {
    id: `${scope}/providers/Microsoft.Authorization/locks/${name}`,
    name,
    type: 'Microsoft.Authorization/locks',
    properties: { level, ...(notes === undefined ? {} : { notes }) },
  };
}

function definitionId(roleId: string, scope: string): string {
  const [subscription = ''] = /^\/subscriptions\/[^/]+/i.exec(scope) ?? [];
  return `${subscription}/providers/Microsoft.Authorization/roleDefinitions/${roleId}`;
}
