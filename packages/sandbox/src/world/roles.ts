import type { BlobAction } from '../seams.ts';
import type { RoleAssignment, RoleDefinition, WorldState } from './model.ts';
import { within } from './resource-id.ts';

/** Ids of roles that code and tests refer to. Built-in ids as Azure has them; custom ones are the sandbox's own. */
export const roleIds = {
  owner: 'b7e6dc6d-f1e8-4753-8033-0f276bb0955b',
  contributor: '312a565d-c81f-4fd8-895a-4e21e48d571c',
  reader: 'acdd72a7-3385-48ef-bd42-f606fba81ae7',
  serviceOperator: 'e022efe7-f5ba-4159-bbe4-b44f577e9b61',
  blobContributor: 'ba92f5b4-2d11-453d-a403-e96b0029c9fe',
  blobReader: '2a2b9908-6ea1-4ae2-8e65-a410df84e7d1',
  backupOnly: '0a110000-0000-4000-8000-000000000001',
  restorer: '0a110000-0000-4000-8000-000000000002',
  keyLister: '0a110000-0000-4000-8000-000000000003',
  undeleter: '0a110000-0000-4000-8000-000000000004',
} as const;

const blobData = 'Microsoft.Storage/storageAccounts/blobServices/containers/blobs';

const readForBackup = [
  'Microsoft.ApiManagement/service/read',
  'Microsoft.ApiManagement/service/*/read',
  'Microsoft.ApiManagement/service/operationresults/read',
  'Microsoft.ApiManagement/service/backup/action',
  'Microsoft.ApiManagement/deletedservices/read',
  'Microsoft.ApiManagement/locations/deletedservices/read',
  'Microsoft.Insights/eventtypes/values/read',
  'Microsoft.Resources/subscriptions/read',
  'Microsoft.Resources/subscriptions/resourceGroups/read',
  'Microsoft.Storage/storageAccounts/read',
  'Microsoft.Storage/storageAccounts/blobServices/read',
  'Microsoft.Storage/storageAccounts/blobServices/containers/read',
  'Microsoft.Storage/storageAccounts/managementPolicies/read',
  'Microsoft.Authorization/*/read',
];

/** The roles that exist: Azure's built-in ones (abridged to what the sandbox asks about) and four custom ones. */
export function seedRoles(): RoleDefinition[] {
  const role = (
    id: string,
    name: string,
    actions: string[],
    more: Partial<RoleDefinition> = {},
  ): RoleDefinition => ({
    id,
    name,
    builtIn: true,
    actions,
    notActions: [],
    dataActions: [],
    notDataActions: [],
    ...more,
  });
  return [
    role(roleIds.owner, 'Owner', ['*']),
    role(roleIds.contributor, 'Contributor', ['*'], {
      notActions: [
        'Microsoft.Authorization/*/Delete',
        'Microsoft.Authorization/*/Write',
        'Microsoft.Authorization/elevateAccess/Action',
      ],
    }),
    role(roleIds.reader, 'Reader', ['*/read']),
    role(roleIds.serviceOperator, 'API Management Service Operator Role', [
      'Microsoft.ApiManagement/service/*/read',
      'Microsoft.ApiManagement/service/backup/action',
      'Microsoft.ApiManagement/service/delete',
      'Microsoft.ApiManagement/service/managedeployments/action',
      'Microsoft.ApiManagement/service/read',
      'Microsoft.ApiManagement/service/restore/action',
      'Microsoft.ApiManagement/service/updatehostname/action',
      'Microsoft.Authorization/*/read',
      'Microsoft.Insights/alertRules/*',
      'Microsoft.Resources/subscriptions/resourceGroups/read',
    ]),
    role(
      roleIds.blobContributor,
      'Storage Blob Data Contributor',
      [
        'Microsoft.Storage/storageAccounts/blobServices/containers/*',
        'Microsoft.Storage/storageAccounts/blobServices/generateUserDelegationKey/action',
      ],
      {
        dataActions: ['read', 'write', 'delete', 'add/action', 'move/action'].map(
          (right) => `${blobData}/${right}`,
        ),
      },
    ),
    role(
      roleIds.blobReader,
      'Storage Blob Data Reader',
      ['Microsoft.Storage/storageAccounts/blobServices/containers/read'],
      { dataActions: [`${blobData}/read`] },
    ),
    role(roleIds.backupOnly, 'Lifeboat Backup', readForBackup, { builtIn: false }),
    role(
      roleIds.restorer,
      'Lifeboat Restore',
      [...readForBackup, 'Microsoft.ApiManagement/service/restore/action'],
      { builtIn: false },
    ),
    role(
      roleIds.keyLister,
      'Lifeboat Storage Keys',
      [
        'Microsoft.Storage/storageAccounts/read',
        'Microsoft.Storage/storageAccounts/listKeys/action',
      ],
      { builtIn: false },
    ),
    role(
      roleIds.undeleter,
      'Lifeboat Undelete',
      [
        'Microsoft.ApiManagement/service/read',
        'Microsoft.ApiManagement/service/write',
        'Microsoft.ApiManagement/deletedservices/read',
        'Microsoft.ApiManagement/locations/deletedservices/read',
      ],
      { builtIn: false },
    ),
  ];
}

/** Does an action (`Microsoft.X/y/read`) match a pattern with `*`? Case does not count. */
export function actionMatches(pattern: string, action: string): boolean {
  const parts = pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`, 'i').test(action);
}

/** The assignments of a principal that cover `scope` from above, with those already in effect at `now`. */
export function assignmentsAt(
  state: WorldState,
  principalId: string,
  scope: string,
  now: number,
): RoleAssignment[] {
  return state.assignments.filter(
    (each) =>
      each.principalId === principalId &&
      within(scope, each.scope) &&
      each.createdAt + state.rolePropagationMs <= now,
  );
}

/** The role definitions behind those assignments. */
export function rolesAt(
  state: WorldState,
  principalId: string,
  scope: string,
  now: number,
): RoleDefinition[] {
  const ids = assignmentsAt(state, principalId, scope, now).map((each) => each.roleId);
  return state.roles.filter((role) => ids.includes(role.id));
}

/** May this principal do a control-plane action at this scope? */
export function mayAct(
  state: WorldState,
  request: { principalId: string; action: string; scope: string; now: number },
): boolean {
  return rolesAt(state, request.principalId, request.scope, request.now).some(
    (role) =>
      role.actions.some((pattern) => actionMatches(pattern, request.action)) &&
      !role.notActions.some((pattern) => actionMatches(pattern, request.action)),
  );
}

/** May this principal do this with blobs at this scope? Control-plane rights, even Owner's, do not count. */
export function mayTouchBlobs(
  state: WorldState,
  request: { principalId: string; action: BlobAction; scope: string; now: number },
): boolean {
  const action = `${blobData}/${request.action === 'add' ? 'add/action' : request.action}`;
  return rolesAt(state, request.principalId, request.scope, request.now).some(
    (role) =>
      role.dataActions.some((pattern) => actionMatches(pattern, action)) &&
      !role.notDataActions.some((pattern) => actionMatches(pattern, action)),
  );
}
