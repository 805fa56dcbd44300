import { resourceGroupOf } from '../arm/resource-group.ts';
import type { Storage } from '../domain/configuration.ts';
import { LifeboatError } from '../domain/error.ts';
import type { Secret } from '../domain/secret.ts';
import type { AccountPlace } from '../ports/storage-accounts.ts';
import { errorOfUnseen } from './unseen.ts';
import type { Work } from './work.ts';

/**
 * The storage account's access key: from the named environment variable, or from ARM `listKeys`.
 * Errors: `not-allowed`, `storage-not-found`, `azure-unreachable`; `config-invalid` when the variable is not set.
 */
export async function accessKeyOf(
  work: Work,
  storage: Storage,
  signIn: string,
  fallbackSubscription: string,
  signal?: AbortSignal,
): Promise<Secret> {
  if (storage.accessKey.from === 'environment') {
    const { variable } = storage.accessKey;
    const value = work.ports.secrets.get(variable);
    if (value !== null) return value;
    throw new LifeboatError(
      'config-invalid',
      `The access key of storage ${storage.key} comes from ${variable}, which is not set.`,
      {
        hint: `Set ${variable}, or use \`accessKey: from-azure\`.`,
      },
    );
  }
  const azure = work.ports.azure(signIn);
  const place = await accountPlace(work, storage, signIn, fallbackSubscription, signal);
  const key = await azure.storageAccounts.key(place, signal);
  if (key.seen) return key.value;
  throw errorOfUnseen(
    key.why,
    `the keys of storage account ${storage.account}`,
    'storage-not-found',
  );
}

/**
 * Where the account lives: as configured, else found by its name in `fallbackSubscription`.
 * Errors: `storage-not-found`, `not-allowed`, `azure-unreachable`.
 */
export async function accountPlace(
  work: Work,
  storage: Storage,
  signIn: string,
  fallbackSubscription: string,
  signal?: AbortSignal,
): Promise<AccountPlace> {
  const subscription = storage.subscription ?? fallbackSubscription;
  if (storage.resourceGroup !== null) {
    return { subscription, resourceGroup: storage.resourceGroup, account: storage.account };
  }
  const accounts = await work.ports.azure(signIn).storageAccounts.list(subscription, signal);
  if (!accounts.seen)
    throw errorOfUnseen(accounts.why, 'the storage accounts', 'storage-not-found');
  const found = accounts.value.find((account) => account.name.toLowerCase() === storage.account);
  if (found === undefined) {
    throw new LifeboatError(
      'storage-not-found',
      `There is no storage account ${storage.account} in subscription ${subscription}.`,
      {
        hint: 'Name its `subscription` and `resourceGroup` under `storage:` in the configuration.',
      },
    );
  }
  const resourceGroup = resourceGroupOf(found.resourceId) ?? '';
  return { subscription, resourceGroup, account: storage.account };
}
