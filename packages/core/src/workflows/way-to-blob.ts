import type { Service, Storage } from '../domain/configuration.ts';
import type { NamedBackup } from './resolve-backup.ts';
import type { Work } from './work.ts';

/**
 * How to look at a backup's blob: through the service whose backup it is, else through whoever uses
 * the storage, else with our own sign-in. Pure.
 */
export function wayToBlob(
  { configuration }: Pick<Work, 'configuration'>,
  { account, container, backup }: NamedBackup,
): { reader: Pick<Service, 'signIn' | 'subscription'>; storage: Storage } {
  const isHere = (storage: Storage | null): storage is Storage =>
    storage?.account === account && storage.container === container;
  const users = configuration.services.filter(({ storage }) => isHere(storage));
  const user = users.find(({ id }) => id === backup?.service) ?? users[0];
  const configured = Object.values(configuration.storages).find(isHere);
  const storage = user?.storage ?? configured;
  return {
    reader: user ?? { signIn: 'default', subscription: configured?.subscription ?? '' },
    storage: storage ?? {
      key: `${account}/${container}`,
      account,
      container,
      access: 'system-identity',
      clientId: null,
      accessKey: { from: 'azure' },
      subscription: null,
      resourceGroup: null,
    },
  };
}
