import type { Service } from '../domain/configuration.ts';
import { LifeboatError } from '../domain/error.ts';
import { findDeleted, keepPurgeDeadline } from './deleted-service.ts';
import { allServices } from './known-services.ts';
import { lookAtService } from './look-at-service.ts';
import { keepListing, listStorage, type Reconciled } from './reconcile.ts';
import { lookAtUnfollowed } from './settle-orphans.ts';
import { sideBySide } from './side-by-side.ts';
import { type StoragePlace, storagesOf } from './storages.ts';
import { errorOfUnseen } from './unseen.ts';
import { within } from './within.ts';
import type { Work } from './work.ts';

/** What one refresh came to; what could not be read is said and stays as it was known. */
export type Refreshed = {
  services: { service: Service; problem: LifeboatError | null }[];
  storages: Reconciled[];
};

/** How many services, and how many storages, are asked at a time. */
const atOnce = 8;
/**
 * How long one service may take: a region that hangs must not hang the fleet, nor the first look of
 * a new laptop. A healthy answer takes less than a second, a token of the Azure CLI a few. Milliseconds.
 */
const lookForMs = 15_000;

/**
 * Reads services from Azure side by side, all that Lifeboat knows unless given, and storages, each
 * once: those where the given services keep their backups, unless given too. A service that does
 * not exist is an answer, not a problem. Never fails because something cannot be read.
 *
 * Effects: reads Azure, writes the store.
 * Errors: those of the store; the signal's reason when it aborts.
 */
export async function refreshFleet(
  work: Work,
  options: {
    services?: readonly Service[];
    storages?: readonly StoragePlace[];
    signal?: AbortSignal;
  } = {},
): Promise<Refreshed> {
  const { signal } = options;
  const services =
    options.services ?? allServices(work.configuration, await work.ports.store.read());
  const places =
    options.storages ??
    storagesOf(work.configuration).filter(
      (place) => options.services === undefined || isUsed(place, options.services),
    );
  const [seen, listings] = await Promise.all([
    sideBySide(services, atOnce, signal, async (service) => ({
      service,
      problem: await problemOf(work, service, signal),
    })),
    sideBySide(places, atOnce, signal, async (place) => ({
      place,
      look: await listStorage(work, place, signal),
    })),
  ]);
  // Written after the services, whose records say when their storage was read.
  const storages: Reconciled[] = [];
  for (const { place, look } of listings) storages.push(await keepListing(work, place, look));
  return { services: seen, storages };
}

async function problemOf(
  work: Work,
  service: Service,
  signal: AbortSignal | undefined,
): Promise<LifeboatError | null> {
  const { clock } = work.ports;
  try {
    const look = await within(clock, lookForMs, signal, (inner) => refresh(work, service, inner));
    signal?.throwIfAborted();
    return look.inTime ? look.value : noAnswer(service);
  } catch (error) {
    if (error instanceof LifeboatError && error.code === 'config-invalid') return error;
    throw error;
  }
}

async function refresh(
  work: Work,
  service: Service,
  signal: AbortSignal,
): Promise<LifeboatError | null> {
  await lookAtUnfollowed(work, service.id, signal);
  const look = await lookAtService(work, service, signal);
  if (look.seen) return null;
  if (look.why.kind === 'absent') {
    const deleted = await findDeleted(work, service, signal);
    if (deleted.seen) await keepPurgeDeadline(work, service, deleted.value);
    return null;
  }
  return errorOfUnseen(look.why, `the service ${service.label}`, 'service-not-found');
}

function noAnswer({ label }: Service): LifeboatError {
  const words = `no answer within ${lookForMs / 1000} seconds`;
  return new LifeboatError(
    'azure-unreachable',
    `Lifeboat could not read the service ${label}: ${words}`,
    {
      hint: `\`apim recover ${label}\` says what can be seen of it, and the ways back.`,
    },
  );
}

function isUsed(place: StoragePlace, services: readonly Service[]): boolean {
  return place.services.some((one) => services.some((service) => service.id === one.id));
}
