import stringWidth from 'fast-string-width';
import { dayOf } from '../../components/days.ts';
import { cellsRow, type Laid, titleRow } from '../../format/columns.ts';
import { fit, restyled, type Span, span } from '../../format/spans.ts';
import type { Theme } from '../../theme/theme.ts';
import { environmentText } from '../fleet/fleet-words.ts';
import type { EndingLine, EndingWidths } from './ending-columns.ts';
import type { Ending } from './endings.ts';

/** Cells left of the first column: where the cursor stands. */
export const cursorWidth = 3;

const mostName = 40;

/** Widths of the whole list, so that nothing jumps while one scrolls. */
export function endingWidths(endings: readonly Ending[]): EndingWidths {
  const widest = (text: (ending: Ending) => string, most: number): number =>
    endings.reduce((width, each) => Math.max(width, Math.min(most, stringWidth(text(each)))), 0);
  return {
    service: 2 + widest(({ row }) => row.service.label, mostName),
    environment: widest(({ row }) => environmentText(row.service.environment), 12),
  };
}

/** The visible part of the list as lines: the first of a day, and the first that is seen, name the day. */
export function linesOf(visible: readonly Ending[]): EndingLine[] {
  return visible.map((ending, at) => ({
    ending,
    beginsDay: at === 0 || groupOf(visible[at - 1]) !== groupOf(ending),
  }));
}

function groupOf(ending: Ending | undefined): number | Ending['kind'] | null {
  if (ending === undefined) return null;
  return ending.kind === 'ends' ? dayOf(ending.end ?? 0) : ending.kind;
}

/** The row of titles at exactly this width. */
export function endingTitles(
  laid: readonly Laid<EndingLine>[],
  width: number,
  theme: Theme,
): Span[] {
  return fit([span(' '.repeat(cursorWidth)), ...titleRow(laid, theme)], width, theme);
}

/** One service at exactly this width. */
export function endingRow(
  line: EndingLine,
  isMarked: boolean,
  laid: readonly Laid<EndingLine>[],
  { width, theme }: { width: number; theme: Theme },
): Span[] {
  const cursor = span(isMarked ? ` ${theme.glyphs.cursor} ` : ' '.repeat(cursorWidth));
  const row = fit([cursor, ...cellsRow(line, laid, theme)], width, theme);
  return isMarked ? restyled(row, 'selected') : row;
}
