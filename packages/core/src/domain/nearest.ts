import { distance } from 'fastest-levenshtein';

/**
 * The candidate most likely meant by a mistyped word, or null when none is near: at most a third
 * of the longer word's letters may differ, but always one. Case does not count; ties go to the first.
 */
export function nearest(word: string, candidates: Iterable<string>): string | null {
  const wanted = word.toLowerCase();
  let best: string | null = null;
  let bestDistance = Number.POSITIVE_INFINITY;
  for (const candidate of candidates) {
    const allowed = Math.max(1, Math.floor(Math.max(word.length, candidate.length) / 3));
    // Lengths that differ by more cannot be near; this bounds the work for a huge word.
    if (Math.abs(word.length - candidate.length) > allowed) continue;
    const apart = typingDistance(wanted, candidate.toLowerCase());
    if (apart <= allowed && apart < bestDistance) {
      best = candidate;
      bestDistance = apart;
    }
  }
  return best;
}

// Two letters in the wrong order are the commonest slip; as an edit distance they would count twice.
function typingDistance(one: string, other: string): number {
  const apart = distance(one, other);
  const swapped = apart === 2 && letters(one) === letters(other);
  return swapped ? 1 : apart;
}

function letters(word: string): string {
  return [...word].sort().join('');
}

/** What a possibly shortened name stands for. */
export type PrefixMatch =
  | { kind: 'one'; name: string }
  /** Several names begin with it; in the given order. */
  | { kind: 'several'; names: string[] }
  | { kind: 'none'; nearest: string | null };

/**
 * The name an abbreviation stands for: the same name, else the same but for upper and lower case,
 * else the only one that begins with it. The empty text abbreviates nothing.
 */
export function resolvePrefix(typed: string, names: readonly string[]): PrefixMatch {
  if (names.includes(typed)) return { kind: 'one', name: typed };
  const wanted = typed.toLowerCase();
  const same = names.filter((name) => name.toLowerCase() === wanted);
  const begun = wanted === '' ? [] : names.filter((name) => name.toLowerCase().startsWith(wanted));
  const found = same.length > 0 ? same : begun;
  const [only] = found;
  if (only === undefined) return { kind: 'none', nearest: nearest(typed, names) };
  return found.length === 1 ? { kind: 'one', name: only } : { kind: 'several', names: found };
}
