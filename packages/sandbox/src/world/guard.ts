import type { DataPlaneGuard, SandboxClock } from '../seams.ts';
import type { WorldState } from './model.ts';
import { hasReadableSecondary } from './replication.ts';
import { accountId, containerId } from './resource-id.ts';
import { mayTouchBlobs } from './roles.ts';
import { isGuarded } from './storage-access.ts';
import type { StorageAccount } from './storage-model.ts';

type Verdict = ReturnType<DataPlaneGuard>;

/**
 * Decides who may use blobs directly. Codes and texts are those of the blob
 * service ("Common REST API error codes", read 2026-11-23). Callers come from
 * the world's one public address, so a firewall that does not list it refuses.
 */
export function createGuard(state: WorldState, clock: SandboxClock): DataPlaneGuard {
  return (request) => {
    const { container, action, caller } = request;
    const account = state.accounts.find((each) => each.name === request.account.toLowerCase());
    if (account === undefined)
      return refused(404, 'ResourceNotFound', 'The specified resource does not exist.');
    const isListed =
      account.publicNetworkAccess === 'Enabled' &&
      account.networkAcls.ipRules.includes(state.callerIp);
    if (isGuarded(account) && !isListed) {
      return refused(
        403,
        'AuthorizationFailure',
        'This request is not authorized to perform this operation.',
      );
    }
    if (caller === null) {
      return refused(
        401,
        'NoAuthenticationInformation',
        'Server failed to authenticate the request. Please refer to the information in the www-authenticate header.',
      );
    }
    const secondary = request.isSecondary ? secondaryRefusal(account, action === 'read') : null;
    if (secondary !== null) return secondary;
    if (caller === 'key') {
      if (account.allowSharedKeyAccess) return { allowed: true };
      return refused(
        403,
        'KeyBasedAuthenticationNotPermitted',
        'Key based authentication is not permitted on this storage account.',
      );
    }
    const scope = container === null ? accountId(account) : containerId(account, container);
    const right = { principalId: caller.objectId, action, scope, now: clock.now() };
    if (mayTouchBlobs(state, right)) return { allowed: true };
    return refused(
      403,
      'AuthorizationPermissionMismatch',
      'This request is not authorized to perform this operation using this permission.',
    );
  };
}

function secondaryRefusal(account: StorageAccount, isRead: boolean): Verdict | null {
  const code = 'InsufficientAccountPermissions';
  if (!hasReadableSecondary(account.sku)) {
    return refused(
      403,
      code,
      'Read-access geo-redundant replication is not enabled for the account.',
    );
  }
  if (isRead) return null;
  return refused(403, code, 'Write operations to the secondary location are not allowed.');
}

function refused(status: number, code: string, message: string): Verdict {
  return { allowed: false, status, code, message };
}
