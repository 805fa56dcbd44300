import type { Check } from '../domain/check.ts';
import { LifeboatError } from '../domain/error.ts';
import type { Operation } from '../domain/operation.ts';
import type { Plan } from '../domain/plan.ts';
import { worseThanShown } from '../domain/worse-than-shown.ts';
import { giveUp } from './give-up.ts';
import { type PlannedRestore, planRestore, type RestoreWish } from './plan-restore.ts';
import { noteRefusal } from './refuse-blocked.ts';
import type { Work } from './work.ts';

/** Asks the person again, who agreed to less than what is known now. True goes on. */
export type ConfirmAgain = (again: Plan, worse: readonly Check[]) => Promise<boolean>;

/** A plan so young is what the person just saw. Milliseconds. */
const youngMs = 60_000;

/**
 * Checks a Lifeboat at work fails by itself: the restore's own intent is open, and a service may show
 * for a while that its safety backup keeps it busy. Azure's answer to the POST judges these (409).
 */
const judgedByAzure: readonly string[] = ['open-operation', 'idle'];

/**
 * Runs the checks of a restore again, just before its POST. What got worse than it was shown is asked
 * again where somebody can be asked, and stops the restore otherwise; a check that fails always
 * stops it. What cannot be seen any more stops nothing.
 *
 * Errors: `not-confirmed` with what got worse; then the restore is `not-started`.
 */
export async function checkAgain(
  work: Work,
  planned: PlannedRestore,
  made: { fresh: Operation | null; safety: Operation | null },
  watch: { signal: AbortSignal; confirmAgain?: ConfirmAgain | null },
): Promise<void> {
  const age = work.ports.clock.now() - planned.operation.plannedAt;
  if (made.fresh === null && made.safety === null && age < youngMs) return;
  const again = await lookAgain(work, await nowThere(work, planned.wish, made.fresh), watch.signal);
  if (again === null) return;
  const worse = worseNow(planned, again);
  if (worse.length === 0) return;
  const ask = watch.confirmAgain ?? null;
  const isAskable = worse.every(({ verdict }) => verdict === 'warn');
  if (isAskable && ask !== null && (await ask(again.plan, worse))) return;
  const refused = gotWorse(planned, worse);
  await giveUp(work, planned.operation, refused.message);
  await noteRefusal(work, planned.plan, refused);
  throw refused;
}

/** What is worse now than the plan showed, a blob that is another one included. */
export function worseNow(
  shown: { plan: Pick<Plan, 'checks'>; etag: string | null },
  again: PlannedRestore,
): Check[] {
  const checks = again.plan.checks.filter(({ name }) => !judgedByAzure.includes(name));
  const worse = worseThanShown(shown.plan.checks, checks);
  // A fresh backup had no etag when it was shown; one that cannot be seen proves nothing.
  const isOther = shown.etag !== null && again.etag !== null && shown.etag !== again.etag;
  if (!isOther || worse.some(({ name }) => name === 'backup-present')) return worse;
  return [
    ...worse,
    {
      name: 'backup-present',
      verdict: 'warn',
      measured: 'the blob was changed after the plan was shown',
      threshold: 'present, unchanged',
      remedy: 'Find out who wrote it; a copied or edited blob may not restore.',
      code: null,
    },
  ];
}

/** The plan as it is now; null where Azure cannot be asked, which the POST itself will tell. */
async function lookAgain(
  work: Work,
  wish: RestoreWish,
  signal: AbortSignal,
): Promise<PlannedRestore | null> {
  try {
    return await planRestore(work, wish, signal);
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof LifeboatError)) throw error;
    work.ports.log.warn('the checks could not be run again', { code: error.code });
    return null;
  }
}

/** The wish once its fresh backup exists: a backup like any other. */
async function nowThere(
  work: Work,
  wish: RestoreWish,
  made: Operation | null,
): Promise<RestoreWish> {
  if (made === null) return wish;
  const { account, container, blobName, backup } = made;
  const record = (await work.ports.store.read()).get('backup', backup ?? '');
  return { ...wish, fresh: null, from: { backup: record, account, container, name: blobName } };
}

function gotWorse({ target, plan }: PlannedRestore, worse: readonly Check[]): LifeboatError {
  const what = worse.map(({ name, measured }) => `${name}: ${measured}`).join('; ');
  const remedy = worse.find((check) => check.remedy !== null)?.remedy ?? null;
  return new LifeboatError(
    'not-confirmed',
    `The restore of ${target.label} was not sent: things are worse than the plan showed (${what}). ${plan.azureName} is as it was.`,
    {
      hint: `${remedy === null ? '' : `${remedy} `}Start the restore again, and confirm it again, if you still want it.`,
      data: { worse: worse.map(({ code: _code, ...check }) => check) },
    },
  );
}
