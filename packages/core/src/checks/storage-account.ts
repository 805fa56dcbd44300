import { type Check, verdictsOf } from '../domain/check.ts';
import type { Storage } from '../domain/configuration.ts';
import type { Look } from '../ports/azure.ts';
import type { StorageAccountResource } from '../ports/storage-accounts.ts';

/**
 * Whether the account is where the configuration says. Azure finds it by its name alone (facts/azure.md
 * 1.1), so a wrong place only warns, unless we need its key from there.
 */
export function checkStorageAccount(
  storage: Pick<Storage, 'account' | 'access' | 'accessKey'>,
  look: Look<StorageAccountResource>,
): Check {
  const is = verdictsOf({ name: 'storage-account', threshold: 'exists' });
  const { account } = storage;
  if (look.seen) {
    const { primaryRegion, sku, primaryAvailable } = look.value;
    const measured = `${account} in ${primaryRegion}${sku === null ? '' : `, ${sku}`}`;
    if (primaryAvailable !== false) return is.pass(measured);
    return is.warn(
      `${measured}: Azure says that its primary location does not answer`,
      `If it has a copy in another region, it can be failed over: az storage account failover --name ${account}`,
    );
  }
  if (look.why.kind !== 'absent') return is.unknown(look.why);
  const measured = `${account} is not in the subscription and resource group that the configuration names`;
  const remedy =
    'Look at `account`, `subscription` and `resourceGroup` of the storage in the configuration.';
  const keyed = storage.access === 'access-key' && storage.accessKey.from === 'azure';
  return keyed
    ? is.fail(`${measured}, so that its key cannot be had`, remedy, 'storage-not-found')
    : is.warn(measured, remedy);
}
