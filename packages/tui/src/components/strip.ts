import { type Backup, restorableForMs } from '@lifeboat/core/live';
import type { Theme } from '../theme/theme.ts';

/** Days in the strip: as long as Azure restores a backup. */
export const stripDays = 30;

/** How many cells a strip may have: as many as make whole days of each, most first. */
export const stripCells = [30, 15, 10] as const;

/** Cells that the widest strip takes, its ends included. */
export const stripWidth = stripDays + 2;

/** Cells that the narrowest strip takes, its ends included. */
export const leastStripWidth = 12;

const dayMs = restorableForMs / stripDays;

/**
 * The last 30 days in as many cells as fit into `width` with both ends: a mark where a backup was
 * made that restores. The left edge is what ends next, the right one is now. Empty where not even
 * the narrowest fits.
 */
export function strip(
  backups: readonly Pick<Backup, 'createdAt'>[],
  now: number,
  { width, theme }: { width: number; theme: Theme },
): string {
  const { glyphs } = theme;
  const cells = stripCells.find((count) => count + 2 <= width);
  if (cells === undefined) return '';
  const cellMs = (stripDays / cells) * dayMs;
  const marked = new Set(
    backups.map(({ createdAt }) => cells - 1 - Math.floor(Math.max(0, now - createdAt) / cellMs)),
  );
  const drawn = Array.from({ length: cells }, (_, at) => (marked.has(at) ? glyphs.strip : ' '));
  return `${glyphs.stripEnd}${drawn.join('')}${glyphs.stripEnd}`;
}
