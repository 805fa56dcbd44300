import { accountId } from '../world/resource-id.ts';
import type { StorageAccount } from '../world/storage-model.ts';
import type { ArmContext, ArmDeps } from './deps.ts';
import { groupPath, spelledParts } from './deps.ts';
import { authorize, findGroup, findSubscription, resourceNotFound } from './find.ts';

/** The provider of storage below a subscription or group, in route patterns. */
export const storageProvider = '/providers/microsoft.storage';
/** The path of a storage account. */
export const accountPath = `${groupPath}${storageProvider}/storageaccounts/:account`;

/**
 * The storage account of the path, for a caller who may do `action` on it.
 * Rights come before existence. Errors: as `reachService`.
 */
export function reachAccount(c: ArmContext, deps: ArmDeps, action: string): StorageAccount {
  const [, subscriptionId = '', , resourceGroup = '', , , , name = ''] = spelledParts(c.req.raw);
  findSubscription(c, deps);
  const id = accountId({ subscriptionId, resourceGroup, name });
  authorize(c, deps, action, id);
  const group = findGroup(c, deps);
  const found = deps.world.state.accounts.find(
    (each) => accountId(each).toLowerCase() === id.toLowerCase(),
  );
  if (found !== undefined) return found;
  throw resourceNotFound('Microsoft.Storage/storageAccounts', name, group.name);
}
