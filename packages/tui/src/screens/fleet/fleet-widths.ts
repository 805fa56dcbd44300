import type { FleetRow } from '@lifeboat/core/live';
import stringWidth from 'fast-string-width';
import { environmentText, regionText } from './fleet-words.ts';
import { markWords } from './marks.ts';

/** How wide the content of the columns is. Cells. */
export type FleetWidths = {
  service: number;
  environment: number;
  tier: number;
  region: number;
  backups: number;
};

const mostName = 40;
const mostEnvironment = 12;
const mostRegion = 22;

/**
 * The widths of the whole fleet, so that nothing jumps while one scrolls. It looks at every row:
 * worked out when the fleet changes, never for a key or a second that passes.
 */
export function fleetWidths(rows: readonly FleetRow[], snoozed: ReadonlySet<string>): FleetWidths {
  const widest = (text: (row: FleetRow) => string, most: number): number =>
    rows.reduce((width, row) => Math.max(width, Math.min(most, stringWidth(text(row)))), 0);
  return {
    service: 2 + widest(({ service }) => service.label, mostName),
    environment: widest(({ service }) => environmentText(service.environment), mostEnvironment),
    tier: widest(({ seen }) => seen?.tier ?? '', mostEnvironment),
    region: widest(regionText, mostRegion),
    backups: widest((row) => {
      const marks = markWords(row, snoozed);
      return [row.judgement.verdict, ...marks].join(' ');
    }, 24),
  };
}
