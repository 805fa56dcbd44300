import type { ListAction } from '../keys/list-keys.ts';
import type { Handlers } from '../keys/use-bindings.ts';
import { useKept } from './use-kept.ts';
import { useScroll } from './use-scroll.ts';

/** What is marked in a list, as a page of its own: opened by enter, closed by esc. */
export type Whole = {
  isOpen: boolean;
  /** The lines of the page that are seen. */
  lines: readonly string[];
  /** Where in the page one is; empty when all of it is seen. */
  words: string;
  toggle(): void;
  /** Closes it for esc; false when it is not open. */
  back(): boolean;
  handlers: Handlers<ListAction>;
};

/** The page of what is marked; null `lines` when nothing is. */
export function useWhole(lines: readonly string[] | null, height: number): Whole {
  const [wanted, setWanted] = useKept('whole', false);
  const isOpen = wanted && lines !== null;
  const scroll = useScroll(lines?.length ?? 0, height);
  return {
    isOpen,
    lines: (lines ?? []).slice(scroll.first, scroll.first + height).map((line) => ` ${line}`),
    words: isOpen ? scroll.words : '',
    toggle() {
      scroll.handlers.top?.();
      setWanted(!isOpen);
    },
    back() {
      if (isOpen) setWanted(false);
      return isOpen;
    },
    handlers: scroll.handlers,
  };
}
