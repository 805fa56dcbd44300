import type { FleetRow } from '@lifeboat/core/live';

/** When the oldest of what Azure last said of these services was read; null when any was never read. */
export function ageOf(rows: readonly FleetRow[]): number | null {
  const times = rows.map(({ seen }) => seen?.at ?? null);
  if (times.length === 0 || times.includes(null)) return null;
  return Math.min(...times.filter((time) => time !== null));
}
