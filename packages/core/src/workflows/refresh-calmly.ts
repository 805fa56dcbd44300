import type { Service } from '../domain/configuration.ts';
import type { Instant } from '../domain/instant.ts';
import { shareOf } from '../domain/schedule.ts';
import type { Snapshot } from '../ports/store.ts';
import { type Refreshed, refreshFleet } from './refresh-fleet.ts';
import { type StoragePlace, storagesOf } from './storages.ts';
import type { Work } from './work.ts';

/** How old what is known of a service, and of a storage, may become. Milliseconds. */
export const refreshEveryMs = { service: 5 * 60_000, storage: 60 * 60_000 } as const;

/** How much of the fleet is read in one turn at most, so that it is never read all at once. */
const shareOfTurn = 0.2;

/** When this process tried last, by service id or place: what cannot be read is not hammered. */
type Tried = ReadonlyMap<string, Instant>;

/**
 * Keeps what is known of the fleet young, a few at a time; what others have read is not read again.
 * Each turn gives what was read, or null when nothing was old; `onBegin` is called before Azure is
 * asked anything.
 */
export function createCalmRefresh(
  ages: { service: number; storage: number } = refreshEveryMs,
  onBegin: () => void = () => undefined,
) {
  const tried = new Map<string, Instant>();
  return {
    async services(work: Work, signal: AbortSignal): Promise<Refreshed | null> {
      const now = work.ports.clock.now();
      const snapshot = await work.ports.store.read();
      const services = oldServices(work.configuration.services, snapshot, tried, ages.service, now);
      if (services.length === 0) return null;
      for (const { id } of services) tried.set(id, now);
      onBegin();
      return refreshFleet(work, { services, storages: [], signal });
    },
    async storages(work: Work, signal: AbortSignal): Promise<Refreshed | null> {
      const now = work.ports.clock.now();
      const snapshot = await work.ports.store.read();
      const [place] = oldStorages(
        storagesOf(work.configuration),
        snapshot,
        tried,
        ages.storage,
        now,
      );
      if (place === undefined) return null;
      tried.set(keyOf(place), now);
      onBegin();
      return refreshFleet(work, { services: [], storages: [place], signal });
    },
  };
}

/** The services to read now, the oldest first: a fifth of them at most, and four at least. Pure. */
export function oldServices(
  services: readonly Service[],
  snapshot: Snapshot,
  tried: Tried,
  everyMs: number,
  now: Instant,
): Service[] {
  const most = Math.max(4, Math.ceil(services.length * shareOfTurn));
  return services
    .map((service) => {
      const at = snapshot.get('service', service.id)?.at ?? Number.NEGATIVE_INFINITY;
      return { one: service, key: service.id, at };
    })
    .filter(isOld(tried, everyMs, now))
    .toSorted((one, other) => one.at - other.at)
    .slice(0, most)
    .map(({ one }) => one);
}

/** The storages to read now, the oldest first. Pure. */
export function oldStorages(
  places: readonly StoragePlace[],
  snapshot: Snapshot,
  tried: Tried,
  everyMs: number,
  now: Instant,
): StoragePlace[] {
  return places
    .map((place) => {
      const times = place.services.map(
        ({ id }) => snapshot.get('service', id)?.storageReadAt ?? Number.NEGATIVE_INFINITY,
      );
      return { one: place, key: keyOf(place), at: Math.min(...times, now) };
    })
    .filter(isOld(tried, everyMs, now))
    .toSorted((one, other) => one.at - other.at)
    .map(({ one }) => one);
}

/** Older than its time, which is up to a fifth longer or shorter for each, always the same. */
function isOld(tried: Tried, everyMs: number, now: Instant) {
  return ({ key, at }: { key: string; at: Instant }): boolean => {
    const own = everyMs * (0.8 + 0.4 * shareOf(key));
    // A time that lies ahead is one of a clock that was wrong.
    const known = [at, tried.get(key) ?? Number.NEGATIVE_INFINITY].filter((time) => time <= now);
    return now - Math.max(...known, Number.NEGATIVE_INFINITY) >= own;
  };
}

function keyOf({ account, container }: StoragePlace): string {
  return `${account}/${container}`;
}
