import { LifeboatError, splitLine } from '@lifeboat/core';

/** A line as far as it is typed: its words without `apim`, the last one being typed and maybe empty. */
export type TypedWords = {
  words: readonly string[];
  /** Where the last word begins in the line. */
  start: number;
};

/** The words of an unfinished line; a quote that is still open holds the last one. Never throws. */
export function typedWords(text: string): TypedWords {
  const open = openQuoteAt(text);
  if (open !== null) {
    const start = text.slice(0, open).search(/\S*$/);
    const before = splitLine(text.slice(0, start)).words.map((word) => word.text);
    const typed = text.slice(start, open) + text.slice(open + 1);
    return { words: [...withoutProgram(before), typed], start };
  }
  const { words } = splitLine(text);
  const texts = words.map((word) => word.text);
  const last = words.at(-1);
  if (last === undefined || last.end < text.length)
    return { words: [...withoutProgram(texts), ''], start: text.length };
  const given = words.length === 1 ? texts : withoutProgram(texts);
  return { words: given, start: last.start };
}

/** The line with the quote closed that is still open. */
export function withQuoteClosed(text: string): string {
  const open = openQuoteAt(text);
  return open === null ? text : text + text.charAt(open);
}

function openQuoteAt(text: string): number | null {
  try {
    splitLine(text);
    return null;
  } catch (error) {
    const place = error instanceof LifeboatError ? error.data?.place : null;
    // The only mistake that can be made in taking a line apart, and it always says where.
    return (place as { column: number }).column - 1;
  }
}

function withoutProgram(words: readonly string[]): readonly string[] {
  return words[0] === 'apim' ? words.slice(1) : words;
}
