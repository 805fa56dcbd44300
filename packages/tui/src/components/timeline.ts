import { relativeTime } from '@lifeboat/core';
import { type Backup, expiresAt, isRestorable, utcDate } from '@lifeboat/core/live';
import { fit, fitting, type Span, span, widthOf } from '../format/spans.ts';
import type { Theme } from '../theme/theme.ts';
import { type DayMark, dayCellFor, dayCells, dayCellsWidth } from './day-cells.ts';
import { dayOf, daysTouched } from './days.ts';
import { strip, stripWidth } from './strip.ts';

type Dated = Pick<Backup, 'createdAt' | 'purpose'>;

/** What a timeline is drawn of: the backups that restore, or may, of one service. */
export type TimelineOf = { backups: readonly Backup[]; tier: string | null; now: number };

/**
 * The backups of a service against the 30 days in which Azure restores them, the day that ends next
 * on the left. Where there is room, each day has its date under it; else, and where no dates are
 * wanted, it is one row. Every row is exactly `columns` wide.
 */
export function timelineRows(
  { backups, tier, now }: TimelineOf,
  { columns, hasDates = true, theme }: { columns: number; hasDates?: boolean; theme: Theme },
): Span[][] {
  const alive = backups.filter((backup) => isRestorable(backup, tier, now) !== false);
  const cell = hasDates ? dayCellFor(columns) : null;
  if (cell === null) {
    const short = strip(alive, now, { width: Math.min(stripWidth, columns), theme });
    const words = endWords(alive, now, columns - short.length - 2);
    const row = [span(short, 'filled'), span('  '), ...words];
    return [fit(row, columns, theme)];
  }
  const byDay = Map.groupBy(alive, ({ createdAt }) => dayOf(createdAt));
  const first = dayOf(now) - daysTouched + 1;
  const [marks = [], dates = [], months = []] = dayCells(
    first,
    (day) => markOf(byDay.get(day) ?? [], theme),
    { cell, theme },
  );
  const legend = legendSpans(theme);
  const ends = endWords(alive, now);
  const beside = columns - dayCellsWidth(cell) - 2;
  const rows =
    beside >= Math.max(widthOf(legend), widthOf(ends))
      ? [[...marks, span('  '), ...ends], [...dates, span('  '), ...legend], months]
      : [marks, dates, months, [span(' '), ...legend, span('   '), ...ends]];
  return rows.map((row) => fit(row, columns, theme));
}

/** What the signs of a timeline mean. */
export function legendSpans(theme: Theme): Span[] {
  const { strip: scheduled, manual, safety } = theme.glyphs;
  return [
    span(scheduled, 'filled'),
    span(' scheduled  ', 'quiet'),
    span(manual, 'filled'),
    span(' manual  ', 'quiet'),
    span(safety, 'filled'),
    span(' safety', 'quiet'),
  ];
}

/** Each kind of backup made that day, once. */
function markOf(made: readonly Dated[], { glyphs }: Theme): DayMark | null {
  if (made.length === 0) return null;
  const has = (...purposes: Backup['purpose'][]): boolean =>
    made.some(({ purpose }) => purposes.includes(purpose));
  const text = [
    has('manual', 'fresh') ? glyphs.manual : '',
    has('scheduled') ? glyphs.strip : '',
    has('safety') ? glyphs.safety : '',
  ].join('');
  return { text, style: 'filled' };
}

/** How many restore and when the next one ends; less of it in less room. */
function endWords(alive: readonly Dated[], now: number, room = Number.POSITIVE_INFINITY): Span[] {
  const times = alive.map(({ createdAt }) => createdAt);
  if (times.length === 0) return [span('none restorable', 'bad')];
  const next = expiresAt({ createdAt: Math.min(...times) });
  const [count, away] = [`${times.length} restorable`, relativeTime(next, now)];
  const whole = `${count}, next ends ${utcDate(next, next)}, ${away}`;
  return [span(fitting(room, whole, `${count}, next ends ${away}`, `next ends ${away}`), 'quiet')];
}
