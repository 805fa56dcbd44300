/**
 * What nearly every text of the screens is made of: characters of one cell that no neighbour changes.
 * Latin letters, dashes and quotes, arrows, lines and blocks, ✓ and ✗; for a character class.
 */
export const plainCells =
  ' -~\\u00a1-\\u00ac\\u00ae-\\u024f\\u2010-\\u2027\\u2030-\\u203b\\u2190-\\u21ff\\u2500-\\u25fc\\u2713\\u2717';

const oneCellEach = new RegExp(`^[${plainCells}]*$`);

/** Whether each UTF-16 unit of a text is a character of its own, one cell wide: its length is its width. */
export function isOneCellEach(text: string): boolean {
  return oneCellEach.test(text);
}
