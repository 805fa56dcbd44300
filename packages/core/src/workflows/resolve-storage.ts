import { parseBlobUrl } from '../arm/blob-url.ts';
import type { Configuration, Service, Storage, StorageAccess } from '../domain/configuration.ts';
import { LifeboatError } from '../domain/error.ts';
import { nearest } from '../domain/nearest.ts';

/** How a person changes the way into a storage on the command line. */
export type AccessWish = { access: StorageAccess | null; clientId: string | null };

/**
 * The storage a backup of `service` goes to: the one named (a key of the configuration or a
 * container URL), else the service's own.
 * Errors: `storage-not-found`, `usage`.
 */
export function resolveStorage(
  configuration: Configuration,
  service: Service,
  named: string | null,
  wish: AccessWish,
): Storage {
  if (named === null) {
    if (service.storage !== null) return withWish(service.storage, wish);
    throw new LifeboatError('storage-not-found', `${service.label} has no storage to back up to.`, {
      hint: 'Give it one in the configuration (`storage: …`), or name one with --storage.',
    });
  }
  const configured = configuration.storages[named];
  if (configured !== undefined) return withWish(ownAccess(configured, service), wish);
  if (!/^https?:\/\//i.test(named)) {
    const keys = Object.keys(configuration.storages);
    const near = nearest(named, keys);
    const known = keys.length === 0 ? '' : ` (${keys.join(', ')})`;
    throw new LifeboatError('storage-not-found', `No storage is called "${named}".`, {
      hint:
        near === null
          ? `Name a key under \`storage:\`${known}, or a container URL.`
          : `Did you mean ${near}?`,
    });
  }
  const address = parseBlobUrl(configuration.cloud.blobEndpoint, named);
  if (!address.ok) {
    throw new LifeboatError('usage', `This is not a container's URL: ${address.words}.`);
  }
  return storageAt(configuration, service, address, wish);
}

/**
 * The storage at a place, with the way in that `service` has there: its own storage, else a
 * configured one, else one made up for the place, for which an access must be given.
 * Errors: `usage` when nothing says how the service gets in.
 */
export function storageAt(
  configuration: Configuration,
  service: Service,
  place: { account: string; container: string },
  wish: AccessWish,
): Storage {
  const isThere = (one: Storage): boolean =>
    one.account === place.account && one.container === place.container;
  if (service.storage !== null && isThere(service.storage)) return withWish(service.storage, wish);
  const configured = Object.values(configuration.storages).find(isThere);
  if (configured !== undefined) return withWish(ownAccess(configured, service), wish);
  if (wish.access === null) {
    throw new LifeboatError(
      'usage',
      `Nothing says how ${service.label} gets into ${place.account}/${place.container}.`,
      {
        hint: 'Say it with --access system-identity, --access user-identity --client-id ID, or --access access-key.',
      },
    );
  }
  const made: Storage = {
    key: `${place.account}/${place.container}`,
    ...place,
    access: wish.access,
    clientId: wish.clientId,
    accessKey: { from: 'azure' },
    subscription: null,
    resourceGroup: null,
  };
  return withWish(made, wish);
}

/** A service that overrides how it gets in does so in every storage, since it is its own identity. */
function ownAccess(storage: Storage, service: Service): Storage {
  if (service.storage === null || storage.access === 'access-key') return storage;
  const { access, clientId } = service.storage;
  return access === 'access-key' ? storage : { ...storage, access, clientId };
}

function withWish(storage: Storage, wish: AccessWish): Storage {
  const access = wish.access ?? storage.access;
  const clientId = access === 'user-identity' ? (wish.clientId ?? storage.clientId) : null;
  if (access === 'user-identity' && clientId === null) {
    throw new LifeboatError('usage', 'Access by a user-assigned identity needs its client id.', {
      hint: 'Add --client-id ID.',
    });
  }
  return { ...storage, access, clientId };
}
