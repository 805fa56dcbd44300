import { type Span, span } from '../format/spans.ts';
import type { Theme } from '../theme/theme.ts';
import { type TypedLine, typedLine } from './edit-line.ts';
import { fieldSpans } from './field-spans.ts';
import { useKept } from './use-kept.ts';
import { useTextField } from './use-text-field.ts';

/** A filter over a list: opened by `/`, kept by enter, taken away by esc. */
export type Filter = {
  text: string;
  isTyped: boolean;
  open(): void;
  clear(): void;
  /** Takes the filter away for esc; false when there is none. */
  back(): boolean;
  /** What the message line shows of it; null when there is nothing to show. */
  spans(shown: number, all: number, theme: Theme): Span[] | null;
};

/** The filter of this screen. */
export function useFilter(isActive: boolean): Filter {
  const [line, setLine] = useKept<TypedLine>('filter', typedLine(''));
  const [isTyped, setTyped] = useKept('filtering', false);
  const clear = (): void => {
    setLine(typedLine(''));
    setTyped(false);
  };
  useTextField({
    line,
    change: setLine,
    onKey(key) {
      if (key === 'esc') clear();
      else setTyped(false);
    },
    isActive: isActive && isTyped,
  });
  return {
    text: line.text,
    isTyped,
    open: () => setTyped(true),
    clear,
    back() {
      if (line.text === '') return false;
      clear();
      return true;
    },
    spans(shown, all, theme) {
      if (!isTyped && line.text === '') return null;
      const count = span(`  ${shown} of ${all}`, 'quiet');
      const how = span(isTyped ? '  enter keeps, esc clears' : '  / esc clears', 'quiet');
      const text = isTyped ? fieldSpans(line, 30, theme) : [span(line.text, 'strong')];
      return [span('/', 'key'), ...text, count, how];
    },
  };
}
