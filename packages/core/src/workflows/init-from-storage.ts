import { parseServiceId } from '../arm/resource-id.ts';
import { parseBlobName } from '../domain/blob-name.ts';
import type { Storage, StorageAccess } from '../domain/configuration.ts';
import { LifeboatError } from '../domain/error.ts';
import type { Look } from '../ports/azure.ts';
import { parseForeignBlobName } from './foreign-blob-name.ts';
import type { WantedService } from './init-draft.ts';
import { resourceIdOf } from './known-services.ts';
import { visibleAccounts } from './locate-account.ts';
import { readStorage, type StorageListing } from './read-storage.ts';
import { errorOfUnseen } from './unseen.ts';
import { visibleServices, visibleSubscriptions } from './visible-services.ts';
import type { Work } from './work.ts';

/** What a storage tells of the services whose backups lie in it. */
export type StorageStory = {
  listing: Look<StorageListing>;
  /** The storage, with where its account lives when that had to be found out. */
  storage: Storage;
  services: WantedService[];
  /** Azure names on backups of services that nobody could find in Azure; sorted. */
  notFound: string[];
  /** Why Azure could not be asked for them; null when it was. */
  problem: LifeboatError | null;
  /** How the newest companion says that a service gets in; null when none says it. */
  access: StorageAccess | null;
};

/**
 * Reads a storage for a configuration that is not there yet: services come from the companions'
 * resource ids and from what is already in the catalogue; names without either are looked up in
 * Azure. Reads only.
 * Errors: why the storage could not be listed (`not-signed-in`, `not-allowed`, `storage-not-found`,
 * `azure-unreachable`).
 */
export async function readStorageStory(
  work: Work,
  given: Storage,
  signal?: AbortSignal,
): Promise<StorageStory> {
  const storage = await withHome(work, given, signal);
  const { account, container } = storage;
  const reader = { signIn: 'default', subscription: storage.subscription ?? '', storage };
  const place = { account, container, readers: [reader], services: [] };
  const look = await readStorage(work, place, signal);
  if (!look.seen) throw notListed(storage, look);
  const listing = look.value;
  const told = toldServices(work, storage, listing);
  const known = new Set(told.map(({ name }) => name.toLowerCase()));
  const unplaced = namesOf(listing).filter((name) => !known.has(name));
  const looked = await lookUp(work, unplaced, signal);
  return {
    listing: look,
    storage,
    services: [...told, ...looked.services],
    notFound: unplaced.filter(
      (name) => !looked.services.some((service) => service.name.toLowerCase() === name),
    ),
    problem: looked.problem,
    access: newestAccess(listing),
  };
}

/** Keys are listed where the account lives, so that has to be known before. */
async function withHome(work: Work, storage: Storage, signal?: AbortSignal): Promise<Storage> {
  const needed = storage.access === 'access-key' && storage.accessKey.from === 'azure';
  if (!needed || storage.resourceGroup !== null) return storage;
  const azure = work.ports.azure('default');
  const { found } = await visibleSubscriptions(azure, signal);
  const ids = found.map(({ subscription }) => subscription);
  const homes = await visibleAccounts(azure, ids, signal);
  const home = homes.find(({ name }) => name.toLowerCase() === storage.account);
  if (home === undefined) return storage;
  return { ...storage, subscription: home.subscription, resourceGroup: home.resourceGroup };
}

function notListed(
  { account, container, access }: Storage,
  look: Extract<Look<StorageListing>, { seen: false }>,
): LifeboatError {
  const what = `the storage ${account}/${container}`;
  const error = errorOfUnseen(look.why, what, 'storage-not-found');
  if (error.code !== 'not-allowed' || access === 'access-key') return error;
  return new LifeboatError(error.code, error.message, {
    ...(error.azure === null ? {} : { azure: error.azure }),
    hint: 'Reading blobs needs the role Storage Blob Data Reader. With the right to list its keys, --access access-key reads it too.',
  });
}

/** Services by resource id: of the companions, newest backup first, and of the catalogue. */
function toldServices(
  { configuration }: Work,
  { account, container }: Storage,
  { companions, before }: StorageListing,
): WantedService[] {
  const cloud = configuration.cloud.name;
  const records = before
    .all('backup')
    .filter((backup) => backup.account === account && backup.container === container)
    .map(({ service, label }) => ({
      resourceId: resourceIdOf(cloud, service),
      label,
      access: null,
      clientId: null,
    }));
  const told = [...companions.values()]
    .flatMap((companion) => companion ?? [])
    .toSorted((one, other) => (other.createdAt ?? 0) - (one.createdAt ?? 0));
  const services = new Map<string, WantedService>();
  for (const { resourceId, label, access, clientId } of [...told, ...records]) {
    const place = parseServiceId(resourceId ?? '');
    if (!place.ok || resourceId === null) continue;
    const id = resourceId.toLowerCase().replace(/\/$/, '');
    const { subscription, resourceGroup, name } = place;
    const known = services.get(id);
    const way = known?.way ?? (access === null ? null : { access, clientId });
    services.set(id, { subscription, resourceGroup, name, label: known?.label ?? label, way });
  }
  return [...services.values()];
}

/** Azure names on blobs without a companion, in lower case; sorted. */
function namesOf({ blobs, companions }: StorageListing): string[] {
  const names = blobs.flatMap(({ name }) => {
    if (companions.get(name)?.resourceId) return [];
    const base = name.slice(name.lastIndexOf('/') + 1);
    const found = parseBlobName(base) ?? parseForeignBlobName(base);
    return found === null ? [] : [found.azureName.toLowerCase()];
  });
  return [...new Set(names)].sort();
}

async function lookUp(
  work: Work,
  names: readonly string[],
  signal?: AbortSignal,
): Promise<{ services: WantedService[]; problem: LifeboatError | null }> {
  if (names.length === 0) return { services: [], problem: null };
  const azure = work.ports.azure('default');
  const subscriptions = await visibleSubscriptions(azure, signal);
  const ids = subscriptions.found.map(({ subscription }) => subscription);
  const visible = await visibleServices(azure, ids, signal);
  const why = subscriptions.why ?? visible.why;
  const services = visible.found.flatMap(({ name, resourceId }): WantedService[] => {
    const place = parseServiceId(resourceId);
    if (!names.includes(name.toLowerCase()) || !place.ok) return [];
    const { subscription, resourceGroup } = place;
    return [{ subscription, resourceGroup, name: place.name, label: null }];
  });
  const problem = why === null ? null : errorOfUnseen(why, 'the services', 'service-not-found');
  return { services, problem };
}

function newestAccess({ companions }: StorageListing): StorageAccess | null {
  const newest = [...companions.values()]
    .flatMap((companion) => companion ?? [])
    .filter(({ access }) => access !== null)
    .toSorted((one, other) => (other.createdAt ?? 0) - (one.createdAt ?? 0))[0];
  return newest?.access ?? null;
}
