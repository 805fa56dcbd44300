import { type Archivable, archivable, countOf, type HotRecords } from '../domain/archivable.ts';
import { isoTime } from '../domain/instant.ts';
import type { ArchivedKind } from '../ports/archive.ts';
import type { Draft, Snapshot } from '../ports/store.ts';
import type { Work } from './work.ts';

/** How many records of a kind are moved in one go: it bounds memory and how long a write takes. */
const atOnce = 2_000;

const dayMs = 24 * 60 * 60 * 1000;

/**
 * Moves what long ended out of the hot store into the archive (`domain/archivable.ts`): first it is
 * on the disk there, then one update removes it here, unless somebody changed it or needs it again.
 * A kill in between leaves it in both; it is read once. Cheap when there is nothing to move.
 *
 * Effects: appends to the archive; writes the store; one `archive` line in the trail when it moved any.
 * Gives how many records were moved. Errors: those of the store and the archive.
 */
export async function archiveEnded(work: Work, signal: AbortSignal): Promise<number> {
  let moved = 0;
  while (!signal.aborted) {
    const now = work.ports.clock.now();
    const ended = firstOf(archivable(hotRecords(await work.ports.store.read()), now));
    if (countOf(ended) === 0) break;
    await append(work, ended);
    work.ports.log.info('archived', { step: 'archive-appended', records: countOf(ended) });
    const removed = await work.ports.store.update((draft) => removeUnchanged(draft, ended, now));
    moved += removed;
    if (removed === 0) break; // all of them changed meanwhile: the next time will tell
  }
  if (moved > 0) await writeTrail(work, moved);
  return moved;
}

/**
 * Whether archiving is due: something could have moved a day ago already. So it happens once a day at
 * most, by whichever process comes by, and nothing has to be written down for it. Pure.
 */
export function isArchivingDue(snapshot: Snapshot, now: number): boolean {
  return countOf(archivable(hotRecords(snapshot), now - dayMs)) > 0;
}

/** The same as {@link archiveEnded} where it is due; what goes wrong is logged and never fails the caller. */
export async function archiveWhenDue(work: Work, signal: AbortSignal): Promise<void> {
  const { store, clock, log } = work.ports;
  try {
    if (isArchivingDue(await store.read(), clock.now())) await archiveEnded(work, signal);
  } catch (error) {
    log.warn('what long ended could not be archived', { error: String(error) });
  }
}

function hotRecords(snapshot: Snapshot): HotRecords {
  return {
    operations: snapshot.all('operation'),
    backups: snapshot.all('backup'),
    notices: snapshot.all('notice'),
    approvals: snapshot.all('approval'),
    warnings: snapshot.all('warning'),
    pauses: snapshot.all('pause'),
    runs: snapshot.all('run'),
  };
}

function firstOf({ operation, backup, notice, approval }: Archivable): Archivable {
  return {
    operation: operation.slice(0, atOnce),
    backup: backup.slice(0, atOnce),
    notice: notice.slice(0, atOnce),
    approval: approval.slice(0, atOnce),
  };
}

async function append({ ports: { archive } }: Work, ended: Archivable): Promise<void> {
  await archive.append('operation', ended.operation);
  await archive.append('backup', ended.backup);
  await archive.append('notice', ended.notice);
  await archive.append('approval', ended.approval);
}

/** Removes what is as it was appended and may still leave; gives how many. */
function removeUnchanged(draft: Draft, ended: Archivable, now: number): number {
  const still = archivable(hotRecords(draft), now);
  let removed = 0;
  const remove = (kind: ArchivedKind): void => {
    const newest = new Map(still[kind].map(({ record }) => [record.id, record]));
    for (const { record } of ended[kind]) {
      if (!isSame(newest.get(record.id), record)) continue;
      draft.remove(kind, record.id);
      removed += 1;
    }
  };
  remove('operation');
  remove('backup');
  remove('notice');
  remove('approval');
  return removed;
}

function isSame(one: object | undefined, other: object): boolean {
  return one === other || (one !== undefined && JSON.stringify(one) === JSON.stringify(other));
}

async function writeTrail({ ports }: Work, moved: number): Promise<void> {
  const { who, host, door } = ports.thisProcess.requester;
  await ports.audit.append({
    at: isoTime(ports.clock.now()),
    event: 'archive',
    who,
    host,
    door,
    subject: null,
    operation: null,
    what: `moved ${moved} records that long ended into the archive`,
    why: null,
    record: null,
  });
}
