import type { Backup } from '../domain/backup.ts';
import { backupId } from '../domain/backup-id.ts';
import type { Configuration, Service } from '../domain/configuration.ts';
import type { Instant } from '../domain/instant.ts';
import {
  backupsInUse,
  type Retention,
  type RetentionInputs,
  retentionOf,
} from '../domain/retention.ts';
import type { Snapshot } from '../ports/store.ts';
import type { Reconciled } from './reconcile.ts';
import { refreshFleet } from './refresh-fleet.ts';
import { type StoragePlace, storagesOf } from './storages.ts';
import type { Work } from './work.ts';

/** What may go of one service, and why the rest stays. */
export type ServicePrune = { service: Service; retentions: Retention[] };

/** What a prune would do, and how the storages were read for it. */
export type PrunePlan = {
  services: ServicePrune[];
  storages: Reconciled[];
  /** What was found when the storages were read; the rule is asked again with it before each delete. */
  found: PruneFindings;
};

/** What reading the storages told beside the catalogue. */
export type PruneFindings = {
  /** Ids of backups whose blob was changed. */
  changed: ReadonlySet<string>;
  /** Ids of backups whose storage could not be read. */
  unread: ReadonlySet<string>;
  /** Records from the archive whose blobs are still there. */
  archived: readonly Backup[];
};

/**
 * Reads the storages of the services (which finishes what an interrupted prune left) and judges every
 * backup of them. Deletes nothing.
 *
 * Effects: reads Azure; brings the catalogue up to date as `reconcile` does.
 * Errors: those of the store; the signal's reason.
 */
export async function planPrune(
  work: Work,
  services: readonly Service[],
  signal: AbortSignal,
): Promise<PrunePlan> {
  const before = await work.ports.store.read();
  const places = placesOf(work.configuration, services, before);
  const { storages } = await refreshFleet(work, { services, storages: places, signal });
  const snapshot = await work.ports.store.read();
  const found = {
    ...findingsOf(storages, snapshot),
    archived: await archivedThere(work, storages),
  };
  const now = work.ports.clock.now();
  return {
    services: services.map((service) => ({
      service,
      retentions: retentionOf(retentionInputs(snapshot, service, found, now)),
    })),
    storages,
    found,
  };
}

/** All the rule is asked about one service, from the store as it is. Pure. */
export function retentionInputs(
  snapshot: Snapshot,
  { id, keepMs }: Pick<Service, 'id' | 'keepMs'>,
  { changed, unread, archived }: PruneFindings,
  now: Instant,
): RetentionInputs {
  const backups = [
    ...snapshot.all('backup'),
    ...archived.filter((backup) => snapshot.get('backup', backup.id) === null),
  ].filter(({ service }) => service === id);
  return {
    backups,
    tier: snapshot.get('service', id)?.tier ?? null,
    keepMs,
    now,
    inUse: backupsInUse(backups, snapshot.all('operation')),
    changed,
    unread,
  };
}

/** The configured storages where these services keep backups, or kept them. */
function placesOf(
  configuration: Configuration,
  services: readonly Service[],
  snapshot: Snapshot,
): StoragePlace[] {
  const ids = new Set(services.map(({ id }) => id));
  const used = new Set(
    snapshot
      .all('backup')
      .filter(({ service }) => ids.has(service))
      .map(placeText),
  );
  return storagesOf(configuration).filter(
    (place) => used.has(placeText(place)) || place.services.some(({ id }) => ids.has(id)),
  );
}

/** Backups that left the catalogue because they ended long ago, while their blobs stayed. */
async function archivedThere({ ports }: Work, storages: readonly Reconciled[]): Promise<Backup[]> {
  const there = new Set(
    storages.flatMap((place) => place.archived.map((name) => backupId({ ...place, name }))),
  );
  if (there.size === 0) return [];
  const everything = { from: 0, to: Number.MAX_SAFE_INTEGER };
  const { records } = await ports.archive.read('backup', everything);
  return records.filter(({ id, state }) => there.has(id) && state === 'present');
}

function findingsOf(
  storages: readonly Reconciled[],
  snapshot: Snapshot,
): Omit<PruneFindings, 'archived'> {
  const read = new Set(storages.filter(({ problem }) => problem === null).map(placeText));
  return {
    changed: new Set(storages.flatMap(({ changed }) => changed.map(({ id }) => id))),
    unread: new Set(
      snapshot
        .all('backup')
        .filter((backup) => !read.has(placeText(backup)))
        .map(({ id }) => id),
    ),
  };
}

function placeText({ account, container }: Pick<Backup, 'account' | 'container'>): string {
  return `${account}/${container}`;
}
