import type { Theme } from '../theme/theme.ts';

/**
 * How far something is against what is usual, with a mark where the usual end is: at the right end
 * until it takes longer, then moving left as the time grows. Never full before the end is known.
 */
export function bar(share: number, cells: number, { glyphs }: Theme): string {
  const past = share > 1;
  const mark = past ? Math.max(1, Math.round(cells / share)) : cells;
  const filled = past ? cells - 1 : Math.max(0, Math.min(cells - 1, Math.floor(share * cells)));
  const all = glyphs.full.repeat(filled) + glyphs.empty.repeat(cells - filled);
  const at = Math.min(cells - 1, mark - (past ? 0 : 1));
  return all.slice(0, at) + glyphs.mark + all.slice(at + 1);
}
