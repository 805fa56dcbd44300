import type { Configuration, Service } from '../../domain/configuration.ts';
import { type Hold, holdOn, type Pause, pauseOf } from '../../domain/hold.ts';
import type { Instant } from '../../domain/instant.ts';
import { isEnded, type Operation } from '../../domain/operation.ts';
import { type Schedules, type Slot, spreadOf } from '../../domain/schedule.ts';
import type { ScheduledRun } from '../../domain/scheduled-run.ts';
import type { Snapshot } from '../../ports/store.ts';

/** What is to be done for a service's schedule now. */
export type Due =
  /** It has no schedule. */
  | { kind: 'none' }
  /** Its newest due time waits to be taken; `late` when the time to start passed long ago. */
  | { kind: 'take'; dueAt: Instant; late: boolean }
  /** Its due time is taken, and nothing was sent yet; takes over whoever may. */
  | { kind: 'taken'; run: ScheduledRun }
  /** All that was due is done; null when it is never due again. */
  | { kind: 'wait'; until: Instant | null }
  /** The newest try failed and is tried again. */
  | { kind: 'retry'; at: Instant; words: string }
  /** The newest try failed for good, until the next due time. */
  | { kind: 'given-up'; until: Instant | null; words: string }
  /** An operation of it is under way. */
  | { kind: 'running'; operation: Operation }
  | { kind: 'restoring'; operation: Operation }
  | { kind: 'held'; hold: Hold }
  | { kind: 'paused'; pause: Pause }
  | { kind: 'read-only' };

/** A service, its newest slot, and what is to be done for it. */
export type ServiceDue = { service: Service; slot: Slot; startAt: Instant | null; due: Due };

/** What a decision about one service rests on, looked up in a snapshot once for the whole fleet. */
type Facts = {
  run: ScheduledRun | null;
  open: Operation | null;
  /** When its newest backup was made that is there, safety backups left out; null without any. */
  newestAt: Instant | null;
  /** The newest due time, not later than now, that a scheduled backup was made for; null without any. */
  madeFor: Instant | null;
};

/** From so long after its start on, a due time counts as missed and caught up. Milliseconds. */
const lateAfterMs = 15 * 60 * 1000;

/**
 * A run whose due time lies further ahead than this was taken by a clock that was wrong: it must not
 * keep a service without backups until then. One day, in milliseconds.
 */
const wrongClockMs = 24 * 60 * 60 * 1000;

/**
 * What is due for every configured service, in the order of the configuration: only the newest due
 * time counts, so that what was missed is caught up once. A backup made since then, by whomever,
 * answers it. Pure.
 */
export function whatIsDue(
  snapshot: Snapshot,
  configuration: Configuration,
  now: Instant,
  schedules: Schedules,
): ServiceDue[] {
  const scheduled = configuration.services.filter(({ schedule }) => schedule !== null);
  const look = factsOf(snapshot, new Set(scheduled.map(({ id }) => id)), now);
  return configuration.services.map((service) =>
    decide(service, look(service), { snapshot, configuration, now, schedules }),
  );
}

/** The same for one service. Pure. */
export function whatIsDueOf(
  service: Service,
  snapshot: Snapshot,
  configuration: Configuration,
  now: Instant,
  schedules: Schedules,
): ServiceDue {
  const look = factsOf(snapshot, new Set([service.id]), now);
  return decide(service, look(service), { snapshot, configuration, now, schedules });
}

const noSlot: Slot = { dueAt: null, nextAt: null, laterAt: null };

type Around = {
  snapshot: Snapshot;
  configuration: Configuration;
  now: Instant;
  schedules: Schedules;
};

function decide(service: Service, facts: Facts, around: Around): ServiceDue {
  if (service.schedule === null) {
    return { service, slot: noSlot, startAt: null, due: { kind: 'none' } };
  }
  const slot = around.schedules(service.schedule).slotAt(around.now);
  const startAt = slot.dueAt === null ? null : slot.dueAt + spreadOf(service.id, slot);
  return {
    service,
    slot,
    startAt,
    due: stopped(service, facts, around) ?? pending(service, facts, slot, startAt, around),
  };
}

