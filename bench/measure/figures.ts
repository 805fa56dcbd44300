/** The middle of some numbers, and how far they lie apart. */
export type Figures = { median: number; lowest: number; highest: number; count: number };

/** Sums up measured values. Throws when there are none. */
export function figuresOf(values: readonly number[]): Figures {
  return {
    median: percentile(values, 50),
    lowest: Math.min(...values),
    highest: Math.max(...values),
    count: values.length,
  };
}

/** The value that `percent` of the values do not exceed, by the nearest rank. Throws when there are none. */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  const rank = Math.max(1, Math.ceil((percent / 100) * sorted.length));
  const found = sorted[rank - 1];
  if (found === undefined) throw new Error('nothing was measured');
  return found;
}
