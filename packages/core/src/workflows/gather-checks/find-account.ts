import { resourceGroupOf } from '../../arm/resource-group.ts';
import type { Service, Storage } from '../../domain/configuration.ts';
import type { Azure, Look } from '../../ports/azure.ts';
import type { AccountPlace, StorageAccountResource } from '../../ports/storage-accounts.ts';
import { visibleAccounts } from '../locate-account.ts';
import { notSeen } from './look-within.ts';

/** Where an account is, and how it looks there. The place is null when it was not found. */
export type FoundAccount = { place: AccountPlace | null; account: Look<StorageAccountResource> };

/** The place as configured: known without asking anybody. Null when the configuration does not say. */
export function configuredPlace(
  storage: Storage,
  service: Pick<Service, 'subscription'>,
): AccountPlace | null {
  const { account, resourceGroup } = storage;
  const subscription = storage.subscription ?? service.subscription;
  return resourceGroup === null ? null : { subscription, resourceGroup, account };
}

/**
 * Looks for an account whose place is not configured: in its own or the service's subscription, then in
 * all that can be seen. That it is not found there does not say that it does not exist.
 */
export async function findAccount(
  azure: Azure,
  storage: Storage,
  service: Pick<Service, 'subscription'>,
  signal: AbortSignal,
): Promise<FoundAccount> {
  const { account } = storage;
  const subscription = storage.subscription ?? service.subscription;
  const near = await azure.storageAccounts.list(subscription, signal);
  const found = near.seen ? near.value.find(({ name }) => isSame(name, account)) : undefined;
  if (near.seen && found !== undefined) {
    const resourceGroup = resourceGroupOf(found.resourceId) ?? '';
    return {
      place: { subscription, resourceGroup, account },
      account: { ...near, value: found },
    };
  }
  if (storage.subscription !== null && !near.seen) return { place: null, account: near };
  const all = await azure.subscriptions.list(signal);
  const others = all.seen
    ? all.value.map((one) => one.subscription).filter((one) => !isSame(one, subscription))
    : [];
  const home = (await visibleAccounts(azure, others, signal)).find(({ name }) =>
    isSame(name, account),
  );
  if (home === undefined) {
    return { place: null, account: near.seen ? invisible(account) : near };
  }
  const place = { subscription: home.subscription, resourceGroup: home.resourceGroup, account };
  return { place, account: await azure.storageAccounts.get(place, signal) };
}

function invisible(account: string): Look<never> {
  return notSeen(
    `no storage account ${account} is among those that the account signed in can see`,
    'Name its `subscription` and `resourceGroup` under `storage:` in the configuration.',
  );
}

function isSame(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
