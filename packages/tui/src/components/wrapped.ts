import { wrap } from '../cli/text.ts';
import { type Span, safe, span } from '../format/spans.ts';
import type { Style } from '../theme/styles.ts';
import type { Theme } from '../theme/theme.ts';

/** Foreign or own text in rows of at most `columns` cells, every row behind `indent`, the first behind `lead`. */
export function wrapped(
  text: string,
  style: Style,
  at: { columns: number; theme: Theme; indent?: string; lead?: string },
): Span[][] {
  const { columns, theme, indent = '', lead = indent } = at;
  const room = columns - indent.length;
  return wrap(safe(text, theme), room).map((line, index) => [
    span(`${index === 0 ? lead : indent}${line}`, style),
  ]);
}
