import { type Check, verdictsOf } from '../domain/check.ts';
import type { Look } from '../ports/azure.ts';

/** Whether the service has workspaces: with any, Azure makes no backup (facts/azure.md 3.1, read 2026-11-23). */
export function checkWorkspaces(look: Look<{ count: number }>): Check {
  const is = verdictsOf({ name: 'workspaces', threshold: 'none' });
  if (!look.seen) return is.unknown(look.why);
  const { count } = look.value;
  if (count === 0) return is.pass('none');
  const measured = `the service has ${count === 1 ? 'a workspace' : `${count} workspaces`}: Azure neither backs it up nor restores into it`;
  return is.fail(
    measured,
    'Move what the workspaces hold to the service itself, or keep its configuration as code instead.',
    'check-failed',
  );
}
