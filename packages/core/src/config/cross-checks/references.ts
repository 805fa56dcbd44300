import { nearest } from '../../domain/nearest.ts';
import type { ValuePath } from '../mistake.ts';
import { entries, entry, type Finding, type Loose, list, text } from './finding.ts';

/** Names of storages, services, sign-ins and people that name nothing. */
export function wrongReferences(file: Loose): Finding[] {
  const known = {
    storage: Object.keys(entry(file.storage)),
    service: Object.keys(entry(file.services)),
    auth: Object.keys(entry(file.auths)),
    person: Object.keys(entry(file.people)),
  };
  const where = { storage: 'storage:', service: 'services:', auth: 'auths:', person: 'people:' };
  const found: Finding[] = [];

  function refer(path: ValuePath, value: unknown, kind: keyof typeof known): void {
    const name = text(value);
    if (name === null || known[kind].includes(name) || (kind === 'auth' && name === 'default'))
      return;
    const suggestion = nearest(name, known[kind]);
    found.push({ path, message: `names nothing under ${where[kind]}`, suggestion });
  }

  for (const [name, service] of entries(file.services)) {
    refer(['services', name, 'storage'], service.storage, 'storage');
    refer(['services', name, 'auth'], service.auth, 'auth');
    refer(['services', name, 'standby'], service.standby, 'service');
    if (service.standby === name) {
      found.push({ path: ['services', name, 'standby'], message: 'cannot be the service itself' });
    }
  }
  refer(['watch', 'auth'], entry(file.watch).auth, 'auth');
  refer(['slack', 'auth'], entry(file.slack).auth, 'auth');
  refer(['slack', 'restoreAuth'], entry(file.slack).restoreAuth, 'auth');
  for (const [channel, settings] of entries(entry(file.slack).channels)) {
    list(settings.services).forEach((each, index) => {
      refer(['slack', 'channels', channel, 'services', index], each, 'service');
    });
  }
  list(entry(file.approvals).by).forEach((each, index) => {
    refer(['approvals', 'by', index], each, 'person');
  });
  return found;
}
