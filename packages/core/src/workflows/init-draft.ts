import { formatServiceId, type ServicePlace } from '../arm/resource-id.ts';
import {
  type Cloud,
  type Configuration,
  type Service,
  type SignIn,
  type Storage,
  type StorageAccess,
  serviceId,
} from '../domain/configuration.ts';

/** A service a new configuration is to name. */
export type WantedService = ServicePlace & {
  /** What it should be called, where somebody knows; else its Azure name. */
  label: string | null;
  /** How it got into the storage last, where somebody knows; null for as the storage says. */
  way?: { access: StorageAccess; clientId: string | null } | null;
};

/** What a new configuration is made of. */
export type Draft = {
  cloud: Cloud;
  signIn: SignIn;
  storage: Storage | null;
  services: readonly WantedService[];
  everyMs: number | null;
};

/** How the one storage of a new configuration is called. */
export const firstStorageKey = 'main';

/** The configuration a draft describes, on the defaults of `empty`. Pure. */
export function configurationOf(draft: Draft, empty: Configuration): Configuration {
  const { cloud, signIn, everyMs } = draft;
  const storage = draft.storage === null ? null : { ...draft.storage, key: firstStorageKey };
  const labels = new Set<string>();
  const ids = new Set<string>();
  const services = draft.services.flatMap((wanted): Service[] => {
    const resourceId = formatServiceId(wanted);
    const id = serviceId(cloud.name, resourceId);
    if (ids.has(id)) return [];
    ids.add(id);
    return [
      {
        label: freeLabel(wanted, labels),
        id,
        cloud: cloud.name,
        subscription: wanted.subscription,
        resourceGroup: wanted.resourceGroup,
        azureName: wanted.name,
        resourceId,
        environment: null,
        storage: storage === null ? null : withWay(storage, wanted),
        signIn: 'default',
        everyMs,
        schedule: null,
        keepMs: null,
        standby: null,
        ping: null,
        configured: true,
      },
    ];
  });
  return {
    ...empty,
    cloud,
    signIns: { default: { ...signIn, name: 'default' } },
    storages: storage === null ? {} : { [firstStorageKey]: storage },
    services,
  };
}

/** The storage with this service's own way in: a restore uses the identity of its target. */
function withWay(storage: Storage, { way }: WantedService): Storage {
  if (way === undefined || way === null || way.access === storage.access) return storage;
  if (way.access === 'user-identity' && way.clientId === null) return storage;
  return { ...storage, access: way.access, clientId: way.clientId };
}

/** The wanted label, else the Azure name, with a number where it is taken. */
function freeLabel({ label, name }: WantedService, taken: Set<string>): string {
  const wanted = label !== null && /^[A-Za-z][A-Za-z0-9._-]{0,79}$/.test(label) ? label : name;
  let free = wanted;
  for (let number = 2; taken.has(free.toLowerCase()); number += 1) free = `${wanted}-${number}`;
  taken.add(free.toLowerCase());
  return free;
}
