import type { OutageInput } from '../world/control/regions.ts';
import type { ServiceChange } from '../world/control/services.ts';
import type {
  AccountChange,
  ContainerChange,
  ReplicationChange,
} from '../world/control/storage.ts';
import type { Silence } from '../world/silence.ts';

/** A role for somebody at a scope. Names as people say them: `contoso-dr`, `Storage Blob Data Contributor`. */
export type AccessGrant = {
  /** Object id, client id, user principal name, or display name. */
  principal: string;
  /** Name or id of a role. */
  role: string;
  /** A resource id, or `/`. */
  scope: string;
};

/** A custom role: patterns of what it allows and what it takes away again. */
export type RoleInput = {
  name: string;
  actions?: string[];
  notActions?: string[];
  dataActions?: string[];
  notDataActions?: string[];
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
  /** Makes a custom role, to be assigned by its name. */
  defineRole(role: RoleInput): Promise<void>;
  assignRole(grant: AccessGrant): Promise<void>;
  /** Takes away every assignment that fits what is given; says how many went. */
  revokeRole(fitting: Partial<AccessGrant>): Promise<number>;
  addLock(lock: LockInput): Promise<void>;
  /** Removes the locks of this name; says how many went. */
  removeLock(name: string): Promise<number>;
  /** State, tier, identities, settings and least api-version of a service; what is left out stays. */
  setService(service: string, change: ServiceChange): Promise<void>;
  /** Deletes a service at once; it can be undeleted for 48 hours unless it is purged too. */
  deleteService(service: string, how?: { purge: boolean }): Promise<void>;
  /** Switches a service's own identity on or off. On brings back the one that bears its name, with its roles. */
  setIdentity(service: string, on: boolean): Promise<void>;
  /** A service with a workspace has no backup. */
  addWorkspace(service: string, workspace: string): Promise<void>;
  removeWorkspace(service: string, workspace: string): Promise<void>;
  /** Makes the gateways of a service, or the one of a region, go silent: 503, no answer, or a cut connection. */
  breakGateway(service: string, fault: Silence, region?: string): Promise<void>;
  /** Mends what was broken so; without a region, all of the service. */
  mendGateway(service: string, region?: string): Promise<void>;
  /** Takes a region down: gateways, services and first regions of accounts there go silent. */
  regionDown(region: string, how?: OutageInput): Promise<void>;
  regionUp(region: string): Promise<void>;
  /** Firewall, keys, CORS, redundancy and more of a storage account; what is left out stays. */
  setAccount(account: string, change: AccountChange): Promise<void>;
  /** How far the copy in the second region is. */
  setReplication(account: string, change: ReplicationChange): Promise<void>;
  /** Lifecycle rules in Azure's own words; null takes them away. They are shown, not carried out. */
  setLifecycle(account: string, rules: Record<string, unknown>[] | null): Promise<void>;
  /** Immutability, legal holds and public access of a container. */
  setContainer(account: string, container: string, change: ContainerChange): Promise<void>;
};

/** Sends a control request and gives the endpoint's answer. */
export type Call = <T>(method: string, path: string, body?: unknown) => Promise<T>;

/** Makes the functions out of one that calls the control endpoint. */
export function createWorldClient(call: Call): WorldControl {
  const removed = async (path: string, body?: unknown): Promise<number> =>
    (await call<{ removed: number }>('DELETE', path, body)).removed;
  return {
    defineRole: (role) => call('POST', '/world/roles/definitions', role),
    assignRole: (grant) => call('POST', '/world/roles', grant),
    revokeRole: (fitting) => removed('/world/roles', fitting),
    addLock: (lock) => call('POST', '/world/locks', lock),
    setService: (service, change) => call('PATCH', `/world/services/${service}`, change),
    deleteService: (service, how = { purge: false }) =>
      call('DELETE', `/world/services/${service}?purge=${how.purge}`),
    setIdentity: (service, on) => call('PUT', `/world/services/${service}/identity`, { on }),
    addWorkspace: (service, workspace) =>
      call('PUT', workspacePath(service, workspace), { properties: { displayName: workspace } }),
    removeWorkspace: (service, workspace) => call('DELETE', workspacePath(service, workspace)),
    breakGateway: (service, fault, region) => call('PUT', gatewayPath(service, region), { fault }),
    mendGateway: (service, region) => call('DELETE', gatewayPath(service, region)),
    regionDown: (region, how = {}) => call('POST', `/regions/${region}/down`, how),
    regionUp: (region) => call('POST', `/regions/${region}/up`),
    setAccount: (account, change) => call('PATCH', `/world/accounts/${account}`, change),
    setReplication: (account, change) =>
      call('PATCH', `/world/accounts/${account}/replication`, change),
    setLifecycle: (account, rules) => {
      const path = `/world/accounts/${account}/lifecycle`;
      return rules === null ? call('DELETE', path) : call('PUT', path, { rules });
    },
    setContainer: (account, container, change) =>
      call('PATCH', `/world/accounts/${account}/containers/${container}`, change),
    removeLock: (name) => removed(`/world/locks/${encodeURIComponent(name)}`),
  };
}

function workspacePath(service: string, workspace: string): string {
  return `/world/services/${service}/configuration/workspaces/${workspace}`;
}

function gatewayPath(service: string, region: string | undefined): string {
  return ['/world/gateways', service, region ?? []].flat().join('/');
}
