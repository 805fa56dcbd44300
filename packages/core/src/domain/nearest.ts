import { distance } from 'fastest-levenshtein';

/**
 * The candidate most likely meant by a mistyped word, or null when none is near: at most a third
 * of the longer word's letters may differ, but always one. Case does not count.
 */
export function nearest(word: string, candidates: Iterable<string>): string | null {
  let best: string | null = null;
  let bestDistance = Number.POSITIVE_INFINITY;
  for (const candidate of candidates) {
    const apart = distance(word.toLowerCase(), candidate.toLowerCase());
    const allowed = Math.max(1, Math.floor(Math.max(word.length, candidate.length) / 3));
    if (apart <= allowed && apart < bestDistance) {
      best = candidate;
      bestDistance = apart;
    }
  }
  return best;
}
