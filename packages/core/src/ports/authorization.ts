import type { Look } from './azure.ts';

/** A set of rights: what `actions` allow, less what `notActions` take away. Patterns with `*`. */
export type PermissionSet = { actions: string[]; notActions: string[] };

/** A role that somebody holds at a scope. */
export type RoleAssignment = {
  /** The role's GUID, lower case. */
  role: string;
  principalId: string;
  scope: string;
};

/** A management lock, on the resource or above it. */
export type LockEntry = { name: string; level: 'ReadOnly' | 'CanNotDelete'; scope: string };

/** Who may do what (facts/azure.md 1.8). `scope` is a resource id. */
export type Authorization = {
  /** Our own rights at the scope. */
  permissions(scope: string, signal?: AbortSignal): Promise<Look<PermissionSet[]>>;
  /** What a principal holds at the scope and above; not what its groups hold. */
  roles(scope: string, principalId: string, signal?: AbortSignal): Promise<Look<RoleAssignment[]>>;
  /** Locks at the scope and above. */
  locks(scope: string, signal?: AbortSignal): Promise<Look<LockEntry[]>>;
};
