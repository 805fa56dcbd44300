import type { FleetRow } from '@lifeboat/core/live';

/** The rows that a filter shows: every word of it is somewhere in name, environment, tier, region or verdict. */
export function filterFleet(rows: readonly FleetRow[], filter: string): readonly FleetRow[] {
  const words = filter
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  if (words.length === 0) return rows;
  return rows.filter(({ service, seen, judgement }) => {
    const text = [service.label, service.environment, seen?.tier, seen?.region, judgement.verdict]
      .join(' ')
      .toLowerCase();
    return words.every((word) => text.includes(word));
  });
}
