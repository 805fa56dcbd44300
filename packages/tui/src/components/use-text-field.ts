import { useTyped } from '../keys/use-typed.ts';
import { editLine, insert, type TypedLine } from './edit-line.ts';

/** Keys that a field leaves to its owner. */
export type FieldKey = 'enter' | 'esc' | 'tab' | 'shift+tab' | 'up' | 'down';

const fieldKeys: readonly string[] = ['enter', 'esc', 'tab', 'shift+tab', 'up', 'down'];

/** A line that is typed while `isActive`; pasted text goes in as one. */
export function useTextField(options: {
  line: TypedLine;
  change(line: TypedLine): void;
  onKey(key: FieldKey): void;
  isActive: boolean;
}): void {
  const { line, change, onKey, isActive } = options;
  useTyped((typed) => {
    if (typed.kind === 'paste') return change(insert(line, typed.text));
    if (typed.kind === 'mouse') return;
    if (isFieldKey(typed.name)) return onKey(typed.name);
    const edited = editLine(line, typed.name);
    if (edited !== line) change(edited);
  }, isActive);
}

function isFieldKey(name: string): name is FieldKey {
  return fieldKeys.includes(name);
}

/** What of a typed line is seen in a field of this width, and where the cursor stands in it. */
export function fieldView(line: TypedLine, width: number): { text: string; at: number } {
  const characters = Array.from(line.text);
  const at = Array.from(line.text.slice(0, line.at)).length;
  const first = Math.max(0, at - Math.max(0, width - 1));
  return { text: characters.slice(first, first + width).join(''), at: at - first };
}
