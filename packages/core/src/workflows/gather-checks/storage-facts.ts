import type { PermissionSet, RoleAssignment } from '../../ports/authorization.ts';
import type { Look, ServiceResource } from '../../ports/azure.ts';
import type { BlobServiceFacts, StorageAccountResource } from '../../ports/storage-accounts.ts';
import type { Work } from '../work.ts';
import { lookAtRoles, type RoleAsked } from './role-look.ts';

/** What decides whether a service gets into a storage. */
export type StorageFacts = {
  account: Look<StorageAccountResource>;
  blobService: Look<BlobServiceFacts>;
  /** Our own rights on the account; null where no key comes from Azure. */
  rights: Look<PermissionSet[]> | null;
  /** What the service's identity holds; null when there is none to ask about. */
  roles: Look<RoleAssignment[]> | null;
};

/** Looks at a storage as a service wants to get into it, all at once. */
export async function gatherStorageFacts(
  work: Work,
  what: RoleAsked,
  looking: Promise<Look<ServiceResource>>,
  signal: AbortSignal | undefined,
): Promise<StorageFacts> {
  const { storage, account } = what;
  const keyed = storage.access === 'access-key' && storage.accessKey.from === 'azure';
  const [seen, blobService, rights, roles] = await Promise.all([
    account.account(),
    account.blobService(),
    keyed ? account.rights() : null,
    lookAtRoles(work, what, looking, signal),
  ]);
  return { account: seen, blobService, rights, roles };
}
