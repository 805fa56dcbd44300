import { fit, type Span, span } from '../format/spans.ts';
import type { Theme } from '../theme/theme.ts';
import type { DayMark } from './day-cells.ts';
import { dayOfMonth, daysTouched, monthOf } from './days.ts';

const cell = 6;
const monthWidth = 4;
const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const;

/** Cells a calendar takes across. */
export const calendarWidth = monthWidth + weekdays.length * cell;

/**
 * The 31 days from today on as weeks of Monday to Sunday, under a row of their names; a month's name
 * stands before the week it begins in. `chosen` is bracketed. Every row is {@link calendarWidth} wide.
 */
export function calendarRows(
  days: { today: number; chosen: number | null; markOf(day: number): DayMark | null },
  theme: Theme,
): Span[][] {
  const { today, chosen, markOf } = days;
  const last = today + daysTouched - 1;
  const head = span(
    ' '.repeat(monthWidth) + weekdays.map((name) => ` ${name}  `).join(''),
    'quiet',
  );
  const weeks: Span[][] = [];
  for (let monday = mondayOf(today); monday <= last; monday += 7) {
    const week = Array.from({ length: 7 }, (_, at) => monday + at);
    const shown = week.filter((day) => day >= today && day <= last);
    const begins = shown.find((day) => day === today || dayOfMonth(day) === 1);
    const month = begins === undefined ? '' : monthOf(begins);
    weeks.push([
      span(month.padEnd(monthWidth), 'title'),
      ...week.flatMap((day) =>
        day < today || day > last
          ? [span(' '.repeat(cell))]
          : dayCell(day, { isToday: day === today, isChosen: day === chosen, mark: markOf(day) }),
      ),
    ]);
  }
  return [[head], ...weeks].map((row) => fit(row, calendarWidth, theme));
}

function dayCell(
  day: number,
  { isToday, isChosen, mark }: { isToday: boolean; isChosen: boolean; mark: DayMark | null },
): Span[] {
  const date = String(dayOfMonth(day)).padStart(2);
  const text = (mark?.text ?? '').slice(0, 2).padEnd(2);
  const style = mark?.style ?? (isToday ? 'strong' : 'quiet');
  return [
    span(isChosen ? '[' : ' ', 'key'),
    span(`${date}${text}`, isChosen ? 'selected' : style),
    span(isChosen ? ']' : ' ', 'key'),
  ];
}

/** The Monday of its week. 1 January 1970 was a Thursday. */
function mondayOf(day: number): number {
  return day - ((day + 3) % 7);
}
