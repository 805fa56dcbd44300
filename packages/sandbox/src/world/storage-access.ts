import type { ApiService, StorageTarget, WorldState } from './model.ts';
import { outageOf } from './outages.ts';
import { controlPlaneIps, normaliseLocation } from './places.ts';
import { accountId, containerId, sameId, serviceId } from './resource-id.ts';
import { mayTouchBlobs } from './roles.ts';
import type { StorageAccount } from './storage-model.ts';

/** Why the control plane does not get into a storage account, or null when it does. */
export type StorageRefusal = { code: string; message: string };

/**
 * Decides whether the control plane, acting for a service, may use the storage
 * a backup or restore names. The rules are those of the how-to "disaster
 * recovery using service backup and restore" (revisions 2022 to 2026-01): no
 * CORS; a key behind a firewall only from another region and with the control
 * plane's addresses allowed; the service's own identity behind a firewall only
 * with trusted services allowed; a user-assigned identity never behind one.
 * The texts are assumed: the codes are those of the storage service.
 */
export function storageRefusal(
  state: WorldState,
  service: ApiService,
  target: StorageTarget,
  access: { action: 'read' | 'write'; now: number },
): StorageRefusal | null {
  const account = state.accounts.find((each) => each.name === target.storageAccount.toLowerCase());
  if (account === undefined) {
    return refusal(
      'ResourceNotFound',
      `Storage account '${target.storageAccount}' could not be reached.`,
    );
  }
  const outage = storageOutage(state, account.name);
  if (outage !== null) return outage;
  if (account.corsRules.length > 0) {
    return refusal(
      'InvalidStorageAccount',
      `CORS must not be enabled on the blob service of storage account '${account.name}'.`,
    );
  }
  switch (target.accessType) {
    case 'AccessKey':
      return keyRefusal(service, account, target.accessKey);
    case 'SystemAssignedManagedIdentity': {
      const principalId = service.identity.systemPrincipalId;
      if (principalId === null) {
        return refusal(
          'ManagedIdentityNotFound',
          `Service '${service.name}' has no system-assigned managed identity.`,
        );
      }
      if (isGuarded(account) && !trusts(account, service)) return firewallRefusal(account);
      return roleRefusal(state, account, target, { ...access, principalId });
    }
    case 'UserAssignedManagedIdentity': {
      const identity = service.identity.attached.find(
        (each) => each.clientId === target.clientId?.toLowerCase(),
      );
      if (identity === undefined) {
        return refusal(
          'ManagedIdentityNotFound',
          `The managed identity with client id '${target.clientId}' is not assigned to service '${service.name}'.`,
        );
      }
      if (isGuarded(account)) return firewallRefusal(account);
      return roleRefusal(state, account, target, { ...access, principalId: identity.principalId });
    }
    default:
      return target.accessType satisfies never;
  }
}

/** Why nobody reaches an account whose first region is down, or null. Code and text are those of the blob service. */
export function storageOutage(state: WorldState, name: string): StorageRefusal | null {
  const account = state.accounts.find((each) => each.name === name.toLowerCase());
  if (account === undefined || outageOf(state, account.primaryLocation) === null) return null;
  return refusal(
    'ServerBusy',
    `Storage account '${account.name}' could not be reached. The server is currently unable to receive requests.`,
  );
}

/** True when the account's firewall keeps strangers out. */
export function isGuarded(account: StorageAccount): boolean {
  return account.publicNetworkAccess !== 'Enabled' || account.networkAcls.defaultAction === 'Deny';
}

function keyRefusal(
  service: ApiService,
  account: StorageAccount,
  key: string | null,
): StorageRefusal | null {
  if (isGuarded(account)) {
    const isFar =
      normaliseLocation(service.location) !== normaliseLocation(account.primaryLocation);
    const isAllowed = controlPlaneIps(service.location).some((ip) =>
      account.networkAcls.ipRules.includes(ip),
    );
    if (account.publicNetworkAccess !== 'Enabled' || !isFar || !isAllowed)
      return firewallRefusal(account);
  }
  if (!account.allowSharedKeyAccess) {
    return refusal(
      'KeyBasedAuthenticationNotPermitted',
      'Key based authentication is not permitted on this storage account.',
    );
  }
  if (key === null || !account.keys.includes(key)) {
    return refusal(
      'AuthenticationFailed',
      `The access key for storage account '${account.name}' is not valid.`,
    );
  }
  return null;
}

function trusts(account: StorageAccount, service: ApiService): boolean {
  const named = account.networkAcls.resourceAccessRules.some((rule) =>
    sameId(rule.resourceId, serviceId(service)),
  );
  return (
    named || account.networkAcls.bypass.split(',').some((each) => each.trim() === 'AzureServices')
  );
}

function roleRefusal(
  state: WorldState,
  account: StorageAccount,
  target: StorageTarget,
  access: { principalId: string; action: 'read' | 'write'; now: number },
): StorageRefusal | null {
  const owner = state.people.find((person) => person.objectId === access.principalId);
  const home = state.subscriptions.find((each) => each.id === account.subscriptionId);
  const scope = containerId(account, target.containerName);
  // An identity holds no role in a foreign tenant's account.
  if (
    owner !== undefined &&
    owner.tenantId === home?.tenantId &&
    mayTouchBlobs(state, { ...access, scope })
  )
    return null;
  return refusal(
    'AuthorizationPermissionMismatch',
    `The managed identity '${access.principalId}' is not authorized to access '${accountId(account)}'.`,
  );
}

function firewallRefusal(account: StorageAccount): StorageRefusal {
  return refusal(
    'AuthorizationFailure',
    `Access to storage account '${account.name}' is denied by its network rules.`,
  );
}

function refusal(code: string, message: string): StorageRefusal {
  return { code, message };
}
