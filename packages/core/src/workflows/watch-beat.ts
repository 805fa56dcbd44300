import type { Configuration } from '../domain/configuration.ts';
import type { Instant } from '../domain/instant.ts';
import type { Beat } from '../domain/lease.ts';
import type { Draft, Snapshot } from '../ports/store.ts';
import type { Processes } from '../ports/system.ts';
import { dropIdleBeat, putBeat } from './beat.ts';
import type { Work } from './work.ts';

/** How often a watch says that it lives. Milliseconds. */
export const watchBeatEveryMs = 60_000;

/** A loop that has not beaten for so long does not watch, whether it lives or not. Milliseconds. */
const loopSilenceMs = 5 * 60 * 1000;

/** Rounds started by something else, such as cron, may lie this far apart. Milliseconds. */
const roundsSilenceMs = 2 * 60 * 60 * 1000;

/** Says in the store that this process watches; one that is read-only starts nothing and says nothing. */
export async function beatWatch(
  { ports, configuration }: Work,
  watches: 'loop' | 'rounds',
): Promise<void> {
  if (configuration.readOnly) return;
  const { clock, store, thisProcess, processes } = ports;
  await store.update((draft) => {
    dropOld(draft, thisProcess.id, watches, processes);
    putBeat(draft, thisProcess, clock.now(), watches);
  });
}

/** Says that this process watches no longer; its beat goes, unless leases need it. */
export async function endWatchBeat({ ports }: Work): Promise<void> {
  await ports.store.update((draft) => {
    const beat = draft.get('beat', ports.thisProcess.id);
    if (beat === null) return;
    const { watches: _over, ...rest } = beat;
    draft.put('beat', rest);
    dropIdleBeat(draft, beat.id);
  });
}

/** Beats of watches that are proven gone; a new round takes the place of those before it. */
function dropOld(draft: Draft, me: string, watches: Beat['watches'], processes: Processes): void {
  for (const beat of draft.all('beat')) {
    if (beat.id === me || beat.watches === undefined) continue;
    const isOver =
      beat.watches === 'rounds' ? watches === 'rounds' : processes.look(beat) === 'gone';
    if (isOver) dropIdleBeat(draft, beat.id, true);
  }
}

/**
 * Whether something runs what is due: a loop that lives and beats, or rounds of which the last was
 * less than two hours ago. Pure.
 */
export function isWatched(snapshot: Snapshot, processes: Processes, now: Instant): boolean {
  return snapshot.all('beat').some((beat) => {
    const ageMs = beat.at === undefined ? Number.POSITIVE_INFINITY : now - beat.at;
    if (beat.watches === 'rounds') return ageMs < roundsSilenceMs;
    return beat.watches === 'loop' && ageMs < loopSilenceMs && processes.look(beat) !== 'gone';
  });
}

/** Services that wait for a watch which does not beat; empty when all is well. Pure. */
export function unwatched(
  configuration: Configuration,
  snapshot: Snapshot,
  processes: Processes,
  now: Instant,
): string[] {
  const scheduled = configuration.services.filter(({ schedule }) => schedule !== null);
  if (scheduled.length === 0 || isWatched(snapshot, processes, now)) return [];
  return scheduled.map(({ label }) => label);
}
