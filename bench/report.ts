import type { Figure, Result } from './scenario.ts';

/** The figures of a scenario as an aligned table, its notes below. */
export function renderFigures({ figures, notes }: Result): string {
  const rows = figures.map(cellsOf);
  const widths = [0, 1, 2, 3].map((column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  const lines = rows.map(([name = '', value = '', spread = '', target = '']) =>
    `  ${name.padEnd(widths[0] ?? 0)}  ${value.padStart(widths[1] ?? 0)}  ${spread.padEnd(widths[2] ?? 0)}  ${target}`.trimEnd(),
  );
  return [...lines, ...notes.map((note) => `  · ${note}`)].join('\n');
}

function cellsOf({ name, value, unit, lowest, highest, count, target }: Figure): string[] {
  const spread =
    lowest === undefined || highest === undefined
      ? ''
      : `(${inWords(lowest)} to ${inWords(highest)}${count === undefined ? '' : `, ${count} runs`})`;
  const aim =
    target === undefined
      ? ''
      : `target ≤ ${inWords(target)} ${unit}: ${value <= target ? 'reached' : 'MISSED'}`;
  return [name, `${inWords(value)} ${unit}`, spread, aim];
}

function inWords(value: number): string {
  if (Number.isInteger(value)) return String(value);
  return Math.abs(value) >= 10 ? value.toFixed(1) : value.toFixed(2);
}
