import type { SandboxClock } from '../seams.ts';

/**
 * Moves time forward and stops on the way wherever something falls due, so that
 * what a long jump passes over happens at its own time and not at the jump's end.
 */
export async function advanceThrough(deps: {
  clock: SandboxClock;
  ms: number;
  /** Times at which something is to happen, in any order. */
  dueTimes: () => number[];
  /** Lets happen what is due. */
  settle: () => Promise<void>;
}): Promise<void> {
  const { clock, dueTimes, settle } = deps;
  const end = clock.now() + deps.ms;
  await settle();
  for (;;) {
    const now = clock.now();
    const next = Math.min(end, ...dueTimes().filter((due) => due > now));
    if (next > now) clock.advance(next - now);
    await settle();
    if (next >= end || clock.now() >= end) return;
  }
}
