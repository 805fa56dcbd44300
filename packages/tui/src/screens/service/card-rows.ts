import { fit, type Span, span } from '../../format/spans.ts';
import type { Theme } from '../../theme/theme.ts';
import { type CardField, nameWidth } from './card-fields.ts';

/** From this width on, two facts stand beside each other. Cells. */
const twoBeside = 110;

/** How many rows the card takes when all of it is drawn. */
export function cardHeight(fields: readonly CardField[], columns: number): number {
  const whole = fields.filter((field) => field.whole || columns < twoBeside).length;
  return whole + Math.ceil((fields.length - whole) / 2);
}

/** The card in at most `height` rows, each exactly as wide as the terminal; what matters least is left out. */
export function cardRows(
  fields: readonly CardField[],
  { columns, height, theme }: { columns: number; height: number; theme: Theme },
): Span[][] {
  let shown = [...fields];
  while (shown.length > 0 && cardHeight(shown, columns) > height) {
    const last = Math.max(...shown.map(({ leaves }) => leaves));
    const at = shown.findLastIndex(({ leaves }) => leaves === last);
    shown = shown.filter((_, index) => index !== at);
  }
  const whole = shown.filter((field) => field.whole || columns < twoBeside);
  const halves = shown.filter((field) => !whole.includes(field));
  const left = halves.slice(0, Math.ceil(halves.length / 2));
  const right = halves.slice(left.length);
  const half = Math.floor(columns / 2);
  return [
    ...whole.map((field) => fieldRow(field, columns, theme)),
    ...left.map((field, at): Span[] => {
      const beside = right[at];
      return [
        ...fieldRow(field, half, theme),
        ...(beside === undefined
          ? [span(' '.repeat(columns - half))]
          : fieldRow(beside, columns - half, theme)),
      ];
    }),
  ];
}

function fieldRow({ name, spans }: CardField, width: number, theme: Theme): Span[] {
  const row = [span(` ${name.padEnd(nameWidth)}`, 'quiet'), ...spans];
  return [...fit(row, width - 1, theme), span(' ')];
}
