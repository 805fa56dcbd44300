import { type Check, verdictsOf } from '../domain/check.ts';
import type { Instant } from '../domain/instant.ts';
import { relativeTime } from '../domain/relative-time.ts';

/** What is known of the backup that is made of a target before it is overwritten. */
export type SafetyFacts = {
  target: string;
  /** Why none is made; null makes one. */
  refused: string | null;
  /** `account/container` it goes to. */
  place: string;
  /** What would stop it, beyond what stops the restore itself. */
  blockers: readonly Check[];
  /** The target's newest restorable backup, and whether the target changed since; null when nobody knows. */
  newest: { id: string; createdAt: Instant; changedSince: boolean | null } | null;
};

/** Whether the safety backup can be made, and whether there is one already (promise 7). */
export function checkSafetyBackup(facts: SafetyFacts, now: Instant): Check {
  const is = verdictsOf({
    name: 'safety-backup',
    threshold: 'a way back to what the target is now',
  });
  const { target, refused, place, blockers, newest } = facts;
  if (refused !== null) return is.skip(`none is made: ${refused}`);
  if (blockers.length > 0) {
    const why = blockers.map(({ measured }) => measured).join('; ');
    const helps = blockers.flatMap(({ remedy }) => (remedy === null ? [] : [remedy]));
    return is.fail(
      `the safety backup of ${target} into ${place} cannot be made: ${why}`,
      `${helps.join(' ')} To go on without one: --no-safety-backup --reason "…".`.trim(),
      'safety-backup-failed',
    );
  }
  const made = `is made first, into ${place}`;
  if (newest === null || newest.changedSince === true) return is.pass(made);
  const age = `backup ${newest.id} of ${target}, made ${relativeTime(newest.createdAt, now)}`;
  if (newest.changedSince === null)
    return is.pass(`${made}; whether ${age}, is newer than its last change is not known`);
  return is.pass(
    `${made}; ${age}, is newer than its last change in the activity log and may count as one (--no-safety-backup --reason "${newest.id}")`,
  );
}
