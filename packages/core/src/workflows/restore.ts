import { expiresAt, isExpired } from '../domain/backup.ts';
import { formatDuration } from '../domain/duration.ts';
import { LifeboatError } from '../domain/error.ts';
import { forceableChecks } from '../domain/forceable.ts';
import { type Instant, isoTime } from '../domain/instant.ts';
import { type Operation, plannedForMs } from '../domain/operation.ts';
import { writeGrantedIntent } from './approvals/granted-intent.ts';
import { requireApproval } from './approvals/require-approval.ts';
import { startBackup } from './back-up.ts';
import { type ConfirmAgain, checkAgain } from './check-again.ts';
import { follow } from './follow.ts';
import { noteForced } from './force-checks.ts';
import { giveUp } from './give-up.ts';
import { makeFresh } from './make-fresh.ts';
import { planBackup } from './plan-backup.ts';
import type { PlannedRestore } from './plan-restore.ts';
import { refuseBlocked } from './refuse-blocked.ts';
import { restoreFlags } from './restore-flags.ts';
import { restoreLine } from './restore-line.ts';
import { startRequest } from './start-request.ts';
import { submit } from './submit.ts';
import type { Work } from './work.ts';

/** What a restore came to: itself, and the backups made before it. */
export type RestoreResult = {
  restore: Operation;
  safetyBackup: Operation | null;
  /** The backup of the source that was made first, and restored. */
  freshBackup: Operation | null;
};

/** How the caller watches a restore. */
export type RestoreWatch = {
  signal: AbortSignal;
  onChange(operation: Operation): void;
  /** Asks again when things got worse than they were shown; null where nobody can be asked. */
  confirmAgain?: ConfirmAgain | null;
};

/**
 * Carries out a planned and confirmed restore up to Azure's acceptance: a second person where the rules
 * want one, intent, fresh backup of the source and safety backup of the target, each followed to its
 * end, the checks once more, then the one POST. Follow the restore afterwards.
 *
 * Effects: writes the store and the audit trail; one POST for each backup, one for the restore.
 * Errors: a failing check's code, `approval-required`, `operation-open`, `read-only`,
 * `fresh-backup-failed`, `safety-backup-failed`, `not-confirmed` (then nothing was restored); the
 * signal's reason when watching a backup stops.
 */
export async function startRestore(
  work: Work,
  planned: PlannedRestore,
  watch: RestoreWatch,
): Promise<RestoreResult> {
  await refuseBlocked(work, planned);
  const grant = await requireApproval(work, planned.ask);
  const request = await startRequest(
    work,
    planned.operation,
    planned.target,
    planned.storage,
    watch.signal,
  );
  const intent = await writeGrantedIntent(work, planned.operation, grant);
  await noteForced(work, intent, planned.plan);
  const wake = oversleeping(work, intent.plannedAt);
  const onChange = (operation: Operation): void => {
    wake.seen(operation);
    watch.onChange(operation);
  };
  const freshBackup = await makeFresh(work, planned, { signal: watch.signal, onChange });
  const made = freshBackup === null ? planned : knowing(planned, freshBackup);
  const safetyBackup = await makeSafetyBackup(work, made, { signal: watch.signal, onChange });
  work.ports.log.info('safety backup done', { step: 'safety-backup-done', operation: intent.id });
  await refuseOverslept(work, planned, wake.sleptMs());
  await refuseLateExpiry(work, planned);
  await checkAgain(work, planned, { fresh: freshBackup, safety: safetyBackup }, watch);
  const restore = await submit(work, intent, request, watch.signal);
  return { restore, safetyBackup, freshBackup };
}

/** With the backup that was made for it, so that the way on names it. */
function knowing(planned: PlannedRestore, { backup }: Operation): PlannedRestore {
  return { ...planned, operation: { ...planned.operation, backup } };
}

async function makeSafetyBackup(
  work: Work,
  planned: PlannedRestore,
  watch: RestoreWatch,
): Promise<Operation | null> {
  if (planned.plan.safetyBackup?.made !== true) return null;
  try {
    const safety = await planBackup(
      work,
      {
        service: planned.target,
        storage: planned.target.storage ?? planned.storage,
        purpose: 'safety',
        name: null,
        parent: planned.operation.id,
        reason: `before restore ${planned.operation.id}`,
        force: forcedFor(planned.operation),
      },
      watch.signal,
    );
    const started = await startBackup(work, safety, watch.signal);
    watch.onChange(started);
    const ended = await follow(work, started.id, watch);
    if (ended.status === 'succeeded') return ended;
    throw safetyFailed(work, planned, ended);
  } catch (error) {
    await giveUp(
      work,
      planned.operation,
      'The safety backup before it did not succeed, so nothing was restored.',
    );
    if (watch.signal.aborted) throw error;
    throw safetyNotMade(work, planned, error);
  }
}

