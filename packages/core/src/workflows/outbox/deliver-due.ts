import type { Instant } from '../../domain/instant.ts';
import type { Notice } from '../../domain/notice.ts';
import type { Notifier } from '../../ports/notifier.ts';
import type { Snapshot } from '../../ports/store.ts';
import { dropIdleBeat } from '../beat.ts';
import type { Work } from '../work.ts';
import { claimNext, recordTry, type Tried } from './claim.ts';
import { turnOf, type View } from './decide.ts';
import { deliverOne } from './deliver-one.ts';
import { dropForsaken } from './drop-forsaken.ts';

/** What a round of deliveries came to. */
export type Round = {
  delivered: number;
  refused: number;
  /** Those that will be tried again. */
  putOff: number;
  /** When the next may be due that waits now; null when none waits. New ones come with the store. */
  nextAt: Instant | null;
};

/** So many services' notices go to one receiver side by side. */
const lanesEach = 4;

/**
 * One round of the outbox: everything that is due for these notifiers is claimed, handed over and
 * written down, service by service in the order it was raised, until nothing is due any more. Any
 * number of processes may do so on one store: a compare-and-set gives each notice to one of them. One
 * that dies between the receiver's answer and our record is repeated by another, with the same id.
 *
 * Notifiers that cannot work in this process are left to others. When `signal` aborts, what is under
 * way is let go and becomes due again. Writes nothing when nothing is due.
 * Errors: those of the store.
 */
export async function deliverDue(
  work: Work,
  notifiers: readonly Notifier[],
  signal: AbortSignal,
): Promise<Round> {
  const round: Round = { delivered: 0, refused: 0, putOff: 0, nextAt: null };
  const { store } = work.ports;
  const snapshot = await store.read();
  const isGone = goneProcesses(work, snapshot);
  await dropForsaken(work, snapshot);
  const able = notifiers.filter((one) => (one.problem?.() ?? null) === null);
  const lanes = able.flatMap((notifier) => {
    const { claimable, answered } = turnOf(snapshot.all('notice'), notifier.name, {
      now: work.ports.clock.now(),
      isGone,
    });
    const count = Math.min(lanesEach, Math.max(claimable.length, answered.length > 0 ? 1 : 0));
    return Array.from({ length: count }, () => drain(work, notifier, { isGone, signal, round }));
  });
  try {
    await Promise.all(lanes);
  } finally {
    if (lanes.length > 0)
      await store.update((draft) => dropIdleBeat(draft, work.ports.thisProcess.id));
  }
  return { ...round, nextAt: nextAt(work, await store.read(), able, isGone) };
}

type Lane = { isGone: View['isGone']; signal: AbortSignal; round: Round };

/** Takes one notice after the other; what became of one is written with the claim of the next. */
async function drain(work: Work, notifier: Notifier, lane: Lane): Promise<void> {
  const { clock, random, store, thisProcess } = work.ports;
  let tried: Tried | null = null;
  for (;;) {
    const before: Tried | null = tried;
    const spread = random();
    const next: Notice | null = await store.update((draft) => {
      const now = clock.now();
      if (before !== null) recordTry(draft, before, { now, spread });
      if (lane.signal.aborted) return null;
      return claimNext(draft, notifier.name, thisProcess, { now, isGone: lane.isGone });
    });
    if (next === null) return;
    const outcome = await deliverOne(work.ports, notifier, next, lane.signal);
    tried = { notice: next, notifier: notifier.name, outcome };
    note(work, tried, lane.round);
  }
}

function note({ ports: { log } }: Work, { notice, notifier, outcome }: Tried, round: Round): void {
  const fields = { notice: notice.id, event: notice.event, service: notice.label, notifier };
  switch (outcome.kind) {
    case 'delivered':
      round.delivered += 1;
      log.info('notice delivered', fields);
      return;
    case 'refused':
      round.refused += 1;
      log.warn('notice refused', { ...fields, words: outcome.words });
      return;
    case 'try-again':
      round.putOff += 1;
      log.warn('notice not taken', { ...fields, words: outcome.words });
      return;
    case 'released':
      return;
  }
}

/** Asked once a round: a process that is gone stays gone, since its id is never used again. */
function goneProcesses({ ports }: Work, snapshot: Snapshot): View['isGone'] {
  const gone = new Set(
    snapshot
      .all('beat')
      .filter((beat) => beat.id !== ports.thisProcess.id && ports.processes.look(beat) === 'gone')
      .map(({ id }) => id),
  );
  return (process) => gone.has(process);
}

function nextAt(
  { ports }: Work,
  snapshot: Snapshot,
  notifiers: readonly Notifier[],
  isGone: View['isGone'],
): Instant | null {
  const view = { now: ports.clock.now(), isGone };
  const times = notifiers.flatMap(({ name }) => {
    const turn = turnOf(snapshot.all('notice'), name, view);
    return turn.nextAt === null ? [] : [turn.nextAt];
  });
  return times.length === 0 ? null : Math.min(...times);
}
