import { checkCors } from '../../checks/cors.ts';
import { checkIdentity } from '../../checks/identity.ts';
import { checkSharedKey } from '../../checks/key-allowed.ts';
import { checkListKeys } from '../../checks/list-keys.ts';
import { checkStorageAccount } from '../../checks/storage-account.ts';
import { checkStorageNetwork } from '../../checks/storage-network.ts';
import { checkStorageRole } from '../../checks/storage-role.ts';
import type { Check } from '../../domain/check.ts';
import type { Service, Storage } from '../../domain/configuration.ts';
import type { Look, ServiceResource } from '../../ports/azure.ts';
import type { StorageFacts } from './storage-facts.ts';

/** Whether a service gets into a storage: what a backup and a restore want alike. */
export function storageChecks(
  service: Service,
  storage: Storage,
  facts: StorageFacts,
  look: Look<ServiceResource>,
): Check[] {
  const { account, access } = storage;
  const region = look.seen ? look.value.region : null;
  const visitor = { access, region, resourceId: service.resourceId };
  return [
    checkIdentity(storage, look),
    checkStorageAccount(storage, facts.account),
    checkStorageNetwork(account, facts.account, visitor),
    checkSharedKey(account, facts.account, access),
    checkCors(account, facts.blobService),
    checkListKeys(account, facts.rights),
    checkStorageRole(service.label, account, facts.roles),
  ];
}
