import { useInput, usePaste } from 'ink';
import { keyNames } from './key-names.ts';
import type { Keyboard } from './keyboard.ts';

/** Takes what Ink reads and hands it to the keyboard; draws nothing. */
export function KeyboardInput({ keyboard }: { keyboard: Keyboard }) {
  useInput((input, key) => {
    const names = keyNames(input, key);
    // A long text at once is a paste that the terminal did not mark.
    if (names.length === 0 && input.length > 1) keyboard.push([{ kind: 'paste', text: input }]);
    else keyboard.push(names.map((name) => ({ kind: 'key', name })));
  });
  usePaste((text) => keyboard.push([{ kind: 'paste', text }]));
  return null;
}