/** What stops a service's schedule now, whatever is due; null when nothing does. */
function stopped({ id }: Service, { open }: Facts, around: Around): Due | null {
  const { snapshot, configuration, now } = around;
  if (configuration.readOnly) return { kind: 'read-only' };
  if (open !== null) {
    return { kind: open.kind === 'restore' ? 'restoring' : 'running', operation: open };
  }
  const hold = holdOn(snapshot.all('hold'), id, now);
  if (hold !== null) return { kind: 'held', hold };
  const pause = pauseOf(snapshot.get('pause', id), now);
  return pause === null ? null : { kind: 'paused', pause };
}

function pending(
  service: Service,
  { run, newestAt, madeFor }: Facts,
  slot: Slot,
  startAt: Instant | null,
  { now }: Around,
): Due {
  const { dueAt, nextAt } = slot;
  const next: Due = { kind: 'wait', until: startOfNext(service, slot) };
  if (dueAt === null || startAt === null) return next;
  const isAnswered = newestAt !== null && newestAt >= dueAt;
  // The store may have forgotten the run, as after a rebuild from the trail.
  const wasMade = madeFor !== null && madeFor >= dueAt;
  if (run !== null && run.dueAt >= dueAt && run.dueAt <= now + wrongClockMs) {
    // What failed is not tried again where somebody made a backup meanwhile.
    const isOver = run.status === 'failed' || run.status === 'given-up';
    return isOver && (isAnswered || wasMade) ? next : afterRun(run, next, nextAt, now);
  }
  if (isAnswered || wasMade) return next;
  if (now < startAt) return { kind: 'wait', until: startAt };
  return { kind: 'take', dueAt, late: now - startAt >= lateAfterMs };
}

function afterRun(run: ScheduledRun, next: Due, until: Instant | null, now: Instant): Due {
  switch (run.status) {
    case 'done':
      return next;
    case 'given-up':
      return { kind: 'given-up', until, words: run.words ?? 'it was given up' };
    case 'failed':
      if (run.nextTryAt !== null && run.nextTryAt <= now) {
        return { kind: 'take', dueAt: run.dueAt, late: false };
      }
      return run.nextTryAt === null
        ? { kind: 'given-up', until, words: run.words ?? 'it was given up' }
        : { kind: 'retry', at: run.nextTryAt, words: run.words ?? 'it failed' };
    case 'taken':
      return { kind: 'taken', run };
    case 'started':
      // Its operation has ended; whoever looks next writes down what became of it.
      return { kind: 'wait', until: now };
  }
}

/**
 * When a service's next backup starts at the earliest; now when one is due, null when none ever is
 * or nothing may be started. Pure.
 */
export function nextStart({ service, slot, due }: ServiceDue, now: Instant): Instant | null {
  switch (due.kind) {
    case 'none':
    case 'read-only':
      return null;
    case 'take':
      return now;
    case 'wait':
      return due.until;
    case 'retry':
      return due.at;
    case 'held':
      return due.hold.until;
    case 'paused':
      return due.pause.until;
    case 'taken':
    case 'given-up':
    case 'running':
    case 'restoring':
      return startOfNext(service, slot);
  }
}

function startOfNext({ id }: Service, { nextAt, laterAt }: Slot): Instant | null {
  return nextAt === null ? null : nextAt + spreadOf(id, { dueAt: nextAt, nextAt: laterAt });
}

function factsOf(
  snapshot: Snapshot,
  services: ReadonlySet<string>,
  now: Instant,
): (service: Service) => Facts {
  const open = new Map<string, Operation>();
  const made = new Map<string, Instant>();
  for (const operation of snapshot.all('operation')) {
    const { service, dueAt, status } = operation;
    if (!services.has(service)) continue;
    if (!isEnded(status) && !open.has(service)) open.set(service, operation);
    if (status !== 'succeeded' || dueAt === undefined || dueAt > now) continue;
    made.set(service, Math.max(dueAt, made.get(service) ?? dueAt));
  }
  const newest = new Map<string, Instant>();
  for (const { service, createdAt, state, purpose } of snapshot.all('backup')) {
    if (state !== 'present' || purpose === 'safety' || !services.has(service)) continue;
    newest.set(service, Math.max(createdAt, newest.get(service) ?? createdAt));
  }
  return ({ id }) => ({
    run: snapshot.get('run', id),
    open: open.get(id) ?? null,
    newestAt: newest.get(id) ?? null,
    madeFor: made.get(id) ?? null,
  });
}
