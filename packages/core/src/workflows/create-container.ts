import type { Service, Storage } from '../domain/configuration.ts';
import { isoTime } from '../domain/instant.ts';
import type { Unseen } from '../ports/azure.ts';
import { configuredPlace, findAccount } from './gather-checks/find-account.ts';
import type { Work } from './work.ts';

/** What became of making a container. */
export type ContainerMade = { made: true } | { made: false; words: string };

/**
 * Makes the private container that a service's backups go to; one that is there stays as it is.
 * Effects: one PUT to the resource manager, a `note` line in the audit trail.
 */
export async function createContainer(
  work: Work,
  service: Service,
  storage: Storage,
  signal: AbortSignal,
): Promise<ContainerMade> {
  const azure = work.ports.azure(service.signIn);
  const place =
    configuredPlace(storage, service) ?? (await findAccount(azure, storage, service, signal)).place;
  if (place === null) {
    return { made: false, words: `the storage account ${storage.account} was not found` };
  }
  const look = await azure.storageAccounts.createContainer(place, storage.container, signal);
  if (!look.seen) return { made: false, words: wordsOf(look.why) };
  const { requester } = work.ports.thisProcess;
  await work.ports.audit.append({
    at: isoTime(work.ports.clock.now()),
    event: 'note',
    who: requester.who,
    host: requester.host,
    door: requester.door,
    subject: service.label,
    operation: null,
    what: `made the container ${storage.account}/${storage.container}`,
    why: null,
    record: null,
  });
  return { made: true };
}

function wordsOf({ words, remedy }: Unseen): string {
  return remedy === null ? words : `${words}. ${remedy}`;
}
