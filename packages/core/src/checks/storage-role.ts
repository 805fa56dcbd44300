import { type Check, verdictsOf } from '../domain/check.ts';
import type { RoleAssignment } from '../ports/authorization.ts';
import type { Look } from '../ports/azure.ts';

/** Roles that may read and write blobs, by GUID: Storage Blob Data Contributor and Owner (facts/azure.md 1.8). */
const blobRoles: ReadonlyMap<string, string> = new Map([
  ['ba92f5b4-2d11-453d-a403-e96b0029c9fe', 'Storage Blob Data Contributor'],
  ['b7e6dc6d-f1e8-4753-8033-0f276bb0955b', 'Storage Blob Data Owner'],
]);

/**
 * Whether the service's identity holds a role on the container or above it. It warns at most: roles of
 * groups, custom roles and conditions are not seen. `look` is null when there is nobody to ask about.
 */
export function checkStorageRole(
  who: string,
  account: string,
  look: Look<RoleAssignment[]> | null,
): Check {
  const is = verdictsOf({ name: 'storage-role', threshold: 'Storage Blob Data Contributor' });
  if (look === null) return is.skip('no identity to ask about');
  if (!look.seen) return is.unknown(look.why);
  const held = look.value.find(({ role }) => blobRoles.has(role.toLowerCase()));
  if (held !== undefined) {
    const scope = held.scope.split('/').at(-1) || held.scope;
    return is.pass(`${blobRoles.get(held.role.toLowerCase())} on ${scope}`);
  }
  const [first] = look.value;
  const principal = first?.principalId;
  return is.warn(
    `the identity of ${who} was not seen to hold a role on ${account}; roles of groups and custom roles are not seen`,
    `Give it one, and allow a few minutes: az role assignment create --role "Storage Blob Data Contributor"${principal === undefined ? '' : ` --assignee-object-id ${principal}`} --scope ID-OF-${account}`,
  );
}
