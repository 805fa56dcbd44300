import { commands, LifeboatError, parseCommand, splitLine } from '@lifeboat/core';
import { withQuoteClosed } from './typed-words.ts';

/** What is wrong with a line, and where in it. */
export type LineProblem = {
  message: string;
  hint: string | null;
  /** UTF-16 units from the line's begin; at its end for a word that is missing. */
  at: number;
  length: number;
};

/** The line as it is run: without spaces around, with its last quote closed. */
export function lineToRun(text: string): string {
  return withQuoteClosed(text.trimEnd()).trim();
}

/** What is wrong with a line by the grammar; null when it can be run. */
export function lineProblem(text: string): LineProblem | null {
  const whole = lineToRun(text);
  const line = whole.replace(/^apim(?=\s|$)/, '').trim();
  try {
    parseCommand(commands, splitLine(line), 'tui');
    return null;
  } catch (error) {
    if (!(error instanceof LifeboatError)) throw error;
    const { message, hint, data } = error;
    const from = text.length - text.trimStart().length + (whole.length - line.length);
    const place = data?.place;
    // Only usage errors are thrown here, and the parser gives them all a place.
    const { column, length } = place as { column: number; length: number };
    return { message, hint, at: from + column - 1, length };
  }
}
