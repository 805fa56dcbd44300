import stringWidth from 'fast-string-width';
import type { Theme } from '../theme/theme.ts';
import { fit, type Span, type Spans, span } from './spans.ts';

/** A column of a list: how wide it wants to be, and how soon it goes when there is no room. */
export type Column<Row> = {
  title: string;
  /** The title where the whole one does not fit. */
  shortTitle?: string;
  /** Cells it needs for its content; the title counts too. */
  width: number;
  /** May be made this narrow before columns are left out; its width unless given. */
  least?: number;
  /** What is left over goes to this column first, until it is so wide: it says more than others. */
  first?: number;
  /** The lowest stay longest; 0 is never left out. */
  leaves: number;
  align?: 'left' | 'right';
  /** The cell of a row; `width` is what it got, for cells that say less in less room. */
  cell(row: Row, width: number): Spans;
};

/** A column that is drawn, with its width. */
export type Laid<Row> = { column: Column<Row>; width: number };

/** Cells between two columns. */
export const columnGap = 2;

/** The columns that fit, in order, with their widths; what is left over goes to those that want more, the first ones first. */
export function layColumns<Row>(columns: readonly Column<Row>[], room: number): Laid<Row>[] {
  const widthOf = ({ width, title }: Column<Row>): number => Math.max(width, stringWidth(title));
  const leastOf = (column: Column<Row>): number =>
    Math.min(column.least ?? widthOf(column), widthOf(column));
  let chosen = [...columns];
  const needs = (): number =>
    chosen.reduce((sum, column) => sum + leastOf(column), 0) +
    columnGap * Math.max(0, chosen.length - 1);
  while (needs() > room) {
    const next = Math.max(...chosen.map(({ leaves }) => leaves));
    if (next === 0) break;
    chosen = chosen.filter(({ leaves }) => leaves !== next);
  }
  let left = room - needs();
  const widened = (column: Column<Row>, width: number, most: number): number => {
    const more = Math.max(0, Math.min(left, Math.min(widthOf(column), most) - width));
    left -= more;
    return width + more;
  };
  return chosen
    .map((column) => ({ column, width: widened(column, leastOf(column), column.first ?? 0) }))
    .map(({ column, width }) => ({ column, width: widened(column, width, widthOf(column)) }));
}

/** The row of titles. */
export function titleRow<Row>(laid: readonly Laid<Row>[], theme: Theme): Span[] {
  return joined(
    laid.map(({ column, width }) =>
      aligned([span(titleOf(column, width), 'quiet')], width, column.align ?? 'left', theme),
    ),
  );
}

function titleOf<Row>({ title, shortTitle }: Column<Row>, width: number): string {
  return stringWidth(title) > width ? (shortTitle ?? title) : title;
}

/** A row of cells. */
export function cellsRow<Row>(row: Row, laid: readonly Laid<Row>[], theme: Theme): Span[] {
  return joined(
    laid.map(({ column, width }) =>
      aligned(column.cell(row, width), width, column.align ?? 'left', theme),
    ),
  );
}

function aligned(cell: Spans, width: number, align: 'left' | 'right', theme: Theme): Span[] {
  if (align === 'left') return fit(cell, width, theme);
  const fitted = fit(cell, width, theme);
  const last = fitted.at(-1);
  const isSpace = fitted.length > cell.length && last !== undefined && last.text.trim() === '';
  return isSpace ? [last, ...fitted.slice(0, -1)] : fitted;
}

function joined(cells: readonly Span[][]): Span[] {
  return cells.flatMap((cell, at) => (at === 0 ? cell : [span(' '.repeat(columnGap)), ...cell]));
}
