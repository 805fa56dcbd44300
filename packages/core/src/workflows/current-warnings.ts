import type { Configuration } from '../domain/configuration.ts';
import { warningsFor } from '../domain/expiring.ts';
import type { Instant } from '../domain/instant.ts';
import type { Warning } from '../domain/warning.ts';
import type { Snapshot } from '../ports/store.ts';
import type { FleetRow } from './fleet.ts';

/**
 * The warnings that hold now, whenever the store last worked them out; `remindBeforeMs` adds to the
 * configured times. Nothing is written. In the order of the rows. Pure.
 */
export function currentWarnings(
  rows: readonly FleetRow[],
  snapshot: Snapshot,
  configuration: Configuration,
  now: Instant,
  remindBeforeMs: readonly number[] = [],
): Warning[] {
  const existing = Map.groupBy(snapshot.all('warning'), (warning) => warning.service);
  const before = [...new Set([...configuration.remindBeforeMs, ...remindBeforeMs])];
  return rows.flatMap(({ service, seen, backups }) =>
    seen === null
      ? []
      : warningsFor({
          service: seen,
          backups,
          remindBeforeMs: before,
          everyMs: service.everyMs,
          now,
          existing: existing.get(service.id) ?? [],
        }).hold,
  );
}
