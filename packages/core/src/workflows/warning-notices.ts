import type { Configuration } from '../domain/configuration.ts';
import { mostUrgent } from '../domain/expiring.ts';
import { type Instant, isoTime } from '../domain/instant.ts';
import type { Notice, Severity } from '../domain/notice.ts';
import { utcTime } from '../domain/relative-time.ts';
import type { Warning } from '../domain/warning.ts';
import { thresholdWords } from '../domain/warning-words.ts';
import type { Draft } from '../ports/store.ts';
import { answerThese } from './answer-notices.ts';
import { raiseNotice } from './raise-notice.ts';

/**
 * A service's warnings as they were before an update, as they hold after it, and what no longer does;
 * and the notices about the service.
 */
export type WarningChange = {
  before: readonly Warning[];
  hold: readonly Warning[];
  cleared: readonly Warning[];
  notices: readonly Notice[];
};

/**
 * Puts what changed about a service's warnings into the outbox, inside the update that writes them,
 * and gives the warnings as they are to be kept.
 *
 * A warning that is new, or about another backup than before, is told; of several times before the end
 * that were crossed at once the nearest alone. While a service is snoozed none is told, new ones are
 * snoozed too, and when the snooze ends the most urgent of what still holds is. What was told of a
 * warning that no longer holds is answered.
 */
export function tellWarnings(
  draft: Draft,
  configuration: Configuration,
  { before, hold, cleared, notices }: WarningChange,
  now: Instant,
): Warning[] {
  const snooze = before.find(({ snoozedUntil }) => snoozedUntil !== null && snoozedUntil > now);
  const fresh = hold.filter((warning) => !before.includes(warning));
  const over = hold.filter(({ snoozedUntil }) => snoozedUntil !== null && snoozedUntil <= now);
  answerTold(draft, notices, [...cleared, ...replaced(before, fresh)], now);
  if (snooze === undefined) {
    for (const warning of loudest(fresh)) tell(draft, configuration, warning, '', now);
    for (const warning of awoken(over)) {
      const until = `|after the snooze until ${isoTime(warning.snoozedUntil)}`;
      tell(draft, configuration, warning, until, now);
    }
  }
  return hold.map((warning) => {
    if (over.includes(warning)) return awake(warning);
    return snooze !== undefined && fresh.includes(warning)
      ? { ...warning, ...snoozeOf(snooze) }
      : warning;
  });
}

/** The part of a warning that says how it is snoozed. */
export function snoozeOf({ snoozedUntil, snoozedBy, snoozeReason }: Warning): Partial<Warning> {
  return {
    snoozedUntil,
    ...(snoozedBy === undefined ? {} : { snoozedBy }),
    ...(snoozeReason === undefined ? {} : { snoozeReason }),
  };
}

/** The warning without its snooze. */
export function awake({ snoozedBy, snoozeReason, ...warning }: Warning): Warning {
  return { ...warning, snoozedUntil: null };
}

function replaced(before: readonly Warning[], fresh: readonly Warning[]): Warning[] {
  return before.filter(({ id }) => fresh.some((warning) => warning.id === id));
}

function answerTold(
  draft: Draft,
  notices: readonly Notice[],
  over: readonly Warning[],
  now: Instant,
): void {
  for (const { threshold, backup } of over) {
    answerThese(
      draft,
      notices,
      (notice) => notice.threshold === threshold && notice.backup === backup,
      now,
    );
  }
}

const isTime = ({ threshold }: Warning): boolean =>
  threshold !== 'late' && threshold !== 'last-restorable';

function loudest(fresh: readonly Warning[]): Warning[] {
  const time = mostUrgent(fresh.filter(isTime));
  return [...(time === null ? [] : [time]), ...fresh.filter((warning) => !isTime(warning))];
}

/** At the end of a snooze: one about the end of the backups, one about lateness. */
function awoken(over: readonly Warning[]): Warning[] {
  const ending = mostUrgent(over.filter(({ threshold }) => threshold !== 'late'));
  const late = over.filter(({ threshold }) => threshold === 'late');
  return [...(ending === null ? [] : [ending]), ...late];
}

function tell(
  draft: Draft,
  configuration: Configuration,
  warning: Warning,
  occasion: string,
  now: Instant,
): void {
  const { id, service, label, threshold, backup } = warning;
  raiseNotice(
    draft,
    configuration,
    {
      event: threshold === 'late' ? 'late' : 'expiry',
      // The same threshold about another backup is news; the same about the same is not (promise 10).
      cause: `${id}|${backup}${occasion}`,
      // The backup that answered it may vanish: then it is news once more.
      mayReturn: true,
      severity: severityOf(threshold),
      service,
      label,
      title: `${label}: ${thresholdWords(threshold)}`,
      text: textOf(draft, warning, now),
      threshold,
      ...(backup === null ? {} : { backup }),
    },
    now,
  );
}

const dayMs = 86_400_000;

function severityOf(threshold: Warning['threshold']): Severity {
  // Critical when only one is left: facts/peers.md A3, row 2.
  if (threshold === 'expired' || threshold === 'last-restorable') return 'critical';
  const hours = /^(\d+)(d|h)$/.exec(threshold);
  if (hours === null) return 'warning';
  const count = Number(hours[1]) * (hours[2] === 'd' ? 24 : 1);
  return count * 3_600_000 <= dayMs ? 'critical' : 'warning';
}

function textOf(draft: Draft, { label, threshold, since, backup }: Warning, now: Instant): string {
  const found = backup === null ? null : draft.get('backup', backup);
  const made = found === null ? '' : `, made ${utcTime(found.createdAt, now)} UTC`;
  const which = backup === null ? 'No backup of it is known.' : `The newest is ${backup}${made}.`;
  const when =
    threshold === 'last-restorable' ? '' : ` This holds since ${utcTime(since, now)} UTC.`;
  return `${which}${when} A fresh backup renews it: \`apim backup ${label}\`.`;
}
