import type { DataPlaneGuard, SandboxClock } from '../seams.ts';
import type { WorldState } from './model.ts';
import { accountId, containerId } from './resource-id.ts';
import { mayTouchBlobs } from './roles.ts';
import { isGuarded } from './storage-access.ts';

/**
 * Decides who may use blobs directly. Codes and texts are those of the blob
 * service ("Common REST API error codes", read 2026-11-23). Callers come from
 * the world's one public address, so a firewall that does not list it refuses.
 */
export function createGuard(state: WorldState, clock: SandboxClock): DataPlaneGuard {
  return ({ account: name, container, write, caller }) => {
    const account = state.accounts.find((each) => each.name === name.toLowerCase());
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
    if (caller === 'key') {
      if (account.allowSharedKeyAccess) return { allowed: true };
      return refused(
        403,
        'KeyBasedAuthenticationNotPermitted',
        'Key based authentication is not permitted on this storage account.',
      );
    }
    const scope = container === null ? accountId(account) : containerId(account, container);
    const request = { principalId: caller.objectId, write, scope, now: clock.now() };
    if (mayTouchBlobs(state, request)) return { allowed: true };
    return refused(
      403,
      'AuthorizationPermissionMismatch',
      'This request is not authorized to perform this operation using this permission.',
    );
  };
}

function refused(status: number, code: string, message: string): ReturnType<DataPlaneGuard> {
  return { allowed: false, status, code, message };
}
