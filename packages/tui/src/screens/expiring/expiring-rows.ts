import { beside } from '../../components/beside.ts';
import { calendarRows, calendarWidth } from '../../components/calendar.ts';
import { dayOf } from '../../components/days.ts';
import { layColumns } from '../../format/columns.ts';
import { fit, type Spans, span } from '../../format/spans.ts';
import type { Theme } from '../../theme/theme.ts';
import { type EndingWidths, endingColumns } from './ending-columns.ts';
import { cursorWidth, endingRow, endingTitles, linesOf } from './ending-lines.ts';
import { endingMark } from './ending-mark.ts';
import { endingStrip } from './ending-strip.ts';
import { type Ending, endingsByDay } from './endings.ts';

/** From this width on the month stands beside the list, not too far from it. Cells. */
const month = { columns: 130, gap: 2, mostList: 132 } as const;
/** From this many rows on, and without a month, the days over the list have their dates. */
const datesFrom = 16;
const noDates = 1;
const withDates = 3;

/** Where the parts of the screen are. Cells. */
export type ExpiringLayout = { stripRows: number; listWidth: number; hasMonth: boolean };

/** Shares `columns` and `height` rows between strip, list and month. */
export function expiringLayout(columns: number, height: number): ExpiringLayout {
  const hasMonth = columns >= month.columns;
  const fitsDates = columns >= 97 && height >= datesFrom && !hasMonth;
  return {
    hasMonth,
    stripRows: fitsDates ? withDates : noDates,
    listWidth: hasMonth ? Math.min(month.mostList, columns - calendarWidth - month.gap) : columns,
  };
}

/**
 * The whole body, each row exactly `columns` wide: the next 30 days, the list by day, and the month
 * beside it where there is room, with the marked service's day in brackets.
 */
export function expiringRows(
  of: {
    endings: readonly Ending[];
    visible: readonly Ending[];
    selected: Ending | null;
    widths: EndingWidths;
  },
  layout: ExpiringLayout,
  { columns, height, now, theme }: { columns: number; height: number; now: number; theme: Theme },
): Spans[] {
  const { endings, visible, selected, widths } = of;
  const { stripRows, listWidth, hasMonth } = layout;
  const strip = endingStrip(endings, now, {
    columns: columns - 1,
    hasDates: stripRows === withDates,
    theme,
  });
  const laid = layColumns(endingColumns(widths, { now, theme }), listWidth - cursorWidth - 1);
  const empty = [span('   No service can lose a backup.', 'quiet')];
  const list = [
    visible.length === 0 ? fit(empty, listWidth, theme) : endingTitles(laid, listWidth, theme),
    ...linesOf(visible).map((line) =>
      endingRow(line, line.ending === selected, laid, { width: listWidth, theme }),
    ),
  ];
  const byDay = endingsByDay(endings);
  const chosen = selected?.kind === 'ends' ? dayOf(selected.end ?? now) : null;
  const markOf = (day: number) => endingMark(byDay.get(day) ?? [], now, 'dot-count', theme);
  const calendar = hasMonth ? calendarRows({ today: dayOf(now), chosen, markOf }, theme) : [];
  const blocks = [
    { rows: list, width: listWidth },
    { rows: [], width: hasMonth ? month.gap : 0 },
    { rows: calendar, width: Math.max(0, columns - listWidth - month.gap) },
  ];
  return [
    ...strip.map((row) => fit([span(' '), ...row], columns, theme)),
    ...beside(blocks, Math.max(0, height - stripRows), theme),
  ];
}
