import { entries, entry, type Finding, type Loose, text } from './finding.ts';

/** A user-assigned identity without its client id, neither at the storage nor at the service. */
export function wrongStorageAccess(file: Loose): Finding[] {
  const storages = entry(file.storage);
  const found: Finding[] = [];
  for (const [name, storage] of entries(file.storage)) {
    if (storage.access !== 'user-identity' || storage.clientId !== undefined) continue;
    // Fine when each service that uses it brings a client id of its own, or another access.
    const users = entries(file.services).filter(([, service]) => service.storage === name);
    const all =
      users.length > 0 &&
      users.every(([, { clientId, access }]) => clientId !== undefined || access !== undefined);
    if (!all)
      found.push({
        path: ['storage', name, 'clientId'],
        message: 'is missing; user-identity needs it',
      });
  }
  for (const [name, service] of entries(file.services)) {
    if (service.access !== 'user-identity' || service.clientId !== undefined) continue;
    if (entry(storages[text(service.storage) ?? '']).clientId !== undefined) continue;
    found.push({
      path: ['services', name, 'clientId'],
      message: 'is missing; user-identity needs it',
    });
  }
  return found;
}
