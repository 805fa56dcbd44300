import { fit, type Span, span, widthOf } from '../../format/spans.ts';
import type { Theme } from '../../theme/theme.ts';
import { type PaneName, paneNames } from './panes.ts';

/** Titles by pane. */
export type PaneTitles = Readonly<Record<PaneName, string>>;

/**
 * All panes in a row, the focused one in brackets. Where not all fit, the first word of those that are
 * not focused is enough.
 */
export function tabsRow(
  titles: PaneTitles,
  focused: PaneName,
  { width, theme }: { width: number; theme: Theme },
): Span[] {
  const tabs = (shorten: (title: string) => string): Span[] => [
    span(' '),
    ...paneNames.flatMap((name): Span[] =>
      name === focused
        ? [span(`[${titles[name]}]`, 'title'), span(' ')]
        : [span(` ${shorten(titles[name])} `, 'quiet'), span(' ')],
    ),
  ];
  const whole = tabs((title) => title);
  const short = tabs((title) => title.split(' ')[0] ?? title);
  return fit(widthOf(whole) <= width ? whole : short, width, theme);
}

/** The title of a pane among others that are seen too, the focused one in brackets. */
export function paneHead(
  title: string,
  isFocused: boolean,
  { width, theme }: { width: number; theme: Theme },
): Span[] {
  const { rule } = theme.glyphs;
  const name = isFocused ? `[${title}]` : ` ${title} `;
  const row = [span(`${rule} `, 'rule'), span(name, isFocused ? 'title' : 'quiet'), span(' ')];
  const rest = Math.max(0, width - widthOf(row) - 1);
  return fit([...row, span(rule.repeat(rest), 'rule')], width, theme);
}
