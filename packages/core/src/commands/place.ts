import { LifeboatError } from '../domain/error.ts';

/** One word of a command line and where it stands in the line. */
export type Word = {
  text: string;
  /** Position of its first character in the line, from 0. */
  start: number;
  /** Position behind its last character. */
  end: number;
};

/** A command line taken apart, so that a mistake can be pointed at. */
export type Line = { text: string; words: readonly Word[] };

/** Where a mistake is; `data.place` of every usage error. */
export type Place = {
  /** Which word after the program's name, from 1; one more than there are when one is missing. */
  word: number;
  /** The word itself; empty when it is missing. */
  text: string;
  /** The line as it was read. */
  line: string;
  /** Column in the line, from 1, and how many characters are meant. */
  column: number;
  length: number;
};

const needsNoQuotes = /^[\w@%+=:,./{}-]+$/;

/** A word as one would type it in a shell. */
export function quoteWord(word: string): string {
  return needsNoQuotes.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

/** Arguments that a shell already took apart, as a line with places. */
export function lineOf(words: readonly string[]): Line {
  let text = '';
  const placed = words.map((word): Word => {
    if (text !== '') text += ' ';
    const start = text.length;
    text += quoteWord(word);
    return { text: word, start, end: text.length };
  });
  return { text, words: placed };
}

/**
 * A usage error (exit 2) that points at the word with this index; past the end for a missing one.
 * `code` is `usage` unless the command itself is unknown.
 */
export function usageError(
  line: Line,
  index: number,
  message: string,
  options: { hint?: string; code?: 'usage' | 'command-not-found' } = {},
): LifeboatError {
  const word = line.words[index];
  const start = word?.start ?? line.text.length + (line.text === '' ? 0 : 1);
  const place: Place = {
    word: Math.min(index, line.words.length) + 1,
    text: word?.text ?? '',
    line: line.text,
    column: start + 1,
    length: Math.max(1, (word?.end ?? start + 1) - start),
  };
  return new LifeboatError(options.code ?? 'usage', message, {
    ...(options.hint === undefined ? {} : { hint: options.hint }),
    data: { place },
  });
}
