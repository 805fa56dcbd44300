import { within } from '../world/resource-id.ts';
import type { ArmDeps } from './deps.ts';
import { gatewayError } from './errors.ts';

/**
 * Refuses what a management lock forbids: a read-only lock forbids writes and
 * POST actions, any lock forbids deletion ("Lock your resources", Azure
 * Resource Manager docs). Errors: 409 ScopeLocked.
 */
export function refuseLocked(deps: ArmDeps, scope: string, kind: 'write' | 'delete'): void {
  const holding = deps.world.state.locks.filter(
    (lock) => within(scope, lock.scope) && (kind === 'delete' || lock.level === 'ReadOnly'),
  );
  if (holding.length === 0) return;
  const names = holding.map((lock) => `'${lock.scope}'`).join(',');
  throw gatewayError(
    409,
    'ScopeLocked',
    `The scope '${scope}' cannot perform ${kind} operation because following scope(s) are locked: ${names}. Please remove the lock and try again.`,
  );
}
