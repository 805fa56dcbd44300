import type { Block, Cell, Tone } from '@lifeboat/core';
import type { Look } from './look.ts';
import { clean, glyphOf, pad, paint, widthOf, wrap } from './text.ts';

type Table = Extract<Block, { kind: 'table' }>;
type Fields = Extract<Block, { kind: 'fields' }>;
type Shown = { text: string; tone: Tone };

const gap = '  ';
/** Names longer than this get their value on the next line. */
const longestName = 34;
/** Below this a wrapped last column cannot be read any more, and rows are stacked instead. */
const narrowestColumn = 16;

/** A cell's text with its sign, safe to print, not painted yet. */
export function showCell(cell: Cell, look: Look): Shown {
  if (typeof cell === 'string') return { text: clean(cell, look), tone: 'plain' };
  const glyph = glyphOf(cell.tone, look);
  const text = clean(cell.text, look);
  return { text: glyph === null || text === '' ? text : `${glyph} ${text}`, tone: cell.tone };
}

/** A table as lines: columns aligned by what a terminal shows, no borders; stacked where too wide. */
export function renderTable(table: Table, look: Look): string[] {
  if (table.rows.length === 0) return [];
  const rows = table.rows.map((row) => row.map((cell) => showCell(cell, look)));
  const titles = table.columns.map((column) => clean(column.title.toUpperCase(), look));
  indentBesideGlyphs(rows, look);
  const widths = titles.map((title, at) =>
    Math.max(widthOf(title), ...rows.map((row) => widthOf(row[at]?.text ?? ''))),
  );
  const beforeLast = widths.slice(0, -1).reduce((sum, width) => sum + width + gap.length, 0);
  const last = widths.at(-1) ?? 0;
  const room = look.columns === null ? last : Math.min(last, look.columns - beforeLast);
  if (room < Math.min(last, narrowestColumn)) return stackRows(titles, rows, look);
  const align = (at: number): 'left' | 'right' => table.columns[at]?.align ?? 'left';
  const header = titles.map((title, at) => pad(title, widths[at] ?? 0, align(at))).join(gap);
  const lines = [paint(header.trimEnd(), 'quiet', look)];
  for (const row of rows) {
    const end = row.at(-1) ?? { text: '', tone: 'plain' };
    const start = row
      .slice(0, -1)
      .map((cell, at) => paint(pad(cell.text, widths[at] ?? 0, align(at)), cell.tone, look) + gap);
    const wrapped = wrap(end.text, look.columns === null ? null : room);
    wrapped.forEach((part, at) => {
      const text = align(row.length - 1) === 'right' ? pad(part, room, 'right') : part;
      const lead = at === 0 ? start.join('') : ' '.repeat(beforeLast);
      lines.push((lead + paint(text, end.tone, look)).trimEnd());
    });
  }
  return lines;
}

/** In a column where some cells have a sign, the words of the others begin where theirs do. */
function indentBesideGlyphs(rows: Shown[][], look: Look): void {
  const columns = Math.max(0, ...rows.map((row) => row.length));
  for (let at = 0; at < columns; at += 1) {
    const cells = rows.flatMap((row) => row[at] ?? []);
    if (!cells.some((cell) => glyphOf(cell.tone, look) !== null)) continue;
    for (const cell of cells) {
      if (glyphOf(cell.tone, look) === null && cell.text !== '') cell.text = `  ${cell.text}`;
    }
  }
}

function stackRows(titles: readonly string[], rows: readonly Shown[][], look: Look): string[] {
  const width = Math.max(...titles.map(widthOf));
  return rows.flatMap((row, index) => [
    ...(index === 0 ? [] : ['']),
    ...row.flatMap((cell, at) => {
      const text = cell.text.trim();
      return text === '' ? [] : nameAndValue(titles[at] ?? '', { ...cell, text }, width, '', look);
    }),
  ]);
}

/** Names and values in two columns, values wrapped beside their names. */
export function renderFields(fields: Fields, look: Look): string[] {
  const rows = fields.rows.map((row) => ({
    name: clean(row.name, look),
    value: showCell(row.value, look),
  }));
  const short = rows.map((row) => widthOf(row.name)).filter((width) => width <= longestName);
  const width = Math.max(0, ...short);
  return rows.flatMap((row) => nameAndValue(row.name, row.value, width, gap, look));
}

function nameAndValue(
  name: string,
  value: Shown,
  width: number,
  indent: string,
  look: Look,
): string[] {
  const start = indent.length + width + gap.length;
  const parts = wrap(value.text, look.columns === null ? null : look.columns - start);
  const lines = parts.map((part) => ' '.repeat(start) + paint(part, value.tone, look));
  if (widthOf(name) > width) return [indent + name, ...lines];
  const first = indent + pad(name, width, 'left') + gap + paint(parts[0] ?? '', value.tone, look);
  return [first.trimEnd(), ...lines.slice(1)];
}
