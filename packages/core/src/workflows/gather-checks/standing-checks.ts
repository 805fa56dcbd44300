import { checkGeoCopy } from '../../checks/geo-copy.ts';
import { checkIdentity } from '../../checks/identity.ts';
import { checkStandbyGroup } from '../../checks/standby-group.ts';
import { checkStandbyTier } from '../../checks/standby-tier.ts';
import { checkStorageNetwork } from '../../checks/storage-network.ts';
import { checkStorageRegion } from '../../checks/storage-region.ts';
import { checkStorageRole } from '../../checks/storage-role.ts';
import type { Check } from '../../domain/check.ts';
import type { Configuration, Service, Storage } from '../../domain/configuration.ts';
import { LifeboatError } from '../../domain/error.ts';
import type { Instant } from '../../domain/instant.ts';
import { ownBackups } from '../../domain/verdict.ts';
import type { Look, ServiceResource } from '../../ports/azure.ts';
import type { Snapshot } from '../../ports/store.ts';
import { storageAt } from '../resolve-storage.ts';
import type { Work } from '../work.ts';
import type { AccountBook } from './account-looks.ts';
import { lookWithin } from './look-within.ts';
import { lookAtRoles } from './role-look.ts';

/** A service and the one that is to take its place. */
export type Pair = {
  service: Service;
  standby: Service;
  /** The looks at both, on their way. */
  looking: Promise<Look<ServiceResource>>;
  standbyLooking: Promise<Look<ServiceResource>>;
  accounts: AccountBook;
  snapshot: Snapshot | null;
};

/** The service that stands by for this one; null when there is none. */
export function standbyOf(configuration: Configuration, service: Service): Service | null {
  if (service.standby === null) return null;
  return configuration.services.find(({ label }) => label === service.standby) ?? null;
}

/**
 * Whether a standby could take the place of its service today, if the service and its region were lost.
 * Reads only; what cannot be seen is `unknown`.
 */
export async function standbyChecks(
  work: Work,
  { service, standby, looking, standbyLooking, accounts, snapshot }: Pair,
  signal: AbortSignal | undefined,
): Promise<Check[]> {
  const { clock } = work.ports;
  const storage = wayOf(work.configuration, service, standby);
  const account = storage === null ? null : accounts(standby, storage);
  const [look, other, group, seen, copy, roles] = await Promise.all([
    looking,
    standbyLooking,
    lookWithin(clock, signal, (each) =>
      work.ports
        .azure(standby.signIn)
        .subscriptions.resourceGroup(standby.subscription, standby.resourceGroup, each),
    ),
    account?.account() ?? null,
    account?.geoCopy() ?? null,
    storage === null || account === null
      ? null
      : lookAtRoles(work, { service: standby, storage, account, snapshot }, standbyLooking, signal),
  ]);
  const pair = [checkStandbyTier(look, other), checkStandbyGroup(look, group)];
  if (storage === null || seen === null || copy === null) return pair;
  const facts = { service: look, account: seen, copy };
  return [
    ...pair,
    checkStorageRegion(look, seen),
    checkGeoCopy({ ...facts, newest: newestOf(snapshot, service, storage) }, clock.now()),
    ...waysIn(standby, storage, other, { seen, roles }),
  ];
}

/** How the standby gets into the storage of the service it stands by for. */
function waysIn(
  standby: Service,
  storage: Storage,
  look: Look<ServiceResource>,
  {
    seen,
    roles,
  }: {
    seen: Parameters<typeof checkStorageNetwork>[1];
    roles: Parameters<typeof checkStorageRole>[2];
  },
): Check[] {
  const { access, account } = storage;
  const region = look.seen ? look.value.region : null;
  const checks = [
    checkIdentity(storage, look),
    checkStorageNetwork(account, seen, { access, region, resourceId: standby.resourceId }),
    checkStorageRole(standby.label, account, roles),
  ];
  return checks.map((check) => ({ ...check, measured: `${standby.label}: ${check.measured}` }));
}

function wayOf(configuration: Configuration, service: Service, standby: Service): Storage | null {
  if (service.storage === null) return null;
  try {
    return storageAt(configuration, standby, service.storage, { access: null, clientId: null });
  } catch (error) {
    if (error instanceof LifeboatError) return service.storage;
    throw error;
  }
}

function newestOf(snapshot: Snapshot | null, service: Service, storage: Storage): Instant | null {
  const times = ownBackups(snapshot?.all('backup') ?? [])
    .filter((backup) => backup.service === service.id && backup.state === 'present')
    .filter(({ account }) => account === storage.account)
    .map(({ createdAt }) => createdAt);
  return times.length === 0 ? null : Math.max(...times);
}
