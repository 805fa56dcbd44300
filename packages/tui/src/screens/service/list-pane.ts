import type { List } from '../../components/use-list.ts';
import { type Column, cellsRow, layColumns, titleRow } from '../../format/columns.ts';
import { fit, restyled, type Span, type Spans, span } from '../../format/spans.ts';
import type { Theme } from '../../theme/theme.ts';
import type { Rect } from './service-layout.ts';

/** Cells left of a row: where the cursor stands. */
const cursorWidth = 3;

/** How many items a pane shows: without its title, what stands over the list, and the titles of columns. */
export function itemsHeight(rect: Rect | null, over: number): number {
  return rect === null ? 0 : Math.max(0, rect.height - 2 - over);
}

/**
 * A list in a pane, exactly as wide as that and at most as high: what stands over it, the titles of
 * its columns, its items. The cursor is seen in the focused pane only.
 */
export function listPaneRows<Item>(
  list: Pick<List<Item>, 'visible' | 'selected'>,
  columns: readonly Column<Item>[],
  options: {
    width: number;
    over: readonly Spans[];
    isFocused: boolean;
    /** What is said where there is nothing. */
    empty: string;
    theme: Theme;
  },
): Span[][] {
  const { width, over, isFocused, empty, theme } = options;
  const laid = layColumns(columns, width - cursorWidth - 1);
  const space = span(' '.repeat(cursorWidth));
  const isEmpty = list.visible.length === 0;
  const titles = isEmpty ? [space, span(empty, 'quiet')] : [space, ...titleRow(laid, theme)];
  const items = list.visible.map((item): Span[] => {
    const isMarked = isFocused && item === list.selected;
    const cursor = isMarked ? span(` ${theme.glyphs.cursor} `) : space;
    const row = fit([cursor, ...cellsRow(item, laid, theme)], width, theme);
    return isMarked ? restyled(row, 'selected') : row;
  });
  return [...over, titles, ...items].map((row) => fit(row, width, theme));
}
