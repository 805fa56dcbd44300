import { useTyped } from '../keys/use-typed.ts';

/** Where on the terminal something lies that the mouse works on. Cells, from 1. */
export type Area = { top: number; height: number; left?: number; width?: number };

/** How many rows the wheel moves. */
const wheelRows = 3;

/** What a press or the wheel does over an area: `press` gets the row in it, from 0. Nothing without an area. */
export function useMouse(
  area: Area | null,
  does: { press(row: number): void; wheel(rows: number): void },
): void {
  useTyped((typed) => {
    if (typed.kind !== 'mouse' || area === null || !isOver(area, typed)) return;
    if (typed.button === 'press') does.press(typed.row - area.top);
    else does.wheel(typed.button === 'wheel-up' ? -wheelRows : wheelRows);
  }, area !== null);
}

/** Whether a place lies in an area. */
export function isOver(area: Area, { column, row }: { column: number; row: number }): boolean {
  const { top, height, left = 1, width = Number.POSITIVE_INFINITY } = area;
  return row >= top && row < top + height && column >= left && column < left + width;
}
