import type { FleetRow } from '@lifeboat/core/live';
import { cellsRow, columnGap, type Laid, titleRow } from '../../format/columns.ts';
import { fit, restyled, type Span, span } from '../../format/spans.ts';
import type { Theme } from '../../theme/theme.ts';
import { acrossSpans, spannedFrom } from './fleet-columns.ts';

type At = { columns: number; now: number; theme: Theme };

/** Cells left of the first column: where the cursor stands. */
export const cursorWidth = 3;

/** The row of titles, exactly as wide as the terminal. */
export function fleetTitles(laid: readonly Laid<FleetRow>[], { columns, theme }: At): Span[] {
  return fit([span(' '.repeat(cursorWidth)), ...titleRow(laid, theme)], columns, theme);
}

/** One service, exactly as wide as the terminal. */
export function fleetLine(
  row: FleetRow,
  isMarked: boolean,
  laid: readonly Laid<FleetRow>[],
  { columns, now, theme }: At,
): Span[] {
  const from = laid.findIndex(({ column }) => column.title === spannedFrom);
  const before = laid.slice(0, from);
  const taken = before.reduce((sum, { width }) => sum + width + columnGap, cursorWidth);
  const across = acrossSpans(row, { now, width: columns - taken, theme });
  const cells =
    across === null
      ? cellsRow(row, laid, theme)
      : [...cellsRow(row, before, theme), span(' '.repeat(columnGap)), ...across];
  const line = fit(
    [span(isMarked ? ` ${theme.glyphs.cursor} ` : ' '.repeat(cursorWidth)), ...cells],
    columns,
    theme,
  );
  return isMarked ? restyled(line, 'selected') : line;
}
