import { type Backup, restorableForMs } from '@lifeboat/core/live';
import type { Theme } from '../theme/theme.ts';

/** Days in the strip: as long as Azure restores a backup. */
export const stripDays = 30;

/** Cells that a strip takes, its ends included. */
export const stripWidth = stripDays + 2;

const dayMs = restorableForMs / stripDays;

/**
 * The last 30 days, one cell each: a mark where a backup was made that restores. The left edge is the
 * day that ends next, the right one is today.
 */
export function strip(
  backups: readonly Pick<Backup, 'createdAt'>[],
  now: number,
  { glyphs }: Theme,
): string {
  const days = new Set(
    backups.map(({ createdAt }) => stripDays - 1 - Math.floor((now - createdAt) / dayMs)),
  );
  const cells = Array.from({ length: stripDays }, (_, day) => (days.has(day) ? glyphs.strip : ' '));
  return `${glyphs.stripEnd}${cells.join('')}${glyphs.stripEnd}`;
}
