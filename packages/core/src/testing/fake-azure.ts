import { blobUrl } from '../arm/blob-url.ts';
import type { AzureFailure } from '../domain/azure-failure.ts';
import { publicCloud } from '../domain/clouds.ts';
import { Secret } from '../domain/secret.ts';
import type { ActivityEvent, Azure, SubscriptionEntry } from '../ports/azure.ts';
import type { Identity } from '../ports/sign-in.ts';
import type { Clock } from '../ports/time.ts';
import { emptyScript, type Script } from './fake-azure/answers.ts';
import { newBlob } from './fake-azure/blob-ports.ts';
import type { FakeCall, FakeCallName } from './fake-azure/calls.ts';
import { portsOf } from './fake-azure/ports.ts';
import type { RunPace } from './fake-azure/run.ts';
import {
  emptyWorld,
  type FakeAccount,
  type FakeBlob,
  type FakeRun,
  type FakeService,
  sampleService,
  sampleSubscription,
  settleRuns,
  type World,
} from './fake-azure/world.ts';

export { notSeen } from './fake-azure/looks.ts';
export { sampleResourceId } from './fake-azure/world.ts';

/** Where a pretend container is. */
type Container = { account: string; container: string };

/**
 * A tiny pretend Azure behind the Azure ports: no HTTP, no waiting of its own. Everything works at
 * once unless scripted or refused; backups and restores take their time on the given clock, lock
 * their service, leave events in the activity log, and really carry the configuration.
 */
export type FakeAzure = {
  /** For `Ports.azure`: every sign-in sees the same world. */
  azure(signIn: string): Azure;
  /** All calls so far, in order; or those of one name. */
  calls(name?: FakeCallName): readonly FakeCall[];
  /**
   * The next answers of one call, in turn. A function gets `perform`, which does the deed and gives
   * the ordinary answer: `script('apiManagement.start', (perform) => { perform(); return lost; })`
   * plays a 202 that got lost. A promise that never resolves plays a hang.
   */
  script: Script['script'];
  /**
   * From now on these calls see nothing, of this kind; `when` picks some (by `about`, `signIn` or
   * arguments). Gives the way to mend it.
   */
  refuse: Script['refuse'];
  /** Adds a service, or changes one. */
  putService(resourceId: string, changes?: Partial<FakeService>): FakeService;
  /** The service as it is now, its configuration included; undefined when there is none. */
  service(resourceId: string): FakeService | undefined;
  removeService(resourceId: string): void;
  /** Soft-deletes a service: it can be undeleted for 48 hours. */
  deleteService(resourceId: string): void;
  /** What exists beside services and blobs, to be changed by a test: rights, roles, locks, reports. */
  readonly world: Pick<World, 'permissions' | 'roles' | 'locks' | 'groups' | 'reports' | 'deleted'>;
  /** Changes what is known of a storage account. */
  changeAccount(account: string, change: (known: FakeAccount) => Partial<FakeAccount>): void;
  /** Adds a subscription a person can see, beside the sample one. */
  putSubscription(entry: SubscriptionEntry): void;
  /** Adds a storage account with the given containers. */
  putAccount(account: string, containers: string[], changes?: { resourceGroup?: string }): void;
  /** Adds a blob, or changes one; adds its container too. Made now unless given otherwise. */
  putBlob(place: Container, name: string, changes?: Partial<FakeBlob>): FakeBlob;
  removeBlob(place: Container, name: string): void;
  removeContainer(place: Container): void;
  /** The blobs of a container by name, with what is in them; empty when there is no such container. */
  blobs(place: Container): ReadonlyMap<string, FakeBlob>;
  /** Adds an event to the activity log, such as one of somebody else. */
  putEvent(event: ActivityEvent): void;
  /** Lets the backup or restore that was accepted last end like this. */
  failLastRun(failure: AzureFailure): void;
  /** All backups and restores that were accepted, oldest first. */
  runs(): readonly FakeRun[];
};

/** What may be told apart when it is made. */
export type FakeAzureOptions = Partial<RunPace> & {
  clock: Pick<Clock, 'now'>;
  identity?: Partial<Identity>;
};

/**
 * An empty {@link FakeAzure} with one subscription. Backups take 7 minutes and restores 11, as an
 * empty Developer service's did (facts/azure.md 2.2), with `Retry-After: 60`, unless given.
 */
