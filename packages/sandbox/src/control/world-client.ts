/** A role for somebody at a scope. Names as people say them: `contoso-dr`, `Storage Blob Data Contributor`. */
export type AccessGrant = {
  /** Object id, client id, user principal name, or display name. */
  principal: string;
  /** Name or id of a role. */
  role: string;
  /** A resource id, or `/`. */
  scope: string;
};

/** A management lock; `level` is `CanNotDelete` unless said otherwise. */
export type LockInput = {
  name: string;
  scope: string;
  level?: 'CanNotDelete' | 'ReadOnly';
  notes?: string;
};

/** What can be changed in the world behind Azure's back, as functions; the routes are below `/_sandbox`. */
export type WorldControl = {
  assignRole(grant: AccessGrant): Promise<void>;
  /** Takes away every assignment that fits what is given; says how many went. */
  revokeRole(fitting: Partial<AccessGrant>): Promise<number>;
  addLock(lock: LockInput): Promise<void>;
  /** Removes the locks of this name; says how many went. */
  removeLock(name: string): Promise<number>;
};

/** Sends a control request and gives the endpoint's answer. */
export type Call = <T>(method: string, path: string, body?: unknown) => Promise<T>;

/** Makes the functions out of one that calls the control endpoint. */
export function createWorldClient(call: Call): WorldControl {
  const removed = async (path: string, body?: unknown): Promise<number> =>
    (await call<{ removed: number }>('DELETE', path, body)).removed;
  return {
    assignRole: (grant) => call('POST', '/world/roles', grant),
    revokeRole: (fitting) => removed('/world/roles', fitting),
    addLock: (lock) => call('POST', '/world/locks', lock),
    removeLock: (name) => removed(`/world/locks/${encodeURIComponent(name)}`),
  };
}
