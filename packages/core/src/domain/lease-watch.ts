import { type Beat, type Lease, leaseSilenceMs } from './lease.ts';

/**
 * What one observer saw of other processes' beats: the beat's number (null when there is no beat of
 * that process) and since when, on the observer's own monotonic clock, it has not changed.
 */
export type LeaseWatch = ReadonlyMap<string, { beat: number | null; since: number }>;

/** An observer that has not looked yet. */
export const nothingWatched: LeaseWatch = new Map();

/**
 * What the observer knows after another look. `monotonicMs` is its own clock; a beat that went up,
 * fell or came back counts as a sign of life from this moment on. Processes without a lease are forgotten.
 */
export function watchBeats(
  watch: LeaseWatch,
  seen: { leases: readonly Lease[]; beats: readonly Beat[] },
  monotonicMs: number,
): LeaseWatch {
  const numbers = new Map(seen.beats.map((beat) => [beat.id, beat.beat]));
  const holders = new Set(seen.leases.map((lease) => lease.process));
  return new Map(
    [...holders].map((process) => {
      const beat = numbers.get(process) ?? null;
      const before = watch.get(process);
      return [process, before?.beat === beat ? before : { beat, since: monotonicMs }];
    }),
  );
}

/** Whether a process's beat has stood still for 60 s before the observer's eyes. */
export function isSilent(watch: LeaseWatch, process: string, monotonicMs: number): boolean {
  const seen = watch.get(process);
  return seen !== undefined && monotonicMs - seen.since >= leaseSilenceMs;
}
