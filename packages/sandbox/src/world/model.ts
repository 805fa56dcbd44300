/** What exists in the pretend Azure, as plain data. The resource manager and the control routes both change it. */

import type { Principal } from '../seams.ts';
import type { Outage } from './outages.ts';
import type { Silence } from './silence.ts';
import type { Failover, StorageAccount } from './storage-model.ts';

/** A tenant and the domain names it answers to. */
export type Tenant = { id: string; name: string; domains: string[] };

/** A subscription; it trusts exactly one tenant. */
export type Subscription = { id: string; name: string; tenantId: string };

/** A resource group; `location` is normalised, such as `westeurope`. */
export type ResourceGroup = {
  subscriptionId: string;
  name: string;
  location: string;
  tags: Record<string, string>;
};

/** A principal with what only the sandbox keeps: secrets that were valid once. */
export type Person = Principal & { expiredSecrets?: string[] };

/** One thing of a service's configuration, with the collections below it. */
export type Entity = {
  name: string;
  properties: Record<string, unknown>;
  /** What only `listValue`, `listSecrets` or `listKeys` answers. */
  secret?: Record<string, string>;
  children?: Configuration;
};

/** Collections of entities by the name they have in the URL, such as `apis` or `namedValues`. */
export type Configuration = Record<string, Entity[]>;

/** A user-assigned identity attached to a service. */
export type AttachedIdentity = { resourceId: string; principalId: string; clientId: string };

/** The identities of a service: its own, those attached, both or neither. */
export type ServiceIdentity = { systemPrincipalId: string | null; attached: AttachedIdentity[] };

/** One API Management service. */
export type ApiService = {
  subscriptionId: string;
  resourceGroup: string;
  name: string;
  /** Normalised, such as `westeurope`. */
  location: string;
  sku: { name: string; capacity: number };
  identity: ServiceIdentity;
  tags: Record<string, string>;
  zones: string[];
  /** Counts changes; the resource's etag is made of it. */
  revision: number;
  createdAt: number;
  /** At rest; a running operation may show `Updating` instead. */
  provisioningState: string;
  /** The rest of the resource's `properties`, in Azure's own words. */
  settings: Record<string, unknown>;
  configuration: Configuration;
};

/** A service inside its 48 hours of soft deletion. */
export type DeletedService = { service: ApiService; deletedAt: number; purgeAt: number };

/** What a role lets its holder do. Patterns as Azure writes them, with `*`. */
export type RoleDefinition = {
  id: string;
  name: string;
  builtIn: boolean;
  actions: string[];
  notActions: string[];
  dataActions: string[];
  notDataActions: string[];
};

/** A role given to a principal at a scope (a resource id, or `/`). */
export type RoleAssignment = {
  id: string;
  principalId: string;
  roleId: string;
  scope: string;
  createdAt: number;
};

/** A management lock; `notes` say why it is there. */
export type Lock = {
  name: string;
  scope: string;
  level: 'CanNotDelete' | 'ReadOnly';
  notes?: string;
};

/** What a backup or restore was asked to do with storage. */
export type StorageTarget = {
  storageAccount: string;
  containerName: string;
  backupName: string;
  accessType: 'AccessKey' | 'SystemAssignedManagedIdentity' | 'UserAssignedManagedIdentity';
  accessKey: string | null;
  clientId: string | null;
};

/** Azure's words for what went wrong, with the HTTP status they travel under. */
export type Refusal = { status: number; code: string; message: string };

/** Kinds of work that keep a service busy. `Outside` is somebody else's: a scale, a hostname change. */
export type OperationKind =
  | 'Backup'
  | 'Restore'
  | 'Delete'
  | 'Create'
  | 'Undelete'
  | 'Purge'
  | 'Outside';

/**
 * How a backup or restore answers: `location` as recorded (facts 2.2),
 * `azure-async-operation` with a status body, `provisioning-state` where the
 * final answer is always 200 and the resource in it tells, `resource` where the
 * POST itself answers 200 and the service is the only thing left to watch.
 */
export type AnswerShape = 'location' | 'azure-async-operation' | 'provisioning-state' | 'resource';

/** One long-running operation of a service. */
export type Operation = {
  shape: AnswerShape;
  /** Every id handed out for it, oldest first; they name it in the URLs that are polled. */
  ids: string[];
  kind: OperationKind;
  /** Lower-cased resource id of the service, also of one that was deleted. */
  service: string;
  apiVersion: string;
  target: StorageTarget | null;
  startedAt: number;
  /** When the storage is first looked at, so that a refusal shows before the full duration. */
  checkAt: number;
  endAt: number;
  checked: boolean;
  /** Read from the blob at `checkAt`, for a restore. */
  loaded: Configuration | null;
  /** Makes the operation fail with these words, whatever else is true. */
  scripted: Refusal | null;
  /** The service's state after a failure; null leaves it as it was. */
  leaveState: string | null;
  status: 'running' | 'succeeded' | 'failed';
  endedAt: number | null;
  failure: Refusal | null;
  trace: Trace;
};

/** Who asked for something and under which ids, as the activity log keeps it. */
export type Trace = {
  caller: string;
  correlationId: string;
  operationId: string;
  clientRequestId: string | null;
  method: string;
  uri: string;
};

/** One event of the activity log. */
export type ActivityEvent = {
  id: string;
  at: number;
  /** Such as `Microsoft.ApiManagement/service/backup/action`. */
  action: string;
  status: 'Started' | 'Accepted' | 'Succeeded' | 'Failed';
  subStatus: string;
  subscriptionId: string;
  resourceGroup: string;
  resourceId: string;
  trace: Trace;
  failure: Refusal | null;
};

/** Makes the next backup or restore of a service go wrong. */
export type ScriptedFailure = Refusal & {
  kind: OperationKind | null;
  /** Refuse the POST, or let the operation fail while it runs. */
  at: 'post' | 'poll';
  leaveState: string | null;
};

/** Everything that exists. Mutable on purpose: this is the pretend Azure's state. */
export type WorldState = {
  tenants: Tenant[];
  people: Person[];
  subscriptions: Subscription[];
  resourceGroups: ResourceGroup[];
  services: ApiService[];
  deleted: DeletedService[];
  accounts: StorageAccount[];
  failovers: Failover[];
  roles: RoleDefinition[];
  assignments: RoleAssignment[];
  locks: Lock[];
  /** Regions that are down, by normalised name. */
  outages: Map<string, Outage>;
  /** By service, or by service and region: see `gatewayKey`. */
  gatewayFaults: Map<string, Silence>;
  operations: Operation[];
  events: ActivityEvent[];
  /** By lower-cased resource id of the service. */
  scripted: Map<string, ScriptedFailure[]>;
  /** Age in milliseconds a backup appears to have on top of its real one, by lower-cased `account/container/blob`. */
  aged: Map<string, number>;
  /** Milliseconds until a new role assignment counts. Azure needs minutes; 0 unless set. */
  rolePropagationMs: number;
  /** The public address people and tools call from, for storage firewalls. */
  callerIp: string;
};
