/**
 * The seams between the rooms of the sandbox. Each room is built against these
 * types, so that sign-in, storage and the resource manager can change apart.
 */

/** Time as the pretend Azure sees it. Everything in the sandbox reads this and nothing else. */
export type SandboxClock = {
  /** Milliseconds since the epoch, in the sandbox's own time. */
  now(): number;
  /** Moves time forward by `ms`; negative values are refused. */
  advance(ms: number): void;
  /** How many sandbox milliseconds pass per real millisecond. 1 unless set otherwise. */
  rate(): number;
};

/** Somebody who can sign in. */
export type Principal = {
  kind: 'user' | 'application' | 'managed-identity';
  tenantId: string;
  objectId: string;
  /** Application (client) id; for a user the client id arrives with the sign-in. */
  clientId: string | null;
  displayName: string;
  /** user@tenant, for users only. */
  userPrincipalName: string | null;
  /** Client secrets that are accepted now, for applications only. */
  secrets: string[];
  /** PEM certificates whose assertions are accepted, for applications only. */
  certificates: string[];
  /** `issuer|subject` pairs of federated tokens that are accepted, for applications only. */
  federated: string[];
  /** Secrets that were accepted once, so that they are refused with other words than wrong ones. */
  expiredSecrets?: string[];
};

/** Who exists. Kept by the world, read by the sign-in room. */
export type Directory = {
  tenants(): { id: string; name: string; domains?: string[] }[];
  /** Looks up by tenant (id or domain name) and any of object id, client id or user principal name. */
  find(tenant: string, idOrName: string): Principal | null;
};

/** What a bearer token turned out to be. */
export type Bearer =
  | {
      ok: true;
      principal: Principal;
      audience: string;
      issuedAt: number;
      expiresAt: number;
      claims: Record<string, unknown>;
    }
  | {
      ok: false;
      code: 'InvalidAuthenticationToken' | 'ExpiredAuthenticationToken' | 'AuthenticationFailed';
      message: string;
      /** Present when a claims challenge (continuous access evaluation) is due: the decoded claims JSON. */
      claimsChallenge: string | null;
    };

/** The sign-in room's service to the others. */
export type TokenInspector = {
  /** Reads an `Authorization` header value, for a resource whose audiences are given. */
  inspect(authorization: string | null, audiences: string[]): Promise<Bearer>;
};

/** How the pretend control plane reaches blobs: always there, whatever the firewall rules of the world say. */
export type BlobVault = {
  createContainer(account: string, container: string): Promise<void>;
  containerExists(account: string, container: string): Promise<boolean>;
  exists(account: string, container: string, name: string): Promise<boolean>;
  write(account: string, container: string, name: string, bytes: Uint8Array): Promise<void>;
  /** The blob's bytes, or null when it is not there. */
  read(account: string, container: string, name: string): Promise<Uint8Array | null>;
  /** The names of an account's containers. */
  listContainers(account: string): Promise<string[]>;
  /** A container's blobs with the time they were made, in sandbox milliseconds. */
  list(account: string, container: string): Promise<{ name: string; createdAt: number }[]>;
  /** When a blob was made, or null when it is not there. */
  createdAt(account: string, container: string, name: string): Promise<number | null>;
  /** Removes a blob with all that hangs on it; nothing happens when it is not there. */
  remove(account: string, container: string, name: string): Promise<void>;
};

/** An account of the world, as storage needs it to serve it. */
export type AccountKeys = { account: string; keys: string[] };

/** What a caller does with blobs; `add` writes one that was not there. */
export type BlobAction = 'read' | 'add' | 'write' | 'delete';

/**
 * May this caller do this on the data plane? Decided by the world (roles,
 * firewall, shared key allowed), asked by the storage front before each request.
 */
export type DataPlaneGuard = (request: {
  account: string;
  /** Asked of the account's second region. */
  isSecondary: boolean;
  container: string | null;
  action: BlobAction;
  /** 'key' for shared key and SAS, else the principal behind the bearer token, or null when there was none. */
  caller: Principal | 'key' | null;
}) => { allowed: true } | { allowed: false; status: number; code: string; message: string };

/** What the world says about blobs that no single request decides. */
export type BlobRules = {
  guard: DataPlaneGuard;
  /** How an account's first or second region goes silent while it is down; null when it answers. */
  silence(account: string, isSecondary: boolean): 'unavailable' | 'hang' | 'refuse' | null;
  /** What keeps the blobs of a container as they are. */
  protection(
    account: string,
    container: string,
  ): { immutableDays: number | null; hasLegalHold: boolean };
  /** Up to when writes are in the second region, in sandbox milliseconds; null when nothing is. */
  lastSync(account: string): number | null;
};
