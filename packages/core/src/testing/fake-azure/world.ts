import { formatServiceId, parseServiceId } from '../../arm/resource-id.ts';
import type { AzureFailure } from '../../domain/azure-failure.ts';
import type { StorageAccess } from '../../domain/configuration.ts';
import type { Instant } from '../../domain/instant.ts';
import type { OperationKind } from '../../domain/operation.ts';
import type { Secret } from '../../domain/secret.ts';
import type { LockEntry, PermissionSet, RoleAssignment } from '../../ports/authorization.ts';
import type {
  ActivityEvent,
  BlobSeen,
  DeletedService,
  ServiceResource,
  SubscriptionEntry,
} from '../../ports/azure.ts';
import type {
  ContainerResource,
  GeoCopy,
  LifecycleRule,
  StorageAccountResource,
} from '../../ports/storage-accounts.ts';
import { newBlob } from './blob-ports.ts';

/** One pretend service: what Azure shows of it, and the configuration a backup carries off. */
export type FakeService = ServiceResource & { configuration: string; workspaces: number };

/** One pretend blob with what is in it. */
export type FakeBlob = BlobSeen & { text: string };

/** An operation that runs in the pretend Azure. */
export type FakeRun = {
  kind: OperationKind;
  number: number;
  service: string;
  account: string;
  container: string;
  blobName: string;
  access: StorageAccess;
  clientRequestId: string;
  correlationId: string;
  startedAt: Instant;
  endsAt: Instant;
  /** How it will end; null for well. */
  failure: AzureFailure | null;
  ended: boolean;
};

/** A pretend storage account with what decides whether a backup gets in. */
export type FakeAccount = {
  resource: StorageAccountResource;
  subscription: string;
  key: Secret;
  corsRules: number;
  versioning: boolean;
  lifecycle: LifecycleRule[];
  geoCopy: GeoCopy | null;
  /** By container name. */
  immutable: Map<string, Pick<ContainerResource, 'immutableDays' | 'legalHold'>>;
};

/** All there is in the pretend Azure. Keys are lower case but for blob names. */
export type World = {
  services: Map<string, FakeService>;
  accounts: Map<string, FakeAccount>;
  deleted: Map<string, { service: FakeService; entry: DeletedService }>;
  /** What we may do; everywhere. */
  permissions: PermissionSet[];
  roles: RoleAssignment[];
  locks: LockEntry[];
  /** Regions of resource groups by name; a group that is not here is in northeurope. */
  groups: Map<string, string>;
  /** Rows of reports by `resource id|report`. */
  reports: Map<string, Record<string, unknown>[]>;
  /** `account/container` to its blobs by name. */
  containers: Map<string, Map<string, FakeBlob>>;
  /** Pieces of blobs that nobody sees yet, by `account/container/name#index`. */
  pieces: Map<string, string>;
  subscriptions: SubscriptionEntry[];
  events: ActivityEvent[];
  runs: FakeRun[];
  /** Counts requests, for request ids and etags. */
  count: number;
};

/** An empty {@link World}. */
export function emptyWorld(): World {
  return {
    services: new Map(),
    accounts: new Map(),
    deleted: new Map(),
    permissions: [{ actions: ['*'], notActions: [] }],
    roles: [sampleRole()],
    locks: [],
    groups: new Map(),
    reports: new Map(),
    containers: new Map(),
    pieces: new Map(),
    subscriptions: [],
    events: [],
    runs: [],
    count: 0,
  };
}

/** What the identity of every sample service may do: read and write blobs in the whole subscription. */
function sampleRole(): RoleAssignment {
  return {
    role: 'ba92f5b4-2d11-453d-a403-e96b0029c9fe',
    principalId: samplePrincipal,
    scope: `/subscriptions/${sampleSubscription}`,
  };
}

/** The identity of every sample service. */
const samplePrincipal = '22222222-2222-4222-8222-222222222222';

/** The subscription the samples live in. */
export const sampleSubscription = '11111111-1111-4111-8111-111111111111';

/** The resource id of a sample service: in {@link sampleSubscription}, group `rg-prod` unless given. */
export function sampleResourceId(name: string, resourceGroup = 'rg-prod'): string {
  return formatServiceId({ subscription: sampleSubscription, resourceGroup, name });
}

/** A Premium service in West Europe at rest, with what the test cares about replaced. */
export function sampleService(resourceId: string, changes: Partial<FakeService> = {}): FakeService {
  const place = parseServiceId(resourceId);
  const name = place.ok ? place.name : resourceId;
  const tier = changes.tier ?? 'Premium';
  const region = changes.region ?? 'westeurope';
  return {
    resourceId,
    name,
    tier,
    capacity: 1,
    region,
    regions: [],
    provisioningState: 'Succeeded',
    targetProvisioningState: '',
    gatewayUrl: `https://${name}.azure-api.net`,
    gateways: [{ region, url: `https://${name}-${region}-01.regional.azure-api.net` }],
    minApiVersion: null,
    identity: { principalId: samplePrincipal, userAssigned: [] },
    resource: {
      id: resourceId,
      name,
      location: region,
      sku: { name: tier, capacity: 1 },
      properties: { provisioningState: 'Succeeded', virtualNetworkType: 'None' },
    },
    configuration: `configuration of ${name}`,
    workspaces: 0,
    ...changes,
  };
}

/** Ends every run whose time has come: writes its blob, or reads it back, and logs the end. */
export function settleRuns(world: World, now: Instant, blobUrl: BlobUrl): void {
  for (const run of world.runs) {
    if (run.ended || now < run.endsAt) continue;
    run.ended = true;
    const service = world.services.get(run.service);
    if (service !== undefined) world.services.set(run.service, ended(world, run, service, blobUrl));
    world.events.push(eventOf(run, run.failure === null ? 'succeeded' : 'failed', run.endsAt));
  }
}

/** Makes a blob's address from where it is. */
export type BlobUrl = (account: string, container: string, name: string) => string;

function ended(world: World, run: FakeRun, service: FakeService, blobUrl: BlobUrl): FakeService {
  const rest = { ...service, provisioningState: 'Succeeded', targetProvisioningState: '' };
  if (run.failure !== null) return rest;
  const key = `${run.account}/${run.container}`;
  if (run.kind === 'backup') {
    const blobs = world.containers.get(key) ?? new Map<string, FakeBlob>();
    world.containers.set(key, blobs);
    world.count += 1;
    const url = blobUrl(run.account, run.container, run.blobName);
    const text = service.configuration;
    blobs.set(
      run.blobName,
      newBlob({ name: run.blobName, url, text, at: run.endsAt, number: world.count }),
    );
    return rest;
  }
  const blob = world.containers.get(key)?.get(run.blobName);
  if (blob === undefined) {
    run.failure = failure(world, 400, 'RestoreFailed', 'Cannot restore: the blob was not found');
    return rest;
  }
  return { ...rest, configuration: blob.text };
}

/** An event of the activity log about a run. */
export function eventOf(run: FakeRun, status: string, at: Instant): ActivityEvent {
  return {
    at,
    submittedAt: at,
    operationName: `microsoft.apimanagement/service/${run.kind}/action`,
    status,
    caller: 'ana@contoso.example',
    correlationId: run.correlationId,
    clientRequestId: run.clientRequestId,
    resourceId: run.service,
    failure: status === 'failed' ? run.failure : null,
  };
}

/** A failure in Azure's words, with the next request id. */
export function failure(world: World, status: number, code: string, message: string): AzureFailure {
  world.count += 1;
  const id = `request-${world.count}`;
  return { status, code, message, requestId: id, correlationId: id, details: [] };
}
