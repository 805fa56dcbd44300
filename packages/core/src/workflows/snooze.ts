import type { ServiceId } from '../domain/configuration.ts';
import type { Instant } from '../domain/instant.ts';
import type { Warning } from '../domain/warning.ts';
import type { Draft } from '../ports/store.ts';
import { refreshWarnings } from './refresh-warnings.ts';
import type { Work } from './work.ts';

/** The longest snooze: nobody should forget a warning for longer than a backup lives. 30 days in milliseconds. */
export const longestSnoozeMs = 30 * 24 * 60 * 60 * 1000;

/**
 * Silences a service's warnings until an instant, those that come meanwhile too. Gives the warnings
 * that are silenced: none when the service has none, and then nothing is silenced.
 */
export function snooze(
  work: Work,
  service: ServiceId,
  wish: { until: Instant; reason: string | null },
): Promise<Warning[]> {
  const { store, clock, thisProcess } = work.ports;
  const silenced = ({ snoozeReason, ...warning }: Warning): Warning => ({
    ...warning,
    snoozedUntil: wish.until,
    snoozedBy: thisProcess.requester.who,
    ...(wish.reason === null ? {} : { snoozeReason: wish.reason }),
  });
  return store.update((draft) => {
    for (const warning of warningsOf(draft, service)) draft.put('warning', silenced(warning));
    refreshWarnings(draft, service, work.configuration, clock.now());
    for (const warning of warningsOf(draft, service)) draft.put('warning', silenced(warning));
    return warningsOf(draft, service);
  });
}

/**
 * Ends a service's snooze now: the most urgent of what still holds is told. Gives the warnings that
 * had been silenced; none when there was no snooze.
 */
export function endSnooze(work: Work, service: ServiceId): Promise<Warning[]> {
  const { store, clock } = work.ports;
  return store.update((draft) => {
    const now = clock.now();
    const silenced = warningsOf(draft, service).filter(
      ({ snoozedUntil }) => snoozedUntil !== null && snoozedUntil > now,
    );
    for (const warning of silenced) draft.put('warning', { ...warning, snoozedUntil: now });
    refreshWarnings(draft, service, work.configuration, now);
    return silenced;
  });
}

function warningsOf(draft: Draft, service: ServiceId): Warning[] {
  return draft.all('warning').filter((warning) => warning.service === service);
}
