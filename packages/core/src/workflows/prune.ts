import { isBeingDeleted, isExpired } from '../domain/backup.ts';
import type { Service } from '../domain/configuration.ts';
import { LifeboatError } from '../domain/error.ts';
import { lastWaysBack, type Retention } from '../domain/retention.ts';
import type { Look } from '../ports/azure.ts';
import { allowPrune } from './approvals/allow-prune.ts';
import { type Deletion, deleteBackup, removeCompanion } from './delete-backup.ts';
import { lookAtBackup } from './look-at-backup.ts';
import { type PruneFindings, type PrunePlan, retentionInputs } from './plan-prune.ts';
import type { Work } from './work.ts';

/** One backup that was to go, and what became of it. */
export type Pruned = { retention: Retention; deletion: Deletion };

/** What the caller says about it, and how it hears of each. */
export type PruneWatch = {
  signal: AbortSignal;
  /** Why, for a second person to read. */
  reason: string | null;
  onPruned(pruned: Pruned): void;
};

/**
 * Deletes what a plan says may go, one after the other, the oldest first. Right before each, the
 * backup that stays as the way back is looked at, and the rule is asked again inside the store's
 * update that writes the decision down: so that of any number of prunes none takes the last
 * restorable backup, and none relies on one that another is deleting (promise 7).
 *
 * Effects: deletes blobs; writes the store and the audit trail.
 * Errors: `read-only`; `approval-required`, with nothing deleted; those of the store. What stays for another reason is in the answer.
 */
export async function prune(work: Work, plan: PrunePlan, watch: PruneWatch): Promise<Pruned[]> {
  refuseReadOnly(work);
  await allowPrune(work, plan, watch);
  await finishInterrupted(work, plan, watch.signal);
  const done: Pruned[] = [];
  for (const { service, retentions } of plan.services) {
    const going = retentions.filter(({ goes }) => goes).toReversed();
    for (const retention of going) {
      if (watch.signal.aborted) return done;
      const deletion = await pruneOne(work, service, retention, plan.found, watch.signal);
      const pruned = { retention, deletion };
      done.push(pruned);
      watch.onPruned(pruned);
    }
  }
  return done;
}

/** What a killed prune left: blobs that are gone, with what was written beside them. */
async function finishInterrupted(
  work: Work,
  { services }: PrunePlan,
  signal: AbortSignal,
): Promise<void> {
  const now = work.ports.clock.now();
  const left = services
    .flatMap(({ retentions }) => retentions)
    .map(({ backup }) => backup)
    .filter((backup) => backup.state === 'deleted' && backup.deleting !== undefined)
    .filter((backup) => !isBeingDeleted(backup, now));
  for (const backup of left) if (!signal.aborted) await removeCompanion(work, backup, signal);
}

async function pruneOne(
  work: Work,
  service: Service,
  { backup }: Retention,
  found: PruneFindings,
  signal: AbortSignal,
): Promise<Deletion> {
  const blob = await lookAtBackup(work, backup, signal);
  if (!blob.seen) {
    return blob.why.kind === 'absent'
      ? { kind: 'kept', why: 'its blob is not there any more; `apim reconcile` notes it' }
      : { kind: 'kept', why: `its blob could not be looked at: ${blob.why.words}` };
  }
  if (blob.value.etag !== backup.etag) return { kind: 'kept', why: 'its blob was changed' };
  const now = earlier(work, blob);
  if (!isExpired(backup, now)) {
    const problem = await wayBackProblem(work, service, found, now, signal);
    if (problem !== null) return { kind: 'kept', why: problem };
  }
  return deleteBackup(work, { service, backup, found, now }, signal);
}

/**
 * Our clock or Azure's, whichever is earlier: a clock that runs ahead would make everything look
 * older than it is, and the last restorable backup expired.
 */
function earlier({ ports }: Work, look: Extract<Look<unknown>, { seen: true }>): number {
  const own = ports.clock.now();
  return look.date === null ? own : Math.min(own, look.date);
}

/** Why the backup that stays cannot be relied on; null when it is there, unchanged. */
async function wayBackProblem(
  work: Work,
  service: Service,
  found: PruneFindings,
  now: number,
  signal: AbortSignal,
): Promise<string | null> {
  const snapshot = await work.ports.store.read();
  const [keeper] = lastWaysBack(retentionInputs(snapshot, service, found, now));
  if (keeper === undefined) return 'no other backup of its service is known to restore';
  const look = await lookAtBackup(work, keeper, signal);
  if (!look.seen) return `the way back, ${keeper.id}, could not be looked at: ${look.why.words}`;
  const isSame = keeper.etag === null || look.value.etag === keeper.etag;
  return isSame ? null : `the way back, ${keeper.id}, was changed`;
}

/** Errors: `read-only`. */
export function refuseReadOnly({ configuration }: Work): void {
  if (!configuration.readOnly) return;
  throw new LifeboatError(
    'read-only',
    'Lifeboat is read-only here, so it deletes nothing. Nothing changed in Azure.',
    {
      hint: 'Run it without --read-only, and without `readOnly: true` in the configuration; `apim prune` without --yes shows what could go.',
    },
  );
}
