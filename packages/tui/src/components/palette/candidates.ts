import {
  type Candidate,
  type CommandDefinition,
  commandName,
  commands,
  complete,
  type KnownNames,
  matchCommand,
  type NameKind,
  wantedNames,
} from '@lifeboat/core';
import { typedWords } from './typed-words.ts';

/** The grammar as far as it works in the terminal UI. */
export const tuiCommands = commands.filter(({ doors }) => doors.includes('tui'));

/** Flags of every command that say nothing in here: how to draw, and which file to read. */
const elsewhere = ['json', 'plain', 'no-color', 'quiet', 'config', 'version'].map(
  (name) => `--${name}`,
);

/** The command being typed; null while none is. */
export function commandTyped(text: string): CommandDefinition | null {
  const { words } = typedWords(text);
  return matchCommand(
    tuiCommands,
    words.filter((word) => !word.startsWith('-')),
  );
}

/** Of which names completing this line needs some. */
export function namesWanted(text: string): NameKind | null {
  return wantedNames(tuiCommands, typedWords(text).words);
}

/**
 * What may stand where the last word is typed, the likeliest first: what begins with it, then what
 * contains it, then commands whose summary does. Where nothing is typed yet the flags follow.
 */
export function candidates(text: string, names: KnownNames): Candidate[] {
  const { words } = typedWords(text);
  const typed = words.at(-1) ?? '';
  const before = words.slice(0, -1);
  const at = (word: string): Candidate[] =>
    complete({ grammar: tuiCommands, words: [...before, word], names }).filter(
      ({ value }) => !elsewhere.includes(value),
    );
  if (typed === '') return [...at(''), ...ownFlags(text, at('--'))];
  const begin = at(typed);
  const seen = new Set(begin.map(({ value }) => value));
  const others = [...at(everything(typed)), ...(before.length === 0 ? wholeCommands() : [])];
  const wanted = typed.replace(/^--?/, '').toLowerCase();
  const ranked = others
    .filter(({ value }) => !seen.has(value))
    .map((candidate) => ({ candidate, rank: rankOf(candidate, wanted, before.length === 0) }))
    .filter(({ rank }) => rank < worst)
    .toSorted((one, other) => one.rank - other.rank);
  const unique = ranked.filter(
    ({ candidate }, index) =>
      ranked.findIndex((other) => other.candidate.value === candidate.value) === index,
  );
  return [...begin, ...unique.map(({ candidate }) => candidate)];
}

/** What completes to all that may stand in the place of a word. */
function everything(typed: string): string {
  const equals = typed.indexOf('=');
  if (typed.startsWith('--') && equals > 0) return typed.slice(0, equals + 1);
  return typed.startsWith('-') ? '--' : '';
}

/** `analytics export` is found by its second word too. */
function wholeCommands(): Candidate[] {
  return tuiCommands.map((one) => ({ value: commandName(one), summary: one.summary }));
}

const worst = 3;

function rankOf({ value, summary }: Candidate, wanted: string, isCommand: boolean): number {
  const name = value.toLowerCase();
  // A word of a name begins with it: `prod` of `contoso-prod`.
  if (wanted !== '' && new RegExp(`[^a-z0-9]${escaped(wanted)}`).test(name)) return 0;
  if (wanted !== '' && name.includes(wanted)) return 1;
  return isCommand && wanted.length > 2 && summary.toLowerCase().includes(wanted) ? 2 : worst;
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** Those of the command itself: the ones every command takes would bury them. */
function ownFlags(text: string, flags: readonly Candidate[]): Candidate[] {
  const own = new Set((commandTyped(text)?.flags ?? []).map(({ name }) => `--${name}`));
  return flags.filter(({ value }) => own.has(value));
}
