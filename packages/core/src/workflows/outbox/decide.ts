import { formatDuration } from '../../domain/duration.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Delivery, Notice } from '../../domain/notice.ts';
import type { Delivered } from '../../ports/notifier.ts';

/** A claim this old is lost, whatever became of its process: two minutes. Milliseconds. */
export const claimForMs = 120_000;

/** How long one try may take; well within a claim. Milliseconds. */
export const answerWithinMs = 60_000;

/** The longest wait between two tries, whatever the receiver asks for: an hour. Milliseconds. */
export const longestRetryMs = 60 * 60 * 1000;

/** After this long without being taken a notice is given up: three days. Milliseconds. */
export const giveUpAfterMs = 3 * 24 * 60 * 60 * 1000;

/**
 * Nothing is given up before so many tries, so that a notice which nobody could send for days, since
 * no process ran, still gets its chance: with the waits between them they take some six hours.
 */
export const leastTries = 12;

const firstRetryMs = 30_000;

/** What a decision rests on besides the notices. */
export type View = {
  now: Instant;
  /** Whether a process is proven gone. */
  isGone(process: string): boolean;
};

/** What one notifier may do now. */
export type Turn = {
  /** Notices it may be given, in their order, one a service at most: the oldest it has not taken. */
  claimable: Notice[];
  /** Notices that were answered before it took them. */
  answered: Notice[];
  /** When the next of those that wait may be tried; null when none waits. */
  nextAt: Instant | null;
};

/**
 * What a notifier may do now with the notices of the store, which are in the order they were raised.
 * A service's notices go one after the other; those about no service go by themselves. A claim that
 * is still good keeps what comes behind it. Pure.
 */
export function turnOf(notices: readonly Notice[], notifier: string, view: View): Turn {
  const turn: Turn = { claimable: [], answered: [], nextAt: null };
  const held = new Set<string>();
  for (const notice of notices) {
    const delivery = deliveryTo(notice, notifier);
    if (delivery === null || isSettled(delivery)) continue;
    const order = notice.service ?? notice.id;
    if (isClaimed(delivery, view)) {
      held.add(order);
    } else if (notice.answeredAt !== null) {
      turn.answered.push(notice);
    } else if (!held.has(order)) {
      held.add(order);
      const waitsUntil = waitOf(delivery, view);
      if (waitsUntil === null) turn.claimable.push(notice);
      else turn.nextAt = Math.min(turn.nextAt ?? waitsUntil, waitsUntil);
    }
  }
  return turn;
}

/** A notice's part for one notifier; null when it is not for it. */
export function deliveryTo(notice: Notice, notifier: string): Delivery | null {
  return notice.deliveries.find((delivery) => delivery.notifier === notifier) ?? null;
}

/** Whether nothing more will be tried. */
export function isSettled({ status }: Delivery): boolean {
  return status === 'delivered' || status === 'refused' || status === 'dropped';
}

function isClaimed({ status, process, claimedAt }: Delivery, { now, isGone }: View): boolean {
  if (status !== 'sending' || process === null || claimedAt === null) return false;
  // A claim of the future was made before the clock was set back.
  return Math.abs(now - claimedAt) <= claimForMs && !isGone(process);
}

/** Until when it waits; null when it is due. */
function waitOf({ status, nextAt }: Delivery, { now }: View): Instant | null {
  // The claim of a process that died is tried again at once.
  if (status === 'sending' || nextAt <= now) return null;
  // No wait is this long: the clock was set back.
  return nextAt - now > longestRetryMs ? null : nextAt;
}

/** A delivery claimed by a process for one try. */
export function claimed(delivery: Delivery, process: string, now: Instant): Delivery {
  return {
    ...delivery,
    status: 'sending',
    attempts: delivery.attempts + 1,
    process,
    claimedAt: now,
  };
}

/** What became of a try; `released` when its process was stopped before it could tell. */
export type Outcome = Delivered | { kind: 'released' };

/** A claimed delivery after its try. `spread` is a random number from 0 to 1. Pure. */
export function afterTry(
  notice: Notice,
  delivery: Delivery,
  outcome: Outcome,
  { now, spread }: { now: Instant; spread: number },
): Delivery {
  const open = { ...delivery, process: null, claimedAt: null };
  switch (outcome.kind) {
    case 'delivered':
      return { ...open, status: 'delivered', deliveredAt: now, problem: null };
    case 'refused':
      return { ...open, status: 'refused', problem: outcome.words };
    case 'released':
      return { ...open, status: 'due', nextAt: now };
    case 'try-again': {
      const problem = outcome.words;
      if (notice.answeredAt !== null) return { ...open, status: 'dropped', problem };
      // Somebody waits for the outcome of a test.
      if (notice.event === 'test') return { ...open, status: 'refused', problem };
      const age = now - notice.at;
      if (age >= giveUpAfterMs && delivery.attempts >= leastTries) {
        const words = `given up after ${formatDuration(age)}: ${problem}`;
        return { ...open, status: 'refused', problem: words };
      }
      const wait = outcome.retryAfterMs ?? backoff(delivery.attempts, spread);
      return { ...open, status: 'due', nextAt: now + Math.min(wait, longestRetryMs), problem };
    }
  }
}

/** 30 s, doubled with each try up to an hour, spread by up to a fifth. */
function backoff(attempts: number, spread: number): number {
  const grown = firstRetryMs * 2 ** Math.min(Math.max(attempts - 1, 0), 10);
  return Math.min(longestRetryMs, Math.round(grown * (1 + 0.2 * spread)));
}
