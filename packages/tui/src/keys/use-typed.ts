import { createContext, useContext, useInsertionEffect, useLayoutEffect, useRef } from 'react';
import type { Keyboard, Typed } from './keyboard.ts';

/** Where components find the keyboard. */
export const KeyboardContext = createContext<Keyboard | null>(null);

/** Calls the newest `listener` for what is typed while `isActive`. */
export function useTyped(listener: (typed: Typed) => void, isActive: boolean): void {
  const keyboard = useContext(KeyboardContext);
  const newest = useRef(listener);
  useInsertionEffect(() => {
    newest.current = listener;
  });
  // With the frame itself, so that no key falls between two screens.
  useLayoutEffect(() => {
    if (!isActive || keyboard === null) return;
    return keyboard.listen((typed) => newest.current(typed));
  }, [keyboard, isActive]);
}
