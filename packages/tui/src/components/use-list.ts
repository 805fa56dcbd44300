import type { ListAction } from '../keys/list-keys.ts';
import type { Handlers } from '../keys/use-bindings.ts';
import { windowAround } from './list-window.ts';
import { useKept } from './use-kept.ts';
import { useMouse } from './use-mouse.ts';

/** A list with a cursor, as far as it is seen. */
export type List<Item> = {
  visible: readonly Item[];
  /** The item under the cursor; null in an empty list. */
  selected: Item | null;
  /** Place of the cursor among all, from 0. */
  cursor: number;
  first: number;
  handlers: Handlers<ListAction>;
  select(index: number): void;
};

/**
 * A list of any length in `height` rows. The cursor stays with its item when others come, go or
 * change places, and where it was when one comes back to the screen.
 */
export function useList<Item>(options: {
  items: readonly Item[];
  idOf(item: Item): string;
  height: number;
  name?: string;
  /** The first row of the list on the terminal, from 1, while the mouse may choose in it. */
  top?: number | null;
  /** Its first column, from 1, and how many it has, where it does not take the whole width. */
  across?: { left: number; width: number };
}): List<Item> {
  const { items, idOf, height, name = 'list', top = null, across = {} } = options;
  const [kept, keep] = useKept<{ id: string | null; at: number; first: number }>(name, {
    id: null,
    at: 0,
    first: 0,
  });
  const found = kept.id === null ? -1 : placeOf(items, idOf, kept);
  const { cursor, first } = windowAround({
    count: items.length,
    cursor: found === -1 ? kept.at : found,
    first: kept.first,
    height,
  });
  const select = (index: number): void => {
    const next = windowAround({ count: items.length, cursor: index, first, height });
    const item = items[next.cursor];
    keep({ id: item === undefined ? null : idOf(item), at: next.cursor, first: next.first });
  };
  useMouse(top === null ? null : { top, height, ...across }, {
    press(row) {
      if (first + row < items.length) select(first + row);
    },
    wheel: (rows) => select(cursor + rows),
  });
  return {
    visible: items.slice(first, first + height),
    selected: items[cursor] ?? null,
    cursor,
    first,
    select,
    handlers: {
      up: () => select(cursor - 1),
      down: () => select(cursor + 1),
      'page-up': () => select(cursor - Math.max(1, height - 1)),
      'page-down': () => select(cursor + Math.max(1, height - 1)),
      top: () => select(0),
      bottom: () => select(items.length - 1),
    },
  };
}

/** Where the item is now; nearly always where it was. */
function placeOf<Item>(
  items: readonly Item[],
  idOf: (item: Item) => string,
  { id, at }: { id: string | null; at: number },
): number {
  const there = items[at];
  if (there !== undefined && idOf(there) === id) return at;
  return items.findIndex((item) => idOf(item) === id);
}
