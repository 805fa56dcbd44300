import { type Backup, isBeingDeleted } from '../domain/backup.ts';
import { backupId } from '../domain/backup-id.ts';
import { companionOf } from '../domain/blob-name.ts';
import type { Configuration, ServiceId } from '../domain/configuration.ts';
import type { Instant } from '../domain/instant.ts';
import { isEnded, type Operation } from '../domain/operation.ts';
import type { BlobSeen } from '../ports/azure.ts';
import type { Draft, Snapshot } from '../ports/store.ts';
import { importBlob } from './import-blob.ts';
import { servicesByName } from './known-services.ts';
import type { StorageListing } from './read-storage.ts';
import { refreshWarningsOfMany } from './refresh-warnings.ts';

/** What a listing changed in the catalogue, and what it left alone. */
export type Merged = {
  imported: Backup[];
  /** Gone from the storage since it was last read. */
  missing: Backup[];
  /** Gone, as a process of ours decided that could not write down the end. */
  deleted: Backup[];
  /** There again. */
  back: Backup[];
  /** There, but not the blob that was recorded: its etag is another. */
  changed: Backup[];
  /** Records whose blob is there. */
  known: number;
  /** Blobs of operations that have not ended, and of backups that failed. */
  left: number;
  /** Blobs whose companion could not be read this time. */
  postponed: number;
  /** Blobs that are nobody's backup. */
  foreign: number;
  /** Names of blobs whose record lies in the archive. */
  archived: string[];
  /** Azure names of services Lifeboat was not told of, whose backups lie here; sorted. */
  unknownServices: string[];
};

/** The container a listing is of. */
type Place = { account: string; container: string };

/**
 * Brings the catalogue up to date with a complete listing, inside an update. Marks what vanished
 * and what came back, imports what has no record, forgets nothing. Where somebody else changed a
 * record after the listing began, the record is right and the listing is old.
 */
export function mergeListing(
  draft: Draft,
  configuration: Configuration,
  place: Place,
  listing: StorageListing,
): Merged {
  const merged = nothingMerged();
  const blobs = new Map(listing.blobs.map((blob) => [blob.name, blob]));
  const records = new Map(
    draft
      .all('backup')
      .filter((backup) => isIn(place, backup))
      .map((backup) => [backup.name, backup]),
  );
  for (const record of records.values()) {
    mergeRecord(draft, record, blobs.get(record.name), listing, merged);
  }
  const context = {
    draft,
    configuration,
    place,
    listing,
    merged,
    left: namesToLeave(draft, listing.before, place),
    services: servicesByName(configuration, draft, place),
  };
  for (const blob of blobs.values()) {
    if (!records.has(blob.name) && !isCompanion(blob.name, blobs)) addBlob(context, blob);
  }
  merged.unknownServices = [...new Set(merged.unknownServices)].sort();
  return merged;
}

/** Notes on the services that keep backups here when it was read, or why it could not be. */
export function noteStorageRead(
  draft: Draft,
  configuration: Configuration,
  place: Place,
  read: { at: Instant } | { problem: string },
  now: Instant,
): void {
  const here = new Set(
    draft
      .all('backup')
      .filter((backup) => isIn(place, backup))
      .map((backup) => backup.service),
  );
  const services = new Map(configuration.services.map((service) => [service.id, service]));
  const touched: ServiceId[] = [];
  for (const seen of draft.all('service')) {
    const configured = services.get(seen.id);
    const own =
      configured === undefined
        ? here.has(seen.id)
        : configured.storage !== null && isIn(place, configured.storage);
    if (own) {
      const noted =
        'at' in read
          ? { storageReadAt: read.at, storageProblem: null }
          : { storageProblem: read.problem };
      draft.put('service', { ...seen, ...noted });
    }
    if (own || here.has(seen.id)) touched.push(seen.id);
  }
  refreshWarningsOfMany(draft, touched, configuration, now);
}

