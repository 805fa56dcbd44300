import { useMemo } from 'react';

/**
 * Draws rows once for as long as `drawing` stays the same: a key that moves the cursor, or scrolls by
 * one, then costs one row instead of a screen full of them. `draw` must not depend on anything else.
 */
export function useDrawnRows<Row extends object>(
  rows: readonly Row[],
  draw: (row: Row) => string,
  drawing: object,
): readonly string[] {
  // A new one for each drawing; what is not drawn any more is forgotten with its row.
  const drawn = useMemo(() => ({ of: drawing, rows: new WeakMap<Row, string>() }), [drawing]);
  return rows.map((row) => {
    const known = drawn.rows.get(row);
    if (known !== undefined) return known;
    const line = draw(row);
    drawn.rows.set(row, line);
    return line;
  });
}
