import { type Backup, mayStillDelete } from '../domain/backup.ts';
import { companionName } from '../domain/blob-name.ts';
import type { Service } from '../domain/configuration.ts';
import type { Instant } from '../domain/instant.ts';
import { retentionOf } from '../domain/retention.ts';
import type { Unseen } from '../ports/azure.ts';
import { deletedEntry } from './deleted-entry.ts';
import { lookAtBackup, withBlobOf } from './look-at-backup.ts';
import { type PruneFindings, retentionInputs } from './plan-prune.ts';
import { refreshWarnings } from './refresh-warnings.ts';
import type { Work } from './work.ts';

/** What became of a backup that was to be deleted. */
export type Deletion =
  /** Azure confirmed it. `companion` says why that stayed; null when it went too, or was none. */
  | { kind: 'deleted'; companion: string | null }
  | { kind: 'kept'; why: string }
  /** The answer was lost: nobody knows whether the blob is there. */
  | { kind: 'unknown'; why: string };

/** The backup, its service, and what the rule is asked with. */
export type DeletionWish = {
  service: Service;
  backup: Backup;
  found: PruneFindings;
  now: Instant;
};

/**
 * Deletes one backup's blob, if the rule still lets it go: the decision is a compare-and-set in the
 * store, which from then on counts the backup as gone; the request carries the etag; and `deleted`
 * is written only when Azure confirmed it. The companion goes after its blob. A kill leaves the
 * decision behind: the next reading of the storage finds out, and either finishes or drops it.
 */
export async function deleteBackup(
  work: Work,
  wish: DeletionWish,
  signal: AbortSignal,
): Promise<Deletion> {
  const { ports } = work;
  const { backup } = wish;
  const decision = await decide(work, wish);
  if (decision.why !== null) return { kind: 'kept', why: decision.why };
  ports.log.info('deletion decided', { step: 'deletion-decided', backup: backup.id });
  if (!mayStillDelete(decision.at, ports.clock.now())) {
    await undecide(work, backup);
    return { kind: 'kept', why: 'this process stood still before it could delete it' };
  }
  // Not with the signal: once it is on its way, its end is what has to be written down.
  const removed = await withBlobOf(work, backup, (blobs, place) =>
    blobs.remove(place, backup.name, backup.etag),
  );
  ports.log.info('deletion answered', { step: 'deletion-answered', backup: backup.id });
  const why = removed.seen ? null : await whyNot(work, backup, removed.why);
  if (why !== null) return why;
  await noteDeleted(work, backup);
  ports.log.info('deletion kept', { step: 'deletion-kept', backup: backup.id });
  return { kind: 'deleted', companion: await removeCompanion(work, backup, signal) };
}

/** Asks the rule inside the update, and writes the decision down by the same update. */
async function decide(
  { ports }: Work,
  { service, backup, found, now }: DeletionWish,
): Promise<{ why: string | null; at: Instant }> {
  const at = ports.clock.now();
  const why = await ports.store.update((draft) => {
    const retentions = retentionOf(retentionInputs(draft, service, found, now));
    const judged = retentions.find((each) => each.backup.id === backup.id);
    if (judged === undefined) return 'its record is gone';
    if (!judged.goes) return judged.why;
    if (judged.backup.etag !== backup.etag) return 'its record was changed meanwhile';
    draft.put('backup', { ...judged.backup, deleting: { process: ports.thisProcess.id, at } });
    return null;
  });
  return { why, at };
}

/** Null when it is gone all the same; else what to say, the decision dropped where Azure refused. */
async function whyNot(work: Work, backup: Backup, why: Unseen): Promise<Deletion | null> {
  // Gone: by this request or by another prune of the same decision.
  if (why.kind === 'absent') return null;
  const isRefused = why.kind === 'denied' || (why.azure?.status ?? 500) < 500;
  const isUnsent = why.kind === 'not-signed-in' || why.kind === 'foreign-origin';
  if (isRefused || isUnsent || why.kind === 'throttled') {
    await undecide(work, backup);
    return { kind: 'kept', why: `Azure did not delete it: ${why.words}` };
  }
  const look = await lookAtBackup(work, backup);
  if (!look.seen && look.why.kind === 'absent') return null;
  if (look.seen) {
    await undecide(work, backup);
    return { kind: 'kept', why: `it is still there: ${why.words}` };
  }
  return {
    kind: 'unknown',
    why: `nobody knows whether it is gone: ${why.words}; \`apim reconcile\` finds out`,
  };
}

async function undecide({ ports }: Work, { id }: Backup): Promise<void> {
  await ports.store.update((draft) => {
    const record = draft.get('backup', id);
    if (record?.deleting?.process !== ports.thisProcess.id) return;
    const { deleting: _dropped, ...rest } = record;
    draft.put('backup', rest);
  });
}

/** First the trail, then the record: a kill in between repeats a line, and never loses it. */
async function noteDeleted(work: Work, backup: Backup): Promise<void> {
  const { ports, configuration } = work;
  await ports.audit.append(deletedEntry(ports, backup));
  await ports.store.update((draft) => {
    const record = draft.get('backup', backup.id);
    if (record === null) return;
    // The decision stays until the companion is gone too.
    draft.put('backup', { ...record, state: 'deleted' });
    refreshWarnings(draft, backup.service, configuration, ports.clock.now());
  });
}

/**
 * Removes what was written beside a deleted backup; nothing is left to do then. Gives why it stays,
 * where storage refuses; null when it is gone or never was.
 */
export async function removeCompanion(
  work: Work,
  backup: Backup,
  signal: AbortSignal,
): Promise<string | null> {
  const look = await withBlobOf(
    work,
    backup,
    (blobs, place) => blobs.remove(place, companionName(backup.name), null, signal),
    signal,
  );
  await work.ports.store.update((draft) => {
    const record = draft.get('backup', backup.id);
    if (record?.state !== 'deleted') return;
    const { deleting: _done, ...rest } = record;
    draft.put('backup', rest);
  });
  return look.seen || look.why.kind === 'absent' ? null : look.why.words;
}
