import type { Ui } from '../../test/harness/ui.ts';

type Terminal = Ui['terminal'];
type BufferLine = NonNullable<ReturnType<Terminal['buffer']['active']['getLine']>>;
type BufferCell = NonNullable<ReturnType<BufferLine['getCell']>>;

/** A colour of the terminal's own sixteen; null for its usual one. */
export type Colour = number | null;

/** How a character looks. */
export type CellStyle = {
  front: Colour;
  back: Colour;
  bold: boolean;
  dim: boolean;
  inverse: boolean;
  underline: boolean;
};

/** One cell of a screen; a character of two cells stands in the first and leaves the second out. */
export type Cell = CellStyle & { text: string; width: number };

/** The screen of an emulator, row by row. */
export function cellsOf(terminal: Terminal): Cell[][] {
  const { active } = terminal.buffer;
  return Array.from({ length: terminal.rows }, (_, row) => {
    const line = active.getLine(active.viewportY + row);
    return Array.from({ length: terminal.cols }, (_, column) => line?.getCell(column)).flatMap(
      (cell) => (cell === undefined || cell.getWidth() === 0 ? [] : [cellOf(cell)]),
    );
  });
}

function cellOf(cell: BufferCell): Cell {
  return {
    text: cell.getChars() || ' ',
    width: cell.getWidth(),
    // The screens use nothing but the sixteen (theme/styles.ts).
    front: cell.isFgPalette() ? cell.getFgColor() : null,
    back: cell.isBgPalette() ? cell.getBgColor() : null,
    bold: cell.isBold() !== 0,
    dim: cell.isDim() !== 0,
    inverse: cell.isInverse() !== 0,
    underline: cell.isUnderline() !== 0,
  };
}
