import { companionName } from '../domain/blob-name.ts';
import type { Instant } from '../domain/instant.ts';
import { isExportName } from '../domain/report-days.ts';
import type { BlobSeen, Look, Unseen } from '../ports/azure.ts';
import type { Snapshot } from '../ports/store.ts';
import { type ArchivedBlobs, archivedBlobs } from './archived-blobs.ts';
import type { Companion } from './read-companion.ts';
import { sideBySide } from './side-by-side.ts';
import { lookIntoStorage } from './storage-access.ts';
import type { StoragePlace } from './storages.ts';
import type { Work } from './work.ts';

/** A complete listing of one container, with the companions of what had no record. */
export type StorageListing = {
  /** When the listing began; what changed later is not judged by it. */
  at: Instant;
  /** The catalogue as it was before the listing. */
  before: Snapshot;
  blobs: BlobSeen[];
  /** By the blob's name; null when it has one that could not be read this time. */
  companions: ReadonlyMap<string, Companion | null>;
  /** What the archive knows of blobs without a record: they are no news. */
  archived: ArchivedBlobs;
};

const companionsAtOnce = 16;
/** A companion of ours has a few kilobytes; what is larger is not one. Bytes. */
const largestCompanion = 256 * 1024;

/**
 * Lists one container completely, with the first way in that may, and reads the companions of blobs
 * that have no record yet. Reads only.
 */
export async function readStorage(
  work: Work,
  place: StoragePlace,
  signal?: AbortSignal,
): Promise<Look<StorageListing>> {
  const before = await work.ports.store.read();
  const at = work.ports.clock.now();
  let refused: Unseen | null = null;
  for (const reader of place.readers) {
    const list = await lookIntoStorage(
      work,
      reader,
      reader.storage,
      (blobs, container) => blobs.list(container, null, signal),
      signal,
    );
    signal?.throwIfAborted();
    if (list.seen) {
      // Exported reports lie beside the backups; no backup is called like one.
      const blobs = list.value.filter(({ name }) => !isExportName(name));
      const archived = await archivedBlobs(work, place, before, blobs);
      const news = blobs.filter(({ name }) => !archived.backups.has(name));
      const companions = await readCompanions(work, place, reader, before, news, signal);
      return { ...list, value: { at, before, blobs, companions, archived } };
    }
    refused ??= list.why;
    // Another sign-in may be allowed to; it will not find what is not there.
    if (list.why.kind === 'absent') return list;
  }
  return { seen: false, why: refused ?? noWayIn };
}

const noWayIn: Unseen = {
  kind: 'denied',
  words: 'no service and no storage of the configuration leads there',
  azure: null,
  retryAfterMs: null,
  remedy: null,
};

async function readCompanions(
  work: Work,
  place: StoragePlace,
  reader: StoragePlace['readers'][number],
  before: Snapshot,
  blobs: readonly BlobSeen[],
  signal: AbortSignal | undefined,
): Promise<Map<string, Companion | null>> {
  const known = new Set(
    before
      .all('backup')
      .filter((backup) => backup.account === place.account && backup.container === place.container)
      .map((backup) => backup.name),
  );
  const small = new Set(
    blobs.filter((blob) => blob.sizeBytes <= largestCompanion).map((blob) => blob.name),
  );
  const wanted = blobs
    .map((blob) => blob.name)
    .filter((name) => !known.has(name) && small.has(companionName(name)));
  const read = await sideBySide(wanted, companionsAtOnce, signal, async (name) => {
    const text = await lookIntoStorage(
      work,
      reader,
      reader.storage,
      (port, container) => port.readText(container, companionName(name), signal),
      signal,
    );
    return [name, text] as const;
  });
  signal?.throwIfAborted();
  // Brings zod along, which the commands that read no companion need not load.
  const { readCompanion } = await import('./read-companion.ts');
  return new Map(
    read.flatMap(([name, text]): [string, Companion | null][] => {
      if (!text.seen) return isPassing(text.why) ? [[name, null]] : [];
      const companion = readCompanion(text.value);
      return companion === null ? [] : [[name, companion]];
    }),
  );
}

/** Whether it may be readable next time: then the blob waits, since its record would lack the rest. */
function isPassing({ kind }: Unseen): boolean {
  return kind !== 'absent' && kind !== 'denied' && kind !== 'foreign-origin';
}
