import type { Ids } from '../ports/time.ts';

/** GUIDs that count: `00000000-0000-4000-8000-000000000001`, `…002`. `series` tells two makers apart. */
export function numberedIds(series = 0): Ids {
  let count = 0;
  const first = series.toString(16).padStart(8, '0');
  return {
    next() {
      count += 1;
      return `${first}-0000-4000-8000-${count.toString(16).padStart(12, '0')}`;
    },
  };
}