export function fakeAzure(options: FakeAzureOptions): FakeAzure {
  const { clock, identity, backupMs = 7 * 60_000, restoreMs = 11 * 60_000 } = options;
  const { retryAfter = 60 } = options;
  const pace = { backupMs, restoreMs, retryAfter };
  const world = emptyWorld();
  world.subscriptions.push({
    subscription: sampleSubscription,
    name: 'Contoso Production',
    state: 'Enabled',
    tenantId: '33333333-3333-4333-8333-333333333333',
  });
  const script = emptyScript();
  const url = (account: string, container: string, name: string): string =>
    blobUrl(publicCloud.blobEndpoint, { account, container, name });
  const parts = {
    world,
    script,
    pace,
    now: () => clock.now(),
    blobUrl: url,
    identity: { ...sampleIdentity(clock.now()), ...identity },
  };

  function blobsOf({ account, container }: Container): Map<string, FakeBlob> {
    settleRuns(world, clock.now(), url);
    const key = `${account}/${container}`;
    const blobs = world.containers.get(key) ?? new Map<string, FakeBlob>();
    world.containers.set(key, blobs);
    return blobs;
  }

  return {
    azure: (signIn) => portsOf(parts, signIn),
    calls: (name) => script.calls.filter((call) => name === undefined || call.name === name),
    script: script.script,
    refuse: script.refuse,
    putService(resourceId, changes = {}) {
      const id = resourceId.toLowerCase();
      const known = world.services.get(id);
      const service =
        known === undefined ? sampleService(resourceId, changes) : { ...known, ...changes };
      world.services.set(id, service);
      return service;
    },
    service(resourceId) {
      settleRuns(world, clock.now(), url);
      return world.services.get(resourceId.toLowerCase());
    },
    removeService: (resourceId) => void world.services.delete(resourceId.toLowerCase()),
    deleteService(resourceId) {
      const id = resourceId.toLowerCase();
      const service = world.services.get(id);
      if (service === undefined) return;
      world.services.delete(id);
      const { name, region } = service;
      const [deletedAt, purgeAt] = [clock.now(), clock.now() + 48 * 3_600_000];
      const entry = { resourceId: service.resourceId, name, region, deletedAt, purgeAt };
      world.deleted.set(id, { service, entry });
    },
    world,
    changeAccount(account, change) {
      const known = world.accounts.get(account);
      if (known !== undefined) world.accounts.set(account, { ...known, ...change(known) });
    },
    putSubscription: (entry) => void world.subscriptions.push(entry),
    putAccount(account, containers, { resourceGroup = 'rg-storage' } = {}) {
      const group = `/subscriptions/${sampleSubscription}/resourceGroups/${resourceGroup}`;
      const resource = {
        resourceId: `${group}/providers/Microsoft.Storage/storageAccounts/${account}`,
        name: account,
        region: 'northeurope',
        blobEndpoint: `https://${account}.blob.core.windows.net/`,
        primaryRegion: 'northeurope',
        secondaryRegion: 'westeurope',
        sku: 'Standard_RAGRS',
        primaryAvailable: true,
        sharedKeyAllowed: true,
        network: {
          publicAccess: 'Enabled' as const,
          open: true,
          trustedServices: true,
          ipRules: 0,
          resources: [],
        },
        resource: {},
      };
      const key = new Secret(`key-of-${account}`);
      world.accounts.set(account, {
        resource,
        subscription: sampleSubscription,
        key,
        corsRules: 0,
        versioning: false,
        lifecycle: [],
        geoCopy: { status: 'Live', lastSyncAt: clock.now(), canFailover: true },
        immutable: new Map(),
      });
      for (const container of containers) blobsOf({ account, container });
    },
    putBlob(place, name, changes = {}) {
      const blobs = blobsOf(place);
      world.count += 1;
      const { text = `blob ${name}` } = changes;
      const at = clock.now();
      const made = newBlob({
        name,
        url: url(place.account, place.container, name),
        text,
        at,
        number: world.count,
      });
      const blob = { ...(blobs.get(name) ?? made), etag: made.etag, ...changes };
      blobs.set(name, blob);
      return blob;
    },
    removeBlob: (place, name) => void blobsOf(place).delete(name),
    removeContainer: (place) => void world.containers.delete(`${place.account}/${place.container}`),
    blobs: (place) =>
      new Map(world.containers.has(`${place.account}/${place.container}`) ? blobsOf(place) : []),
    putEvent: (event) => void world.events.push(event),
    failLastRun(failure) {
      const last = world.runs.at(-1);
      if (last !== undefined) last.failure = failure;
    },
    runs: () => world.runs,
  };
}

function sampleIdentity(now: number): Identity {
  return {
    who: 'ana@contoso.example',
    objectId: '44444444-4444-4444-8444-444444444444',
    tenantId: '33333333-3333-4333-8333-333333333333',
    method: 'azure-cli',
    expiresAt: now + 60 * 60_000,
  };
}
