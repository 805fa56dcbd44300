import type { ServiceId } from './configuration.ts';
import type { Instant } from './instant.ts';
import type { Requester } from './operation.ts';

/** The id of the hold of everything. */
export const holdOfAll = 'all';

/** A stop for schedules and new backups, of one service or all. It always has an end. */
export type Hold = {
  /** The service's id, or {@link holdOfAll}. */
  id: ServiceId | typeof holdOfAll;
  /** The service's label; null for all. */
  label: string | null;
  reason: string;
  since: Instant;
  until: Instant;
  by: Requester;
};

/** A schedule that rests. It always has an end, and people are reminded of it. */
export type Pause = {
  /** The service's id. */
  id: ServiceId;
  label: string;
  reason: string | null;
  since: Instant;
  until: Instant;
  by: Requester;
};

/** The longest time a hold or a pause may be asked for: 30 days. Milliseconds. */
export const longestStopMs = 30 * 24 * 60 * 60 * 1000;

/** The pause while it lasts; null before and afterwards. */
export function pauseOf(pause: Pause | null, now: Instant): Pause | null {
  return pause !== null && now < pause.until ? pause : null;
}

/** The hold that stops a service now: its own, else that of all; null when there is none. */
export function holdOn(holds: readonly Hold[], service: ServiceId, now: Instant): Hold | null {
  // When it began does not count: a clock that was set back must not lift it.
  const open = holds.filter((hold) => now < hold.until);
  return (
    open.find((hold) => hold.id === service) ?? open.find((hold) => hold.id === holdOfAll) ?? null
  );
}
