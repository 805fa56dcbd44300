import { dayCellFor, dayCells } from '../../components/day-cells.ts';
import { dayMs, dayOf } from '../../components/days.ts';
import { stripDays } from '../../components/strip.ts';
import { fit, fitting, type Span, span } from '../../format/spans.ts';
import type { Theme } from '../../theme/theme.ts';
import { endingMark } from './ending-mark.ts';
import { type Ending, endingsByDay } from './endings.ts';

/**
 * The next 30 days over the list, today on the left: how many services lose their last restorable
 * backup on each. With dates under the days where there is room, else one cell a day in one row.
 */
export function endingStrip(
  endings: readonly Ending[],
  now: number,
  { columns, hasDates, theme }: { columns: number; hasDates: boolean; theme: Theme },
): Span[][] {
  const cell = hasDates ? dayCellFor(columns) : null;
  if (cell !== null) {
    const byDay = endingsByDay(endings);
    const rows = dayCells(
      dayOf(now),
      (day) => endingMark(byDay.get(day) ?? [], now, 'count', theme),
      { cell, theme },
    );
    return rows.map((row) => fit(row, columns, theme));
  }
  const end = span(theme.glyphs.stripEnd, 'quiet');
  const ahead = Map.groupBy(
    endings.filter(({ kind }) => kind === 'ends'),
    (each) => Math.min(stripDays - 1, Math.max(0, Math.floor(((each.end ?? now) - now) / dayMs))),
  );
  const cells = Array.from({ length: stripDays }, (_, day): Span => {
    const mark = endingMark(ahead.get(day) ?? [], now, 'count', theme);
    return mark === null ? span(' ') : span(mark.text, mark.style);
  });
  const room = columns - stripDays - 2 - 2;
  const words = fitting(
    room,
    'services that lose their last one, by day from now',
    'how many, by day from now',
    'by day from now',
  );
  return [fit([end, ...cells, end, span('  '), span(words, 'quiet')], columns, theme)];
}
