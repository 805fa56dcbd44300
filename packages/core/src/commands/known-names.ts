import { isoTime } from '../domain/instant.ts';
import { isEnded } from '../domain/operation.ts';
import type { Lifeboat } from '../lifeboat.ts';
import type { KnownNames } from './complete.ts';

/** More than a shell can show helps nobody. */
const most = 200;

/** The names of the configuration and the store, newest first; asks nobody outside this machine. */
export async function knownNames({ configuration, ports }: Lifeboat): Promise<KnownNames> {
  const snapshot = await ports.store.read();
  const backups = [...snapshot.all('backup')]
    .sort((one, other) => other.createdAt - one.createdAt)
    .slice(0, most);
  const operations = snapshot
    .all('operation')
    .filter((operation) => !isEnded(operation.status))
    .slice(0, most);
  return {
    services: configuration.services.map((service) => ({
      value: service.label,
      summary: service.environment ?? '',
    })),
    storages: Object.values(configuration.storages).map((storage) => ({
      value: storage.key,
      summary: `${storage.account}/${storage.container}`,
    })),
    backups: backups.map((backup) => ({
      value: backup.id,
      summary: `${backup.label}, ${isoTime(backup.createdAt)}`,
    })),
    operations: operations.map((operation) => ({
      value: operation.id,
      summary: `${operation.kind} of ${operation.label}, ${operation.status}`,
    })),
  };
}
