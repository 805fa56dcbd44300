import type { Configuration, ServiceId } from '../domain/configuration.ts';
import { warningsFor } from '../domain/expiring.ts';
import type { Instant } from '../domain/instant.ts';
import type { Draft } from '../ports/store.ts';
import { tellWarnings } from './warning-notices.ts';

/**
 * Brings a service's warnings up to date inside an update: what holds is kept or added, what a
 * fresh backup answered goes. What is new becomes a notice in the same update.
 */
export function refreshWarnings(
  draft: Draft,
  service: ServiceId,
  configuration: Configuration,
  now: Instant,
): void {
  const seen = draft.get('service', service);
  if (seen === null) return;
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
  for (const warning of cleared) draft.remove('warning', warning.id);
  const kept = tellWarnings(draft, configuration, { before, hold, cleared }, now);
  for (const warning of kept) draft.put('warning', warning);
}
