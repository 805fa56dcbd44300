import { checkContainer } from '../../checks/container.ts';
import { checkImmutability } from '../../checks/immutability.ts';
import { checkLifecycle } from '../../checks/lifecycle.ts';
import { checkLocks } from '../../checks/locks.ts';
import { checkOwnRights } from '../../checks/own-rights.ts';
import type { Check } from '../../domain/check.ts';
import type { Service, Storage } from '../../domain/configuration.ts';
import type { Look, ServiceResource } from '../../ports/azure.ts';
import type { ContainerResource, LifecycleRule } from '../../ports/storage-accounts.ts';
import type { Snapshot } from '../../ports/store.ts';
import type { Work } from '../work.ts';
import type { AccountBook } from './account-looks.ts';
import { gatherServiceFacts, type ServiceFacts } from './service-facts.ts';
import { storageChecks } from './storage-checks.ts';
import { gatherStorageFacts, type StorageFacts } from './storage-facts.ts';

/** What decides whether a service can be backed up into a storage, as far as Azure tells before. */
export type BackupFacts = {
  service: ServiceFacts;
  storage: StorageFacts;
  container: Look<ContainerResource>;
  lifecycle: Look<LifecycleRule[]>;
};

/** Looks at everything a backup needs, side by side; the look at the service itself is on its way. */
export async function gatherBackupFacts(
  work: Work,
  what: {
    service: Service;
    storage: Storage;
    accounts: AccountBook;
    snapshot: Snapshot | null;
  },
  looking: Promise<Look<ServiceResource>>,
  signal: AbortSignal | undefined,
): Promise<BackupFacts> {
  const { service, storage, snapshot } = what;
  const account = what.accounts(service, storage);
  const [own, facts, container, lifecycle] = await Promise.all([
    gatherServiceFacts(work, service, looking, signal),
    gatherStorageFacts(work, { service, storage, account, snapshot }, looking, signal),
    account.container(),
    account.lifecycle(),
  ]);
  return { service: own, storage: facts, container, lifecycle };
}

/** What a backup takes beyond its service being one that can be backed up now. */
export function backupChecks(
  service: Service,
  storage: Storage,
  facts: BackupFacts,
  options: { wishesRestore?: boolean; dataPlane?: Look<unknown> } = {},
): Check[] {
  const { rights, locks, look } = facts.service;
  return [
    checkOwnRights(rights, 'backup', options.wishesRestore === true ? 'restore' : null),
    checkLocks(locks),
    ...storageChecks(service, storage, facts.storage, look),
    checkContainer(storage, options.dataPlane ?? facts.container, facts.container),
    checkImmutability(facts.container),
    checkLifecycle(storage.container, facts.lifecycle),
  ];
}
