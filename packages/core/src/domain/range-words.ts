import { formatDuration } from './duration.ts';
import type { Typical } from './typical.ts';

/** Shortest and longest run in words; null where both read the same, so that it would say nothing. */
export function rangeWords({
  shortestMs,
  longestMs,
}: Pick<Typical, 'shortestMs' | 'longestMs'>): string | null {
  const [shortest, longest] = [formatDuration(shortestMs), formatDuration(longestMs)];
  return shortest === longest ? null : `${shortest} to ${longest}`;
}

/** From how many runs it is known how long one takes: `21 min to 40 min in 7 runs`, `in 1 run`. */
export function timedWords(typical: Typical, adjective = ''): string {
  const { runs } = typical;
  const range = rangeWords(typical);
  return `${range === null ? '' : `${range} `}in ${runs} ${adjective}${runs === 1 ? 'run' : 'runs'}`;
}
