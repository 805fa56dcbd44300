import { type Check, verdictsOf } from '../domain/check.ts';
import type { Look } from '../ports/azure.ts';
import type { LifecycleRule } from '../ports/storage-accounts.ts';

/** A backup restores for 30 days: a rule that deletes sooner takes ways back away (facts/azure.md 3.3). */
const restorableDays = 30;

/** Whether something deletes old backups, and not too soon: Azure never does by itself (facts/azure.md 3.2). */
export function checkLifecycle(container: string, look: Look<LifecycleRule[]>): Check {
  const is = verdictsOf({ name: 'lifecycle', threshold: 'a rule that deletes, after 30 days' });
  if (!look.seen) return is.unknown(look.why);
  const rules = look.value.flatMap(({ name, enabled, deletesAfterDays, prefixes }) =>
    enabled && deletesAfterDays !== null && touches(prefixes, container)
      ? [{ name, days: deletesAfterDays }]
      : [],
  );
  const early = rules.find(({ days }) => days < restorableDays);
  if (early !== undefined) {
    return is.warn(
      `rule "${early.name}" deletes blobs after ${early.days} days, while they could still be restored`,
      `Let it wait ${restorableDays} days or more.`,
    );
  }
  const [rule] = rules;
  if (rule !== undefined) return is.pass(`rule "${rule.name}" deletes after ${rule.days} days`);
  return is.warn(
    'no rule deletes old backups, and Azure keeps them for ever',
    'Add a lifecycle rule that deletes after 60 days, or run `apim prune` now and then.',
  );
}

/** A prefix begins with the container's name, or with a part of it. */
function touches(prefixes: readonly string[], container: string): boolean {
  return (
    prefixes.length === 0 ||
    prefixes.some(
      (prefix) => `${container}/`.startsWith(prefix) || prefix.startsWith(`${container}/`),
    )
  );
}
