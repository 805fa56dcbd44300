import { type Check, verdictsOf } from '../domain/check.ts';
import type { Look, ServiceResource } from '../ports/azure.ts';
import type { StorageAccountResource } from '../ports/storage-accounts.ts';

/** Whether the backups outlive the region of the service they are of. */
export function checkStorageRegion(
  service: Look<Pick<ServiceResource, 'region'>>,
  account: Look<StorageAccountResource>,
): Check {
  const is = verdictsOf({ name: 'storage-region', threshold: 'not only that of the service' });
  if (!account.seen) return is.unknown(account.why);
  if (!service.seen) return is.unknown(service.why);
  const { name, primaryRegion, secondaryRegion } = account.value;
  const { region } = service.value;
  if (primaryRegion !== region) return is.pass(`${name} lives in ${primaryRegion}`);
  if (secondaryRegion !== null && secondaryRegion !== region) {
    return is.pass(
      `${name} has a copy in ${secondaryRegion}; it is failed over to first (az storage account failover)`,
    );
  }
  return is.warn(
    `${name} lives in ${region} only, like the service: if the region is lost, so are the backups`,
    'Use an account in another region, or one with a copy there (Standard_GRS).',
  );
}
