import { useInput, usePaste } from 'ink';
import { useRef } from 'react';
import { keyNames } from './key-names.ts';
import type { Keyboard } from './keyboard.ts';

/** Turns of the event loop in which the rest of what arrived at once is read. */
const burstTurns = 5;

/** Takes what Ink reads and hands it to the keyboard; draws nothing. */
export function KeyboardInput({ keyboard }: { keyboard: Keyboard }) {
  const burst = useRef(0);
  useInput((input, key) => {
    const names = keyNames(input, key);
    // A long text at once is a paste that the terminal did not mark, and what comes right behind it is its end.
    const isLong = names.length === 0 && input.length > 1;
    const isTail = burst.current > 0 && !key.ctrl && input !== '';
    if (isLong) {
      burst.current += 1;
      afterTurns(burstTurns, () => {
        burst.current -= 1;
      });
    }
    if (isLong || isTail) keyboard.push([{ kind: 'paste', text: input }]);
    else keyboard.push(names.map((name) => ({ kind: 'key', name })));
  });
  usePaste((text) => keyboard.push([{ kind: 'paste', text }]));
  return null;
}

function afterTurns(turns: number, callback: () => void): void {
  setImmediate(() => (turns === 1 ? callback() : afterTurns(turns - 1, callback)));
}
