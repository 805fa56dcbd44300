import type { Configuration, ServiceId } from '../domain/configuration.ts';
import { warningsFor } from '../domain/expiring.ts';
import type { Instant } from '../domain/instant.ts';
import type { Warning } from '../domain/warning.ts';
import type { Draft } from '../ports/store.ts';
import { tellWarnings } from './warning-notices.ts';

/**
 * Brings a service's warnings up to date inside an update: what holds is kept or added, what a
 * fresh backup answered goes. What is new becomes a notice in the same update, so that it is told
 * once, whoever saw it (promise 10). Gives the new ones.
 */
export function refreshWarnings(
  draft: Draft,
  service: ServiceId,
  configuration: Configuration,
  now: Instant,
): Warning[] {
  const seen = draft.get('service', service);
  if (seen === null) return [];
  const configured = configuration.services.find((one) => one.id === service);
  const before = draft.all('warning').filter((warning) => warning.service === service);
  const { hold, cleared } = warningsFor({
    service: seen,
    backups: draft.all('backup').filter((backup) => backup.service === service),
    remindBeforeMs: configuration.remindBeforeMs,
    everyMs: configured?.everyMs ?? null,
    now,
    existing: before,
  });
  const added = hold.filter((warning) => !before.includes(warning));
  for (const warning of cleared) draft.remove('warning', warning.id);
  const kept = tellWarnings(draft, configuration, { before, hold, cleared }, now);
  for (const warning of kept) draft.put('warning', warning);
  return added;
}
