import { LifeboatError } from '../domain/error.ts';
import { nameToType } from '../domain/name-to-type.ts';
import type { Operation } from '../domain/operation.ts';
import { startBackup } from './back-up.ts';
import { follow } from './follow.ts';
import { giveUp } from './give-up.ts';
import type { PlannedRestore } from './plan-restore.ts';
import { moveOperation } from './transition.ts';
import type { Work } from './work.ts';

/** How the making of a backup inside a restore is watched. */
type Watch = { signal: AbortSignal; onChange(operation: Operation): void };

/**
 * Backs the source of a restore up and follows that to its end; null where an existing backup is
 * restored. The restore's record learns which backup it will read.
 * Errors: `fresh-backup-failed`, and then nothing is restored; the signal's reason when watching stops.
 */
export async function makeFresh(
  work: Work,
  planned: PlannedRestore,
  watch: Watch,
): Promise<Operation | null> {
  const { fresh, operation } = planned;
  if (fresh === null) return null;
  try {
    const child = { ...fresh, operation: { ...fresh.operation, parent: operation.id } };
    const started = await startBackup(work, child, watch.signal);
    watch.onChange(started);
    const ended = await follow(work, started.id, watch);
    if (ended.status !== 'succeeded') throw freshFailed(planned, ended);
    await moveOperation(work, operation, (current) => ({ ...current, backup: ended.backup }));
    return ended;
  } catch (error) {
    await giveUp(
      work,
      operation,
      'The backup of its source did not succeed, so nothing was restored.',
    );
    if (watch.signal.aborted) throw error;
    throw notMade(planned, error);
  }
}

/** A refusal before its POST is a failure of the fresh backup like any other. */
function notMade(planned: PlannedRestore, error: unknown): unknown {
  if (!(error instanceof LifeboatError) || error.code === 'fresh-backup-failed') return error;
  return new LifeboatError(
    'fresh-backup-failed',
    `${source(planned)} could not be backed up: ${error.message} ${unharmed(planned)}`,
    {
      ...(error.azure === null ? {} : { azure: error.azure }),
      ...(error.data === null ? {} : { data: error.data }),
      hint: `${error.hint === null ? '' : `${error.hint} `}${goOn(planned)}`,
      cause: error,
    },
  );
}

function freshFailed(planned: PlannedRestore, ended: Operation): LifeboatError {
  // Azure's own words stand beside the message.
  const why = ended.error === null ? `: ${ended.lastAnswer?.words ?? ended.status}` : '';
  return new LifeboatError(
    'fresh-backup-failed',
    `The backup of ${source(planned)} ended as ${ended.status}${why}. ${unharmed(planned)}`,
    { ...(ended.error === null ? {} : { azure: ended.error }), hint: goOn(planned) },
  );
}

function source({ fresh }: PlannedRestore): string {
  return fresh?.service.label ?? 'The source';
}

function unharmed({ target }: PlannedRestore): string {
  return `Nothing was restored; ${target.label} is as it was.`;
}

function goOn(planned: PlannedRestore): string {
  const { target } = planned;
  const name = nameToType(target);
  return `To restore the newest backup that exists: apim restore ${name} --from latest:${source(planned)}`;
}
