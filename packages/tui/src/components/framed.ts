import { fit, type Span, type Spans, span } from '../format/spans.ts';
import type { Style } from '../theme/styles.ts';
import type { Theme } from '../theme/theme.ts';

/** Rows in a box of this width with a title in its upper edge; two rows and four cells more than inside. */
export function framed(
  rows: readonly Spans[],
  { title, width, style, theme }: { title: string; width: number; style: Style; theme: Theme },
): Span[][] {
  const [topLeft, topRight, bottomLeft, bottomRight] = theme.glyphs.corners;
  const { line, bar } = theme.glyphs;
  const inner = width - 4;
  const head = title === '' ? '' : ` ${title} `;
  const cutHead = head.slice(0, Math.max(0, width - 4));
  return [
    [
      span(`${topLeft}${line}`, style),
      span(cutHead, 'title'),
      span(`${line.repeat(Math.max(0, width - 3 - cutHead.length))}${topRight}`, style),
    ],
    ...rows.map((row) => [
      span(`${bar} `, style),
      ...fit(row, inner, theme),
      span(` ${bar}`, style),
    ]),
    [span(`${bottomLeft}${line.repeat(width - 2)}${bottomRight}`, style)],
  ];
}
