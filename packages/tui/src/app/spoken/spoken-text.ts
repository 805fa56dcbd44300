import { clean } from '../../cli/text.ts';

/** A line that is said: wrapped between its words, or whole where it is there to be copied. */
export type Said = string | { whole: string };

const anyWidth = {
  columns: null,
  rows: null,
  color: false,
  unicode: true,
  rewrites: false,
};

/**
 * Text as it can be read aloud: no signs that are read by their names, no arrows, no marks of code. Safe
 * to print, wherever it came from.
 */
export function spokenText(text: string): string {
  return clean(text, anyWidth)
    .replace(/\s*·\s*/g, ', ')
    .replace(/\s*→\s*/g, ' to ')
    .replace(/\s*[–—]\s*/g, ', ')
    .replace(/\s*…/g, '')
    .replace(/[✓✗◐]\s*/g, '')
    .replace(/(?<=\d)×(?=\d)/g, ' by ')
    .replaceAll('`', '"')
    .trim();
}

/** The text with a mark at its end; names keep their small letters. */
export function ended(text: string): string {
  const spoken = spokenText(text);
  return spoken === '' || /[.:;!?]["')]?$/.test(spoken) ? spoken : `${spoken}.`;
}

/** The same beginning like a sentence. */
export function sentence(text: string): string {
  const spoken = ended(text);
  return spoken.charAt(0).toUpperCase() + spoken.slice(1);
}
