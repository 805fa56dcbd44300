import { resourceGroupOf } from '../arm/resource-group.ts';
import type { Azure } from '../ports/azure.ts';
import type { StorageAccountResource } from '../ports/storage-accounts.ts';
import { sideBySide } from './side-by-side.ts';

/** Where a storage account lives. */
export type AccountHome = { subscription: string; resourceGroup: string; name: string };

const atOnce = 8;

/** The storage accounts of these subscriptions that the signed-in person can see, by name. */
export async function visibleAccounts(
  azure: Azure,
  subscriptions: readonly string[],
  signal?: AbortSignal,
): Promise<AccountHome[]> {
  const lists = await sideBySide(subscriptions, atOnce, signal, async (subscription) => {
    const list = await azure.storageAccounts.list(subscription, signal);
    return list.seen ? list.value.map((account) => homeOf(subscription, account)) : [];
  });
  signal?.throwIfAborted();
  return lists.flat().toSorted((one, other) => one.name.localeCompare(other.name, 'en'));
}

function homeOf(subscription: string, { resourceId, name }: StorageAccountResource): AccountHome {
  return { subscription, resourceGroup: resourceGroupOf(resourceId) ?? '', name };
}
