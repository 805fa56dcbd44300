import { type Candidate, commandName } from '@lifeboat/core';
import type { TypedLine } from '../edit-line.ts';
import { tuiCommands } from './candidates.ts';
import { typedWords } from './typed-words.ts';

/** The line with the word before the cursor replaced by a candidate, ready for the next word. */
export function completed({ text, at }: TypedLine, { value }: Candidate): TypedLine {
  const before = text.slice(0, at);
  const after = text.slice(at);
  const isWhole = !/[=:]$/.test(value);
  const space = isWhole && !/^\s/.test(after) ? ' ' : '';
  const start = before.slice(0, typedWords(before).start) + quoted(value) + space;
  const skipped = isWhole && space === '' ? 1 : 0;
  return { text: start + after, at: start.length + skipped };
}

/**
 * The line after tab: the marked candidate, or the only one that begins so, or the only one, or as far
 * as all agree; null when there is more than one way on, so that one has to be chosen. What was typed is never lost.
 */
export function tabbed(
  line: TypedLine,
  found: readonly Candidate[],
  marked: Candidate | null,
): TypedLine | null {
  const before = line.text.slice(0, line.at);
  const { words, start } = typedWords(before);
  const typed = words.at(-1) ?? '';
  const only = found.length === 1 ? (found[0] ?? null) : null;
  const begun = found.filter(({ value }) => value.startsWith(typed));
  const onlyBegun = typed !== '' && begun.length === 1 ? (begun[0] ?? null) : null;
  const choice = marked ?? onlyBegun ?? (only?.value.includes(typed) === true ? only : null);
  if (choice !== null) return completed(line, choice);
  const common = commonStart(begun);
  if (common.length <= typed.length || /\s/.test(common)) return null;
  const next = before.slice(0, start) + common;
  return { text: next + line.text.slice(line.at), at: next.length };
}

/** What all candidates have in common. */
function commonStart(found: readonly Candidate[]): string {
  const [first, ...others] = found.map(({ value }) => value);
  if (first === undefined) return '';
  return others.reduce((start, value) => {
    let at = 0;
    while (at < start.length && start[at] === value[at]) at += 1;
    return start.slice(0, at);
  }, first);
}

/** A value as it has to be typed; names of commands are several words. */
function quoted(value: string): string {
  if (!/[\s"']/.test(value) || tuiCommands.some((one) => commandName(one) === value)) return value;
  return `"${value.replace(/["\\]/g, '\\$&')}"`;
}
