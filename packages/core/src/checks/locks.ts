import { type Check, verdictsOf } from '../domain/check.ts';
import type { LockEntry } from '../ports/authorization.ts';
import type { Look } from '../ports/azure.ts';

/**
 * Whether a management lock on the service or above it is in the way: a read-only one makes Azure
 * refuse every action with 409 ScopeLocked (facts/azure.md 1.8 and 2.3).
 */
export function checkLocks(look: Look<LockEntry[]>): Check {
  const is = verdictsOf({ name: 'locks', threshold: 'none that is ReadOnly' });
  if (!look.seen) return is.unknown(look.why);
  const closed = look.value.filter(({ level }) => level === 'ReadOnly');
  if (closed.length > 0) {
    const [first] = closed;
    return is.fail(
      `locked: ${closed.map(words).join(', ')}`,
      `Take it away for as long as this takes: az lock delete --ids ${first?.scope}/providers/Microsoft.Authorization/locks/${first?.name}`,
      'conflict',
    );
  }
  if (look.value.length === 0) return is.pass('none');
  return is.pass(`${look.value.map(words).join(', ')}, which hinders deletions only`);
}

function words({ name, level, scope }: LockEntry): string {
  return `"${name}" (${level}) on ${scope.split('/').at(-1) || scope}`;
}
