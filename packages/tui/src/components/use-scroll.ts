import type { ListAction } from '../keys/list-keys.ts';
import type { Handlers } from '../keys/use-bindings.ts';
import { useKept } from './use-kept.ts';

/** A text that is longer than its room. */
export type Scroll = {
  first: number;
  handlers: Handlers<ListAction>;
  words: string;
  /** Brings a row into sight, with some of what stands before it. */
  show(row: number): void;
};

/** Scrolls `count` rows in `height`; with `follows` it stays at the end until one moves up. */
export function useScroll(count: number, height: number, follows = false): Scroll {
  const last = Math.max(0, count - height);
  const [kept, keep] = useKept<number | 'end'>('scroll', follows ? 'end' : 0);
  const first = kept === 'end' ? last : Math.min(kept, last);
  const to = (row: number): void => {
    const next = Math.min(last, Math.max(0, row));
    keep(follows && next === last ? 'end' : next);
  };
  return {
    first,
    words: last === 0 ? '' : `  ${first + 1} to ${Math.min(count, first + height)} of ${count}`,
    show(row) {
      if (row < first || row >= first + height) to(row - Math.floor(height / 3));
    },
    handlers: {
      up: () => to(first - 1),
      down: () => to(first + 1),
      'page-up': () => to(first - Math.max(1, height - 1)),
      'page-down': () => to(first + Math.max(1, height - 1)),
      top: () => to(0),
      bottom: () => to(last),
    },
  };
}