function mergeRecord(
  draft: Draft,
  record: Backup,
  blob: BlobSeen | undefined,
  { at, before }: StorageListing,
  merged: Merged,
): void {
  const then = before.get('backup', record.id);
  // Made, marked or seen by somebody else since: that is newer than the listing. No clock decides.
  const untouched = then !== null && then.state === record.state && then.seenAt === record.seenAt;
  if (blob === undefined) {
    if (!untouched || record.state !== 'present') return;
    const gone: Backup = {
      ...record,
      state: record.deleting === undefined ? 'missing' : 'deleted',
    };
    draft.put('backup', gone);
    merged[gone.state === 'deleted' ? 'deleted' : 'missing'].push(gone);
    return;
  }
  merged.known += 1;
  const isBack = untouched && record.state !== 'present';
  const { deleting, ...rest } = record;
  const seen: Backup = {
    ...rest,
    // Nobody carried the decision out, and nobody will any more: it is a backup like any other.
    ...(deleting !== undefined && isBeingDeleted(record, at) ? { deleting } : {}),
    state: isBack ? 'present' : record.state,
    seenAt: untouched ? at : record.seenAt,
    // The first etag stays: it is what "unchanged" is measured by.
    etag: record.etag ?? blob.etag,
    sizeBytes: record.sizeBytes ?? blob.sizeBytes,
  };
  draft.put('backup', seen);
  if (isBack) merged.back.push(seen);
  if (seen.etag !== null && blob.etag !== null && seen.etag !== blob.etag)
    merged.changed.push(seen);
}

type Context = {
  draft: Draft;
  configuration: Configuration;
  place: Place;
  listing: StorageListing;
  merged: Merged;
  left: ReadonlySet<string>;
  services: ReturnType<typeof servicesByName>;
};

function addBlob(context: Context, blob: BlobSeen): void {
  const { draft, configuration, place, listing, merged } = context;
  if (listing.archived.backups.has(blob.name) || wasKnown(context, blob.name)) {
    merged.known += 1;
    merged.archived.push(blob.name);
    return;
  }
  if (context.left.has(blob.name) || listing.archived.leftovers.has(blob.name)) {
    merged.left += 1;
    return;
  }
  const companion = listing.companions.get(blob.name);
  if (companion === null) {
    merged.postponed += 1;
    return;
  }
  const made = importBlob({
    ...place,
    blob,
    companion: companion ?? null,
    cloud: configuration.cloud.name,
    services: context.services,
    seenAt: listing.at,
  });
  switch (made.kind) {
    case 'backup':
      draft.put('backup', made.backup);
      merged.imported.push(made.backup);
      return;
    case 'service-unknown':
      merged.foreign += 1;
      merged.unknownServices.push(made.azureName);
      return;
    case 'foreign':
      merged.foreign += 1;
      return;
  }
}

/** Whether it had a record when the listing began: that was archived meanwhile. */
function wasKnown({ listing, place }: Context, name: string): boolean {
  return listing.before.get('backup', backupId({ ...place, name })) !== null;
}

/**
 * Blobs an operation answers for: one that has not ended will make the record itself, and what a
 * failed one left behind is no backup. One that ended while the listing ran counts as not ended.
 */
function namesToLeave(draft: Draft, before: Snapshot, place: Place): Set<string> {
  const isOpen = ({ status }: Operation): boolean => !isEnded(status) || status === 'failed';
  const here = [...draft.all('operation'), ...before.all('operation')].filter(
    (operation) => operation.kind === 'backup' && isIn(place, operation) && isOpen(operation),
  );
  return new Set(here.map((operation) => operation.blobName));
}

function isIn(place: Place, record: Place): boolean {
  return record.account === place.account && record.container === place.container;
}

function isCompanion(name: string, blobs: ReadonlyMap<string, BlobSeen>): boolean {
  const of = companionOf(name);
  return of !== null && blobs.has(of);
}

/** What a listing that told nothing comes to. */
export function nothingMerged(): Merged {
  return {
    imported: [],
    missing: [],
    deleted: [],
    back: [],
    changed: [],
    known: 0,
    left: 0,
    postponed: 0,
    foreign: 0,
    archived: [],
    unknownServices: [],
  };
}