/** A refusal before its POST is a failure of the safety backup like any other. */
function safetyNotMade(work: Work, planned: PlannedRestore, error: unknown): unknown {
  if (!(error instanceof LifeboatError) || error.code === 'safety-backup-failed') return error;
  return new LifeboatError(
    'safety-backup-failed',
    `The safety backup of ${planned.target.label} could not be made: ${error.message} Nothing was restored; ${planned.target.label} is as it was.`,
    {
      ...(error.azure === null ? {} : { azure: error.azure }),
      ...(error.data === null ? {} : { data: error.data }),
      hint: `${error.hint === null ? '' : `${error.hint} `}${goOnWithout(work, planned)}`,
      cause: error,
    },
  );
}

function goOnWithout(work: Work, { target, storage, operation, plan }: PlannedRestore): string {
  const from = operation.backup ?? operation.blobUrl;
  const line = restoreLine(work.configuration, target, storage, from);
  // A fresh backup that was made is restored like any other.
  const forced = plan.overrides.forced.filter((name) => name !== 'safety-backup');
  const overrides = { ...plan.overrides, forced, fresh: false };
  const flags = restoreFlags({ overrides, safetyBackup: null }, null);
  return `To restore without one: ${line}${flags} --no-safety-backup --reason "…"`;
}

/** What was overridden for a restore is so for its safety backup; whoever overrides `safety-backup` lets Azure judge all of it. */
function forcedFor({ forced = [] }: Operation): readonly string[] {
  return forced.includes('safety-backup') ? forceableChecks.backup : forced;
}

function safetyFailed(work: Work, planned: PlannedRestore, ended: Operation): LifeboatError {
  // Azure's own words stand beside the message.
  const why = ended.error === null ? `: ${ended.lastAnswer?.words ?? ended.status}` : '';
  return new LifeboatError(
    'safety-backup-failed',
    `The safety backup of ${planned.target.label} ended as ${ended.status}${why}. Nothing was restored; ${planned.target.label} is as it was.`,
    {
      ...(ended.error === null ? {} : { azure: ended.error }),
      hint: goOnWithout(work, planned),
    },
  );
}

/**
 * Notices that this machine slept while the safety backup was followed: a look that came far later
 * than it was due. What was confirmed before a night's sleep must not be sent after it.
 */
function oversleeping(
  work: Work,
  since: Instant,
): { seen(operation: Operation): void; sleptMs(): number } {
  let due = since;
  let slept = 0;
  const look = (): number => {
    const now = work.ports.clock.now();
    slept = Math.max(slept, now - due);
    return now;
  };
  return {
    seen(operation) {
      const now = look();
      due = Math.max(now, operation.nextLookAt ?? now);
    },
    sleptMs() {
      look();
      return slept;
    },
  };
}

async function refuseOverslept(
  work: Work,
  planned: PlannedRestore,
  sleptMs: number,
): Promise<void> {
  if (sleptMs < plannedForMs) return;
  const words = `This machine slept for ${formatDuration(sleptMs)} while the safety backup was made, so the restore was not sent.`;
  await giveUp(work, planned.operation, words);
  throw new LifeboatError('not-confirmed', `${words} ${planned.target.label} is as it was.`, {
    hint: 'Start the restore again, and confirm it again, if you still want it.',
  });
}

/** The backup may have come to its end while the safety backup ran. */
async function refuseLateExpiry(work: Work, planned: PlannedRestore): Promise<void> {
  const { from, checks } = planned.plan;
  if (from?.createdAt === null || from === null) return;
  const shown = checks.find((check) => check.name === 'expired');
  if (
    shown?.verdict !== 'pass' ||
    !isExpired({ createdAt: from.createdAt }, work.ports.clock.now())
  )
    return;
  const end = isoTime(expiresAt({ createdAt: from.createdAt }));
  await giveUp(
    work,
    planned.operation,
    `The backup's 30 days ended at ${end}, while the safety backup was made.`,
  );
  throw new LifeboatError(
    'backup-expired',
    `The backup's 30 days ended at ${end}, while the safety backup was made. Nothing was restored.`,
    {
      hint: 'Choose a younger backup, or let Azure be the judge: --force expired --reason "…".',
    },
  );
}
