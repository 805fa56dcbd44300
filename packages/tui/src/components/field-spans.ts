import { type Span, span } from '../format/spans.ts';
import type { Theme } from '../theme/theme.ts';
import type { TypedLine } from './edit-line.ts';
import { fieldView } from './use-text-field.ts';

/** A text field as a row: what is typed, with the cursor as an inverted cell. */
export function fieldSpans(line: TypedLine, width: number, theme: Theme): Span[] {
  const { text, at } = fieldView(line, width);
  const characters = Array.from(text);
  const under = characters[at] ?? ' ';
  // Without attributes the cursor has to be a character of its own.
  const mark = theme.name === 'none' ? `_${under === ' ' ? '' : under}` : under;
  return [
    span(characters.slice(0, at).join('')),
    span(mark, theme.name === 'none' ? 'plain' : 'selected'),
    span(characters.slice(at + 1).join('')),
  ];
}
