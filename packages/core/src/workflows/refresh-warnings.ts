import type { Backup } from '../domain/backup.ts';
import type { Configuration, Service, ServiceId } from '../domain/configuration.ts';
import { warningsFor } from '../domain/expiring.ts';
import type { Instant } from '../domain/instant.ts';
import type { Notice } from '../domain/notice.ts';
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
  return refreshOne(draft, service, configuration, now, {
    configured: configuration.services.find((one) => one.id === service),
    backups: draft.all('backup').filter((backup) => backup.service === service),
    warnings: draft.all('warning').filter((warning) => warning.service === service),
    notices: draft.all('notice').filter((notice) => notice.service === service),
  });
}

/**
 * The same for many services, each looked at once. The lists of the store are gone through once for all
 * of them: a whole fleet may become late at the same time, and an update holds everybody up.
 */
export function refreshWarningsOfMany(
  draft: Draft,
  services: Iterable<ServiceId>,
  configuration: Configuration,
  now: Instant,
): Warning[] {
  const configured = new Map(configuration.services.map((one) => [one.id, one]));
  const backups = Map.groupBy(draft.all('backup'), (backup) => backup.service);
  const warnings = Map.groupBy(draft.all('warning'), (warning) => warning.service);
  const notices = Map.groupBy(draft.all('notice'), (notice) => notice.service);
  // What is written for one service changes nothing that another is judged by.
  return [...new Set(services)].flatMap((service) =>
    refreshOne(draft, service, configuration, now, {
      configured: configured.get(service),
      backups: backups.get(service) ?? [],
      warnings: warnings.get(service) ?? [],
      notices: notices.get(service) ?? [],
    }),
  );
}

/** All there is about one service, as the draft has it before its warnings change. */
type Own = {
  configured: Service | undefined;
  backups: readonly Backup[];
  warnings: readonly Warning[];
  notices: readonly Notice[];
};

function refreshOne(
  draft: Draft,
  service: ServiceId,
  configuration: Configuration,
  now: Instant,
  { configured, backups, warnings: before, notices }: Own,
): Warning[] {
  const seen = draft.get('service', service);
  if (seen === null) return [];
  const { hold, cleared } = warningsFor({
    service: seen,
    backups,
    remindBeforeMs: configuration.remindBeforeMs,
    everyMs: configured?.everyMs ?? null,
    now,
    existing: before,
  });
  const added = hold.filter((warning) => !before.includes(warning));
  for (const warning of cleared) draft.remove('warning', warning.id);
  const kept = tellWarnings(draft, configuration, { before, hold, cleared, notices }, now);
  for (const warning of kept) draft.put('warning', warning);
  return added;
}
