import { stripVTControlCharacters } from 'node:util';
import { type Span, span } from '../format/spans.ts';
import type { Theme } from '../theme/theme.ts';
import { type TypedLine, typedLine } from './edit-line.ts';
import { fieldSpans } from './field-spans.ts';
import { matchesOf } from './search-lines.ts';
import { useKept } from './use-kept.ts';
import type { Scroll } from './use-scroll.ts';
import { useTextField } from './use-text-field.ts';

/** A search in a text: opened by `/`, kept by enter, taken away by esc. */
export type Search = {
  isTyped: boolean;
  open(): void;
  /** To the next match or the one before; false when nothing is searched for. */
  move(by: 1 | -1): boolean;
  /** Takes the search away for esc; false when there is none. */
  back(): boolean;
  /** A line as it is drawn while one searches. */
  draw(line: string, row: number, theme: Theme): string;
  /** What the message line shows of it; null when there is nothing to show. */
  spans(theme: Theme): Span[] | null;
};

/** The search of this screen, in painted lines. */
export function useSearch(lines: readonly string[], scroll: Scroll, isActive: boolean): Search {
  const [line, setLine] = useKept<TypedLine>('search', typedLine(''));
  const [isTyped, setTyped] = useKept('searching', false);
  const [kept, setAt] = useKept('match', 0);
  const matches = matchesOf(lines, line.text);
  const at = Math.min(kept, Math.max(0, matches.length - 1));
  const show = (found: readonly number[], index: number): void => {
    setAt(index);
    const row = found[index];
    if (row !== undefined) scroll.show(row);
  };
  const clear = (): void => {
    setLine(typedLine(''));
    setTyped(false);
    setAt(0);
  };
  useTextField({
    line,
    change(next) {
      setLine(next);
      const found = matchesOf(lines, next.text);
      const below = found.findIndex((row) => row >= scroll.first);
      show(found, Math.max(0, below));
    },
    onKey(key) {
      if (key === 'esc') clear();
      else setTyped(false);
    },
    isActive: isActive && isTyped,
  });
  return {
    isTyped,
    open: () => setTyped(true),
    move(by) {
      if (line.text === '') return false;
      if (matches.length > 0) show(matches, (at + by + matches.length) % matches.length);
      return true;
    },
    back() {
      if (line.text === '') return false;
      clear();
      return true;
    },
    draw(text, row, theme) {
      if (line.text === '' || !matches.includes(row)) return text;
      const plain = stripVTControlCharacters(text);
      const start = plain.toLowerCase().indexOf(line.text.toLowerCase());
      const end = start + line.text.length;
      const style = matches[at] === row ? 'selected' : 'key';
      return plain.slice(0, start) + theme.paint(plain.slice(start, end), style) + plain.slice(end);
    },
    spans(theme) {
      if (!isTyped && line.text === '') return null;
      const text = isTyped ? fieldSpans(line, 30, theme) : [span(line.text, 'strong')];
      const none = line.text === '' ? '' : '  nothing contains that';
      const count = matches.length === 0 ? none : `  ${at + 1} of ${matches.length}`;
      const how = isTyped ? '  enter keeps, esc clears' : '  n next, N back, esc clears';
      return [span('/', 'key'), ...text, span(count + how, 'quiet')];
    },
  };
}
