import { LifeboatError } from '../domain/error.ts';
import { isoTime } from '../domain/instant.ts';
import type { Look } from '../ports/azure.ts';
import { deletedEntry } from './deleted-entry.ts';
import { type Merged, mergeListing, noteStorageRead, nothingMerged } from './merge-listing.ts';
import { readStorage, type StorageListing } from './read-storage.ts';
import type { StoragePlace } from './storages.ts';
import { errorOfUnseen } from './unseen.ts';
import type { Work } from './work.ts';

/** What reading one storage came to. */
export type Reconciled = {
  account: string;
  container: string;
  /** How many blobs there are; null when it could not be listed. */
  blobs: number | null;
  /** Why it could not be read; then the catalogue is as it was. */
  problem: LifeboatError | null;
} & Merged;

/**
 * Reads one storage and brings the catalogue up to date with it: imports unknown backups, marks
 * vanished ones (only after a complete listing that was allowed), takes back those that are there
 * again. Never deletes anything. A storage that cannot be read, or a container that is not there,
 * is a problem in the answer and changes no record of a backup.
 *
 * Effects: reads Azure; one update of the store with the services' warnings; an `import` line in
 * the audit trail when something changed.
 * Errors: those of the store; the signal's reason.
 */
export async function reconcile(
  work: Work,
  place: StoragePlace,
  signal?: AbortSignal,
): Promise<Reconciled> {
  return keepListing(work, place, await listStorage(work, place, signal));
}

/** The reading half: nothing is written. */
export async function listStorage(
  work: Work,
  place: StoragePlace,
  signal?: AbortSignal,
): Promise<Look<StorageListing> | LifeboatError> {
  try {
    return await readStorage(work, place, signal);
  } catch (error) {
    // A sign-in that is named but not there must not hide what the others see.
    if (error instanceof LifeboatError && error.code === 'config-invalid') return error;
    throw error;
  }
}

/** The writing half. */
export async function keepListing(
  work: Work,
  place: StoragePlace,
  look: Look<StorageListing> | LifeboatError,
): Promise<Reconciled> {
  const { ports, configuration } = work;
  const { account, container } = place;
  const now = ports.clock.now();
  if (look instanceof LifeboatError || !look.seen) {
    const problem = look instanceof LifeboatError ? look : problemOf(place, look);
    await ports.store.update((draft) => {
      noteStorageRead(draft, configuration, place, { problem: problem.message }, now);
    });
    return { account, container, blobs: null, problem, ...nothingMerged() };
  }
  const listing = look.value;
  const merged = await ports.store.update((draft) => {
    const changes = mergeListing(draft, configuration, place, listing);
    noteStorageRead(draft, configuration, place, { at: listing.at }, now);
    return changes;
  });
  await writeTrail(work, place, merged);
  return { account, container, blobs: listing.blobs.length, problem: null, ...merged };
}

function problemOf(
  { account, container }: StoragePlace,
  look: Extract<Look<StorageListing>, { seen: false }>,
): LifeboatError {
  if (look.why.kind !== 'absent') {
    return errorOfUnseen(look.why, `the storage ${account}/${container}`, 'storage-not-found');
  }
  return new LifeboatError(
    'storage-not-found',
    `There is no container ${container} in the storage account ${account}. That does not prove that its backups are lost: no record was changed.`,
    {
      ...(look.why.azure === null ? {} : { azure: look.why.azure }),
      hint: 'Mend the name under `storage:`. A deleted container can be brought back in the portal while its soft delete lasts.',
    },
  );
}

async function writeTrail(
  { ports }: Work,
  { account, container }: StoragePlace,
  { imported, missing, deleted, back }: Merged,
): Promise<void> {
  for (const backup of deleted) await ports.audit.append(deletedEntry(ports, backup));
  if (imported.length + missing.length + back.length === 0) return;
  const { requester } = ports.thisProcess;
  const ids = (backups: readonly { id: string }[]): string[] => backups.map(({ id }) => id);
  await ports.audit.append({
    at: isoTime(ports.clock.now()),
    event: 'import',
    who: requester.who,
    host: requester.host,
    door: requester.door,
    subject: `${account}/${container}`,
    operation: null,
    what: `read the storage: ${imported.length} imported, ${missing.length} missing, ${back.length} back`,
    why: null,
    record: { imported: ids(imported), missing: ids(missing), back: ids(back) },
  });
}
