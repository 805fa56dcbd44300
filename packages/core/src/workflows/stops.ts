import type { AuditEntry } from '../domain/audit.ts';
import type { Service } from '../domain/configuration.ts';
import { LifeboatError } from '../domain/error.ts';
import { type Hold, holdOfAll, type Pause } from '../domain/hold.ts';
import { isoTime } from '../domain/instant.ts';
import { remindersOf } from './pause-reminders.ts';
import { raiseNotice } from './raise-notice.ts';
import type { Work } from './work.ts';

/** What a person says when stopping something for a while. */
export type StopWish = { forMs: number; reason: string | null };

/** Holds a service, or all of them when it is null; a hold that is there gets the new end. */
export async function holdService(
  work: Work,
  service: Service | null,
  wish: StopWish & { reason: string },
): Promise<Hold> {
  const { clock, store, thisProcess } = work.ports;
  const now = clock.now();
  const hold: Hold = {
    id: service?.id ?? holdOfAll,
    label: service?.label ?? null,
    reason: wish.reason,
    since: now,
    until: now + wish.forMs,
    by: thisProcess.requester,
  };
  await store.update((draft) => draft.put('hold', hold));
  await note(work, 'hold', hold.label, `held until ${isoTime(hold.until)}`, hold.reason);
  return hold;
}

/** Ends the hold of a service, or that of all when it is null; null when there is none. */
export async function releaseService(work: Work, service: Service | null): Promise<Hold | null> {
  const id = service?.id ?? holdOfAll;
  const now = work.ports.clock.now();
  const hold = await work.ports.store.update((draft) => {
    const known = draft.get('hold', id);
    draft.remove('hold', id);
    return known !== null && now < known.until ? known : null;
  });
  if (hold !== null) await note(work, 'release', hold.label, 'released', null);
  return hold;
}

/**
 * Pauses a service's schedule; one that is paused already gets the new end.
 * Errors: `usage` when it has no schedule.
 */
export async function pauseSchedule(work: Work, service: Service, wish: StopWish): Promise<Pause> {
  if (service.schedule === null) {
    throw new LifeboatError('usage', `${service.label} has no schedule to pause.`, {
      hint: 'Give it one with `schedule:` in the configuration; `apim schedule` lists them.',
    });
  }
  const { clock, store, thisProcess } = work.ports;
  const now = clock.now();
  const pause: Pause = {
    id: service.id,
    label: service.label,
    reason: wish.reason,
    since: now,
    until: now + wish.forMs,
    by: thisProcess.requester,
  };
  await store.update((draft) => draft.put('pause', pause));
  const words = `schedule paused until ${isoTime(pause.until)}`;
  await note(work, 'pause', service.label, words, wish.reason);
  return pause;
}

/** Ends the pause of a service's schedule; null when it was not paused. */
export async function resumeSchedule(work: Work, service: Service): Promise<Pause | null> {
  const now = work.ports.clock.now();
  const pause = await work.ports.store.update((draft) => {
    const known = draft.get('pause', service.id);
    draft.remove('pause', service.id);
    return known !== null && now < known.until ? known : null;
  });
  if (pause !== null) await note(work, 'resume', service.label, 'schedule resumed', null);
  return pause;
}

/**
 * Ends holds and pauses whose time is over, and reminds people of pauses: each reminder is written
 * by the same update as what it tells of, once.
 */
export async function endStops({ ports, configuration }: Work): Promise<void> {
  const snapshot = await ports.store.read();
  if (snapshot.all('hold').length + snapshot.all('pause').length === 0) return;
  await ports.store.update((draft) => {
    const now = ports.clock.now();
    for (const { id, until } of draft.all('hold')) if (until <= now) draft.remove('hold', id);
    for (const pause of draft.all('pause')) {
      for (const notice of remindersOf(pause, now)) raiseNotice(draft, configuration, notice, now);
      if (pause.until <= now) draft.remove('pause', pause.id);
    }
  });
}

async function note(
  { ports }: Work,
  event: AuditEntry['event'],
  subject: string | null,
  what: string,
  why: string | null,
): Promise<void> {
  const { who, host, door } = ports.thisProcess.requester;
  const at = isoTime(ports.clock.now());
  const words = subject === null ? `everything ${what}` : `${subject}: ${what}`;
  await ports.audit.append({
    at,
    event,
    who,
    host,
    door,
    subject,
    operation: null,
    what: words,
    why,
    record: null,
  });
}
