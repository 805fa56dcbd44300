import { type Span, span } from '../format/spans.ts';
import type { Style } from '../theme/styles.ts';
import type { Theme } from '../theme/theme.ts';
import { dayOfMonth, daysTouched, monthOf } from './days.ts';

/** What stands in a day's cell: at most as wide as the cell. */
export type DayMark = { text: string; style: Style };

/** Cells that the days take when each has `cell` of them, with both ends. */
export function dayCellsWidth(cell: number): number {
  return daysTouched * cell + 2;
}

/** The widest cell of a day, of 3 or 4, that fits; null where there is no room for dates. */
export function dayCellFor(columns: number): number | null {
  return [4, 3].find((cell) => dayCellsWidth(cell) <= columns) ?? null;
}

/**
 * The 31 days from `first` on, one cell each, in three rows: the marks, the days of the month under
 * them, and the months where they begin. Each row is exactly as wide as {@link dayCellsWidth}.
 */
export function dayCells(
  first: number,
  markOf: (day: number) => DayMark | null,
  { cell, theme }: { cell: number; theme: Theme },
): Span[][] {
  const end = theme.glyphs.stripEnd;
  const days = Array.from({ length: daysTouched }, (_, at) => first + at);
  const marks = days.map((day): Span => {
    const mark = markOf(day);
    return mark === null
      ? span(' '.repeat(cell))
      : span(
          mark.text
            .padStart(cell - 1)
            .slice(0, cell)
            .padEnd(cell),
          mark.style,
        );
  });
  const dates = days.map((day) => `${String(dayOfMonth(day)).padStart(cell - 1)} `);
  return [
    [span(end, 'quiet'), ...marks, span(end, 'quiet')],
    [span(` ${dates.join('')} `, 'quiet')],
    [span(` ${monthRow(days, cell)} `, 'quiet')],
  ];
}

/** Each month's name under its first day that is shown; left out where not all of it fits. */
function monthRow(days: readonly number[], cell: number): string {
  const width = days.length * cell;
  let row = '';
  for (const [at, day] of days.entries()) {
    if (at > 0 && dayOfMonth(day) !== 1) continue;
    const name = monthOf(day);
    const place = at * cell + cell - 3;
    if (place < row.length || place + name.length > width) continue;
    row = row.padEnd(place) + name;
  }
  return row.padEnd(width);
}
