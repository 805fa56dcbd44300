import { fit, restyled, type Span, type Spans, span } from '../format/spans.ts';
import type { Theme } from '../theme/theme.ts';

/** Cells in front of every row of a list, where the cursor stands. */
export const leadWidth = 3;

/** A row of a list, with the cursor where it is marked. */
export function markedRow(
  row: Spans,
  isMarked: boolean,
  { columns, theme }: { columns: number; theme: Theme },
): Span[] {
  const lead = span(isMarked ? ` ${theme.glyphs.cursor} ` : '   ');
  const line = fit([lead, ...row], columns, theme);
  return isMarked ? restyled(line, 'selected') : line;
}
