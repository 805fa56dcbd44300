import { parseServiceId } from '../arm/resource-id.ts';
import type { Configuration, Service, Storage } from '../domain/configuration.ts';
import type { Snapshot } from '../ports/store.ts';
import type { KnownService } from './import-blob.ts';
import { resolveService } from './resolve-service.ts';

/** The resource id in the id that records of a service are kept under; null for one of another cloud. */
export function resourceIdOf(cloud: string, id: string): string | null {
  const start = `${cloud}|`;
  return id.startsWith(start) ? id.slice(start.length) : null;
}

/**
 * All services Lifeboat knows in this cloud: those of the configuration in its order, then those
 * that only the store knows, because somebody named them by their resource id.
 */
export function allServices(configuration: Configuration, snapshot: Snapshot): Service[] {
  const known = new Map(configuration.services.map((service) => [service.id, service]));
  const ids = new Set([
    ...snapshot.all('service').map((seen) => seen.id),
    ...snapshot.all('backup').map((backup) => backup.service),
    ...snapshot.all('operation').map((operation) => operation.service),
  ]);
  for (const id of ids) {
    const resourceId = resourceIdOf(configuration.cloud.name, id);
    if (known.has(id) || resourceId === null || !parseServiceId(resourceId).ok) continue;
    known.set(id, resolveService(configuration, resourceId, { exact: true }));
  }
  return [...known.values()];
}

/** The same as blob names may speak of them, those that keep their backups in `storage` first. */
export function servicesByName(
  configuration: Configuration,
  snapshot: Snapshot,
  storage: Pick<Storage, 'account' | 'container'>,
): KnownService[] {
  const own = (service: Service): boolean =>
    service.storage?.account === storage.account && service.storage.container === storage.container;
  const all = allServices(configuration, snapshot);
  return [...all.filter(own), ...all.filter((service) => !own(service))];
}

/**
 * The service a person named, also one that only the store knows, by the name it goes under there.
 * Errors: those of {@link resolveService}.
 */
export function resolveKnown(
  configuration: Configuration,
  snapshot: Snapshot,
  name: string,
): Service {
  const wanted = name.toLowerCase();
  const configured = new Set(configuration.services.map((service) => service.id));
  const stored = allServices(configuration, snapshot).find(
    (service) => !configured.has(service.id) && service.label.toLowerCase() === wanted,
  );
  const isLabel = configuration.services.some((service) => service.label.toLowerCase() === wanted);
  return stored !== undefined && !isLabel
    ? stored
    : resolveService(configuration, name, { exact: false });
}
