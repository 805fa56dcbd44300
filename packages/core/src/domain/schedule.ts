import { Cron } from 'croner';
import type { ServiceId } from './configuration.ts';
import type { Instant } from './instant.ts';

/**
 * Where an instant lies in a schedule: the newest due time not later than it, the next one, and the
 * one after that. Null where there is none within the years that cron looks at.
 */
export type Slot = { dueAt: Instant | null; nextAt: Instant | null; laterAt: Instant | null };

/** The due times of one cron expression, in UTC. */
export type Schedule = {
  slotAt(now: Instant): Slot;
  /** The due times later than `after` and not later than `until`, oldest first, 1,000 at most. */
  between(after: Instant, until: Instant): Instant[];
};

/** Gives the {@link Schedule} of a cron expression. */
export type Schedules = (expression: string) => Schedule;

/** A service's share of the spread is never longer: ten minutes. Milliseconds. */
export const longestSpreadMs = 10 * 60 * 1000;

const mostDueTimes = 1_000;

/**
 * Reads a cron expression of five fields, in UTC. It remembers the slot it gave last: whoever asks
 * every few seconds works it out once a slot, whichever way the clock goes.
 * Throws for an expression that the configuration's schema does not take.
 */
export function readSchedule(expression: string): Schedule {
  // UTC is an offset of zero to cron: it needs no time zone database.
  const cron = new Cron(expression, { paused: true, utcOffset: 0, mode: '5-part' });
  let last: Slot | null = null;

  return {
    slotAt(now) {
      if (last !== null && isInside(last, now)) return last;
      // One millisecond on, since cron counts runs before its reference.
      const before = cron.previousRuns(1, new Date(now + 1))[0];
      const next = cron.nextRun(new Date(now));
      const later = next === null ? null : cron.nextRun(next);
      last = { dueAt: timeOf(before), nextAt: timeOf(next), laterAt: timeOf(later) };
      return last;
    },
    between(after, until) {
      const times: Instant[] = [];
      let next = cron.nextRun(new Date(after))?.getTime() ?? null;
      while (next !== null && next <= until && times.length < mostDueTimes) {
        times.push(next);
        next = cron.nextRun(new Date(next))?.getTime() ?? null;
      }
      return times;
    },
  };
}

function timeOf(date: Date | null | undefined): Instant | null {
  return date?.getTime() ?? null;
}

function isInside({ dueAt, nextAt }: Slot, now: Instant): boolean {
  return dueAt !== null && nextAt !== null && dueAt <= now && now < nextAt;
}

/** Schedules that are read once each: a fleet has a few expressions for hundreds of services. */
export function readSchedules(): Schedules {
  const known = new Map<string, Schedule>();
  return (expression) => {
    const schedule = known.get(expression) ?? readSchedule(expression);
    known.set(expression, schedule);
    return schedule;
  };
}

/**
 * How long after its due time a service starts, so that services with the same cron do not start at
 * once: its own share, always the same, of ten minutes or a tenth of the gap to the next due time,
 * whichever is less. Units: milliseconds.
 */
export function spreadOf(
  service: ServiceId,
  { dueAt, nextAt }: Pick<Slot, 'dueAt' | 'nextAt'>,
): number {
  const gapMs = dueAt === null || nextAt === null ? Number.POSITIVE_INFINITY : nextAt - dueAt;
  return Math.floor(shareOf(service) * Math.min(longestSpreadMs, gapMs / 10));
}

/**
 * A number from 0 (included) to 1 (excluded) that belongs to a service for ever: FNV-1a of its id,
 * with the last mixing of MurmurHash3, since it is asked for every service at every turn.
 */
export function shareOf(service: ServiceId): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < service.length; at += 1) {
    hash = Math.imul(hash ^ service.charCodeAt(at), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}
