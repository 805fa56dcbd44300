import type { Configuration, Service, Storage } from '../domain/configuration.ts';

/** One container to read, whoever keeps backups in it. */
export type StoragePlace = {
  account: string;
  container: string;
  /** Ways in, best first: whoever uses the storage, with its sign-in and access. */
  readers: { signIn: string; subscription: string; storage: Storage }[];
  /** The configured services that keep their backups here. */
  services: Service[];
};

/**
 * Every distinct container of the configuration, once, with the ways in of all who use it: those
 * with an access key last, since they need one more question where our own token is refused.
 */
export function storagesOf(configuration: Configuration): StoragePlace[] {
  const places = new Map<string, StoragePlace>();

  function placeOf({ account, container }: Storage): StoragePlace {
    const key = `${account}/${container}`;
    const known = places.get(key);
    if (known !== undefined) return known;
    const place = { account, container, readers: [], services: [] };
    places.set(key, place);
    return place;
  }

  for (const service of configuration.services) {
    if (service.storage === null) continue;
    const place = placeOf(service.storage);
    place.services.push(service);
    addReader(place, service.signIn, service.subscription, service.storage);
  }
  for (const storage of Object.values(configuration.storages)) {
    addReader(placeOf(storage), 'default', storage.subscription ?? '', storage);
  }
  return [...places.values()];
}

function addReader(
  place: StoragePlace,
  signIn: string,
  subscription: string,
  storage: Storage,
): void {
  const keyed = (one: Storage): boolean => one.access === 'access-key';
  const known = place.readers.some(
    (reader) => reader.signIn === signIn && keyed(reader.storage) === keyed(storage),
  );
  if (known) return;
  place.readers.push({ signIn, subscription, storage });
  place.readers.sort((one, other) => Number(keyed(one.storage)) - Number(keyed(other.storage)));
}
