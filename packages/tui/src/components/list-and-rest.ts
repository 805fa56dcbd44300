/** Rows of a list with its titles, and of what is told of the marked one below a line. */
export type Split = { list: number; rest: number };

/** Shares a screen's rows: the list gets what it needs, but no more than its share of them. */
export function listAndRest(rows: number, items: number, share = 0.5): Split {
  const wanted = Math.max(1, items) + 1;
  const list = Math.max(3, Math.min(wanted, Math.floor(rows * share)));
  return { list: Math.min(list, rows), rest: Math.max(0, rows - list - 1) };
}
