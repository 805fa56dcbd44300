import { stripVTControlCharacters } from 'node:util';

/** The rows of painted lines that contain a text, in whatever case; none for an empty one. */
export function matchesOf(lines: readonly string[], text: string): number[] {
  if (text === '') return [];
  const wanted = text.toLowerCase();
  return lines.flatMap((line, row) =>
    stripVTControlCharacters(line).toLowerCase().includes(wanted) ? [row] : [],
  );
}
