import type { Random } from '../ports/time.ts';

/** Gives the values in turn, again from the first after the last; by default always 0.5. */
export function fixedRandom(...values: number[]): Random {
  const cycle = values.length === 0 ? [0.5] : values;
  let at = 0;
  return () => {
    const value = cycle[at % cycle.length] ?? 0.5;
    at += 1;
    return value;
  };
}
