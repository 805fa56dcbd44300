import type { Cell, CellStyle } from './cells.ts';
import type { Palette } from './palettes.ts';

/** A cell in a picture. Pixels. */
const [cellWidth, cellHeight] = [8.4, 18];
const fontSize = 14;
/** From a row's upper edge to the line its letters stand on. */
const baseline = 13.5;
const margin = 14;
const titleHeight = 30;

/** What is told beside the cells. */
export type Words = { title: string; description: string };

/**
 * A screen as a picture of a window: text in the cells where the terminal had it, whatever font the
 * reader has, since each piece of text is told how wide it is. Pure.
 */
export function terminalSvg(rows: readonly Cell[][], words: Words, palette: Palette): string {
  const columns = Math.max(0, ...rows.map((row) => row.reduce((sum, { width }) => sum + width, 0)));
  const width = Math.ceil(columns * cellWidth) + 2 * margin;
  const height = rows.length * cellHeight + titleHeight + margin;
  const title = escaped(words.title);
  const lines = rows.map((row, at) => drawnRow(row, at, palette)).join('');
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="title text">
<title id="title">${title}</title>
<desc id="text">${escaped(words.description)}</desc>
<style>text{font:${fontSize}px ui-monospace,"Cascadia Mono","DejaVu Sans Mono",Menlo,Consolas,monospace;fill:${palette.front};white-space:pre}.b{font-weight:700}.d{opacity:.62}.u{text-decoration:underline}</style>
<rect x=".5" y=".5" width="${width - 1}" height="${height - 1}" rx="8" fill="${palette.back}" stroke="${palette.frame}"/>
<g fill="${palette.frame}"><circle cx="18" cy="15" r="5"/><circle cx="34" cy="15" r="5"/><circle cx="50" cy="15" r="5"/></g>
<text class="d" x="${width / 2}" y="20" text-anchor="middle">${title}</text>
<g aria-hidden="true">
${lines}</g>
</svg>
`;
}

type Run = { text: string; from: number; cells: number; style: CellStyle };

function drawnRow(row: readonly Cell[], at: number, palette: Palette): string {
  const top = titleHeight + at * cellHeight;
  const runs = runsOf(row).map((run) => ({ ...run, ...coloursOf(run.style, palette) }));
  const grounds = groundsOf(runs).map(
    ({ from, cells, back }) =>
      `<rect x="${left(from)}" y="${top}" width="${round(cells * cellWidth)}" height="${cellHeight}" fill="${back}"/>`,
  );
  const pieces = runs.flatMap(({ text, from, cells, style, front }) => {
    if (text.trim() === '' && !style.underline) return [];
    const classes = [style.bold && 'b', style.dim && 'd', style.underline && 'u'].filter(Boolean);
    const styled = classes.length === 0 ? '' : ` class="${classes.join(' ')}"`;
    const fill = front === palette.front ? '' : ` style="fill:${front}"`;
    return `<tspan x="${left(from)}" textLength="${round(cells * cellWidth)}" lengthAdjust="spacingAndGlyphs"${styled}${fill}>${escaped(text)}</tspan>`;
  });
  const text =
    pieces.length === 0 ? '' : `<text y="${round(top + baseline)}">${pieces.join('')}</text>`;
  return grounds.length === 0 && text === '' ? '' : `${grounds.join('')}${text}\n`;
}

type Ground = { from: number; cells: number; back: string };

/** What stands side by side on the same ground is one piece of it, without seams. */
function groundsOf(runs: readonly (Omit<Ground, 'back'> & { back: string | null })[]): Ground[] {
  const grounds: Ground[] = [];
  for (const { from, cells, back } of runs) {
    const last = grounds.at(-1);
    if (back === null) continue;
    if (last !== undefined && last.back === back && last.from + last.cells === from)
      last.cells += cells;
    else grounds.push({ from, cells, back });
  }
  return grounds;
}

/**
 * Neighbours that look alike. Letters of any font keep their steps, so words stay together; a sign
 * from another font may be of any width, so only its own repetition is drawn with it.
 */
function runsOf(row: readonly Cell[]): Run[] {
  const runs: Run[] = [];
  let column = 0;
  for (const cell of row) {
    const last = runs.at(-1);
    if (last !== undefined && goesOn(last, cell)) {
      last.text += cell.text;
      last.cells += cell.width;
    } else {
      runs.push({ text: cell.text, from: column, cells: cell.width, style: cell });
    }
    column += cell.width;
  }
  return runs.flatMap(trimmed);
}

function goesOn({ text, style }: Run, cell: Cell): boolean {
  const isLetter = (of: string): boolean => /^[ -~]+$/.test(of);
  const keys = ['front', 'back', 'bold', 'dim', 'inverse', 'underline'] as const;
  if (keys.some((key) => style[key] !== cell[key])) return false;
  return isLetter(text) ? isLetter(cell.text) : text.startsWith(cell.text) && cell.width === 1;
}

/** Plain space around words says nothing, and wide gaps between them are left out. */
function trimmed(run: Run): Run[] {
  if (run.style.inverse || run.style.back !== null || run.style.underline) return [run];
  return [...run.text.matchAll(/\S+(?: \S+)*/g)].map(({ 0: text, index }) =>
    text.length === run.text.length
      ? run
      : { text, from: run.from + index, cells: text.length, style: run.style },
  );
}

function coloursOf(
  { front, back, inverse }: CellStyle,
  palette: Palette,
): { front: string; back: string | null } {
  const ink = front === null ? palette.front : (palette.colours[front] ?? palette.front);
  const ground = back === null ? null : (palette.colours[back] ?? null);
  return inverse ? { front: ground ?? palette.back, back: ink } : { front: ink, back: ground };
}

function left(column: number): number {
  return round(margin + column * cellWidth);
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

/** Also without what XML does not allow. */
function escaped(text: string): string {
  return text
    .replace(/[^\P{C}\n]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
