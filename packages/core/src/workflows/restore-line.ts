import type { Configuration, Service, Storage } from '../domain/configuration.ts';
import { nameToType } from '../domain/name-to-type.ts';
import { storageAt } from './resolve-storage.ts';

/**
 * The command line that restores `target` from a backup, named by id or blob URL, in a storage: with
 * the way in, where the configuration alone does not tell it, as on a new machine.
 */
export function restoreLine(
  configuration: Configuration,
  target: Service,
  storage: Storage,
  from: string,
): string {
  const name = nameToType(target);
  return ['apim restore', name, '--from', from, ...wayIn(configuration, target, storage)].join(' ');
}

function wayIn(configuration: Configuration, target: Service, storage: Storage): string[] {
  if (isKnown(configuration, target, storage)) return [];
  const client = storage.clientId === null ? [] : ['--client-id', storage.clientId];
  return ['--access', storage.access, ...client];
}

/** Whether the same way in is found without being told. */
function isKnown(configuration: Configuration, target: Service, storage: Storage): boolean {
  try {
    const found = storageAt(configuration, target, storage, { access: null, clientId: null });
    return found.access === storage.access && found.clientId === storage.clientId;
  } catch {
    return false; // nothing says how
  }
}
