/** What of a list is seen: `first` is the index of its first visible row. */
export type Window = { cursor: number; first: number };

/** The window with the cursor in sight, moved as little as it must; for lists of any length. */
export function windowAround(options: {
  count: number;
  cursor: number;
  first: number;
  height: number;
}): Window {
  const { count, height } = options;
  if (count === 0 || height <= 0) return { cursor: 0, first: 0 };
  const cursor = Math.min(Math.max(0, options.cursor), count - 1);
  const last = Math.max(0, count - height);
  const shown = Math.min(Math.max(0, options.first), last);
  if (cursor < shown) return { cursor, first: cursor };
  if (cursor >= shown + height) return { cursor, first: cursor - height + 1 };
  return { cursor, first: shown };
}
