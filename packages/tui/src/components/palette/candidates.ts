import {
  type Candidate,
  commandName,
  commands,
  complete,
  type KnownNames,
  type NameKind,
  splitLine,
  wantedNames,
} from '@lifeboat/core';

/** The grammar as far as it works in the terminal UI. */
export const tuiCommands = commands.filter(({ doors }) => doors.includes('tui'));

/** The words of a line that is being typed, without `apim`; the last is the one under the cursor, maybe empty. */
export function wordsOf(text: string): string[] {
  let words: string[];
  try {
    words = splitLine(text).words.map((word) => word.text);
  } catch {
    // A quote that is still open.
    words = text.split(/\s+/).filter((word) => word !== '');
  }
  if (words[0] === 'apim') words = words.slice(1);
  return /(^|\s)$/.test(text) ? [...words, ''] : words;
}

/** Of which names completing this line needs some. */
export function namesWanted(text: string): NameKind | null {
  return wantedNames(tuiCommands, wordsOf(text));
}

/**
 * What may stand where the last word is typed. Where nothing begins with it, what contains it: a
 * person who thinks of `export` finds `analytics export`.
 */
export function candidates(text: string, names: KnownNames): Candidate[] {
  const words = wordsOf(text);
  const found = complete({ grammar: tuiCommands, words, names });
  if (found.length > 0 || words.length !== 1) return found;
  const typed = (words[0] ?? '').toLowerCase();
  return tuiCommands
    .filter((one) => commandName(one).includes(typed) || one.summary.toLowerCase().includes(typed))
    .map((one) => ({ value: commandName(one), summary: one.summary }));
}

/** The line with its last word replaced by a candidate, ready for the next word. */
export function completed(text: string, { value }: Candidate): string {
  const last = /\S*$/.exec(text)?.[0] ?? '';
  const word =
    /\s/.test(value) && value.startsWith('-') === false && !isCommand(value) ? `"${value}"` : value;
  return `${text.slice(0, text.length - last.length)}${word}${value.endsWith('=') || value.endsWith(':') ? '' : ' '}`;
}

function isCommand(value: string): boolean {
  return tuiCommands.some((one) => commandName(one) === value);
}

/** What all candidates have in common beyond what is typed; for the first tab, as shells do. */
export function commonStart(found: readonly Candidate[]): string {
  const [first, ...others] = found.map(({ value }) => value);
  if (first === undefined) return '';
  return others.reduce((start, value) => {
    let at = 0;
    while (at < start.length && start[at] === value[at]) at += 1;
    return start.slice(0, at);
  }, first);
}
