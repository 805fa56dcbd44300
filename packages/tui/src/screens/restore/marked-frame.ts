import stringWidth from 'fast-string-width';
import { fit, type Span, type Spans, span } from '../../format/spans.ts';
import type { Theme } from '../../theme/theme.ts';

/** Cells that the sides take on both ends. */
export const sideCells = 2;

/** Rows between the sides of a frame, so that the page of what destroys looks like no other; of production they are marked. */
export function markedRow(
  row: Spans,
  { columns, production, theme }: { columns: number; production: boolean; theme: Theme },
): Span[] {
  const { side, bar } = theme.glyphs;
  const edge = production ? span(side, 'production') : span(bar, 'rule');
  return [edge, span(' '), ...fit(row, columns - 2 * sideCells, theme), span(' '), edge];
}

/** The same for a line that is painted already and not too wide. */
export function framedLine(
  line: string,
  { columns, production, theme }: { columns: number; production: boolean; theme: Theme },
): string {
  const { side, bar } = theme.glyphs;
  const edge = production ? theme.paint(side, 'production') : theme.paint(bar, 'rule');
  const room = columns - 2 * sideCells;
  return `${edge} ${line}${' '.repeat(Math.max(0, room - stringWidth(line)))} ${edge}`;
}
