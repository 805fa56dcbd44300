import { type Backup, expiresAt, isRestorable } from './backup.ts';
import type { Instant } from './instant.ts';
import type { ServiceSeen } from './service-seen.ts';
import { lateAfterMs, ownBackups } from './verdict.ts';
import type { Threshold, Warning } from './warning.ts';

/** All the warnings of one service are decided on. */
export type WarningInputs = {
  service: Pick<ServiceSeen, 'id' | 'label' | 'tier' | 'storageReadAt'>;
  /** This service's backups, in any order and state; safety backups are ignored. */
  backups: readonly Backup[];
  /** How long before the end of the last restorable backup people want to hear. Milliseconds, whole hours. */
  remindBeforeMs: readonly number[];
  /** How old the newest backup may become; null for on demand only. Milliseconds. */
  everyMs: number | null;
  now: Instant;
  /** This service's warnings as the store has them. */
  existing: readonly Warning[];
};

/** What holds now, and which of the existing warnings no longer do. */
export type Warnings = { hold: Warning[]; cleared: Warning[] };

/**
 * The warnings that hold for a service now. A warning that held before about the same backup keeps
 * its `since` and its snooze; one about another backup is new, under the same id. All crossed
 * thresholds hold; {@link mostUrgent} is the one to show. A fresh backup clears them. When the last
 * restorable backup is gone, `expired` joins what held: nothing is cleared for the worse.
 */
export function warningsFor(inputs: WarningInputs): Warnings {
  const { service, existing } = inputs;
  const own = ownBackups(inputs.backups);
  const found = [...endings(inputs, own), ...lateness(inputs, own)];
  const hold = found.map((each): Warning => {
    const before = existing.find((warning) => warning.threshold === each.threshold);
    if (before !== undefined && before.backup === each.backup) return before;
    const id = warningId(service.id, each.threshold);
    return { id, service: service.id, label: service.label, ...each, snoozedUntil: null };
  });
  const held = new Set(hold.map((warning) => warning.threshold));
  return { hold, cleared: existing.filter((warning) => !held.has(warning.threshold)) };
}

/** The record id of a service's warning. */
export function warningId(service: string, threshold: Threshold): string {
  return `${service}|${threshold}`;
}

/** A reminder time as a threshold: `7d`, or `36h` where it is not whole days. Milliseconds, whole hours. */
export function thresholdOf(beforeMs: number): Threshold {
  const hours = Math.round(beforeMs / hourMs);
  return hours % 24 === 0 ? `${hours / 24}d` : `${hours}h`;
}

/**
 * The warning a person should see when several hold: `expired`, then the time that is nearest to
 * the end, then `last-restorable`, then `late`. Null without any.
 */
export function mostUrgent(warnings: readonly Warning[]): Warning | null {
  return warnings.reduce<Warning | null>(
    (best, each) =>
      best === null || urgency(each.threshold) < urgency(best.threshold) ? each : best,
    null,
  );
}

const hourMs = 3_600_000;

type Found = Pick<Warning, 'threshold' | 'since' | 'backup'>;

function endings(inputs: WarningInputs, own: Backup[]): Found[] {
  const { service, now, existing } = inputs;
  const beforeMs = [...inputs.remindBeforeMs].sort((one, other) => other - one);
  if (own.length === 0) return [];
  const restorable = own.filter((backup) => countsAsRestorable(backup, service.tier, now));
  const last = lastEnding(restorable);
  if (last === null) {
    const kept = existing.filter(
      ({ threshold }) =>
        threshold === 'last-restorable' || beforeMs.some((ms) => thresholdOf(ms) === threshold),
    );
    const ended = lastEnding(own);
    const since = ended === null ? now : Math.min(now, expiresAt(ended));
    return [{ threshold: 'expired', since, backup: ended?.id ?? null }, ...kept.map(foundAgain)];
  }
  const end = expiresAt(last);
  const crossed = beforeMs.filter((ms) => now >= end - ms);
  const found = crossed.map(
    (ms): Found => ({ threshold: thresholdOf(ms), since: end - ms, backup: last.id }),
  );
  if (crossed.length > 0 && restorable.length === 1) {
    found.push({ threshold: 'last-restorable', since: now, backup: last.id });
  }
  return found;
}

function lateness({ service, everyMs, now }: WarningInputs, own: Backup[]): Found[] {
  if (everyMs === null) return [];
  const made = own.filter((backup) => countsAsRestorable(backup, service.tier, now));
  const newest = lastEnding(made) ?? lastEnding(own);
  if (newest === null) {
    // Before the storage was ever read, having no record proves nothing.
    return service.storageReadAt === null ? [] : [{ threshold: 'late', since: now, backup: null }];
  }
  const since = newest.createdAt + lateAfterMs(everyMs);
  return now > since ? [{ threshold: 'late', since, backup: newest.id }] : [];
}

/**
 * Known to be restorable, or made by an operation Azure called done while nobody could look at the
 * blob: where we may not read the storage, people still want to hear of the 30 days.
 */
function countsAsRestorable(backup: Backup, tier: string | null, now: Instant): boolean {
  const restorable = isRestorable(backup, tier, now);
  return restorable === true || (restorable === null && !backup.imported);
}

// All backups live equally long, so the newest one ends last.
function lastEnding(backups: readonly Backup[]): Backup | null {
  return backups.reduce<Backup | null>(
    (best, each) => (best === null || each.createdAt > best.createdAt ? each : best),
    null,
  );
}

function foundAgain({ threshold, since, backup }: Warning): Found {
  return { threshold, since, backup };
}

function urgency(threshold: Threshold): number {
  if (threshold === 'expired') return -1;
  if (threshold === 'last-restorable') return Number.MAX_SAFE_INTEGER - 1;
  if (threshold === 'late') return Number.MAX_SAFE_INTEGER;
  const count = Number(threshold.slice(0, -1));
  return threshold.endsWith('d') ? count * 24 : count;
}
