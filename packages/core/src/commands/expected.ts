import type { ArgumentSpec, CommandDefinition, FlagSpec } from './definition.ts';
import { matchCommand } from './find-command.ts';
import { globalFlags } from './globals.ts';

/** What may stand where the last word of a line is typed. */
export type Expected = {
  /** Part of the typed word that stays, such as `--storage=`. */
  kept: string;
  /** First or further words of command names. */
  commandWords: { word: string; summary: string }[];
  flags: FlagSpec[];
  /** The argument or flag value that is next; null when none is. */
  value: Pick<ArgumentSpec, 'kind' | 'choices'> | null;
  /** Values already given for the same argument. */
  given: string[];
};

const nothing: Expected = { kept: '', commandWords: [], flags: [], value: null, given: [] };

/** Reads a line that may be unfinished or wrong. Pure; never throws. */
export function expectedAt(
  grammar: readonly CommandDefinition[],
  words: readonly string[],
): Expected {
  const typed = words.at(-1) ?? '';
  const before = words.slice(0, -1);
  const command = matchCommand(grammar, plainWords(before, globalFlags));
  const flags = [...(command?.flags ?? []), ...globalFlags];
  const plain = plainWords(before, flags);
  const ended = before.includes('--');
  const last = before.at(-1);
  const wanting = ended ? undefined : flags.find((flag) => flag.value && `--${flag.name}` === last);
  if (wanting?.value) return { ...nothing, value: wanting.value };
  const equals = typed.indexOf('=');
  if (!ended && typed.startsWith('--') && equals > 0) {
    const flag = flags.find(({ name }) => `--${name}` === typed.slice(0, equals));
    return { ...nothing, kept: typed.slice(0, equals + 1), value: flag?.value ?? null };
  }
  if (!ended && typed.startsWith('-')) {
    const isGiven = ({ name }: FlagSpec): boolean =>
      before.some((word) => word === `--${name}` || word.startsWith(`--${name}=`));
    const fresh = flags.filter((flag) => flag.many === true || !isGiven(flag));
    return { ...nothing, flags: fresh };
  }
  return { ...nothing, commandWords: commandWords(grammar, plain), ...argument(command, plain) };
}

/** The words that are neither flags nor their values. */
function plainWords(words: readonly string[], flags: readonly FlagSpec[]): string[] {
  const plain: string[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? '';
    if (word === '--') return [...plain, ...words.slice(at + 1)];
    if (!word.startsWith('-')) plain.push(word);
    else if (flags.some((flag) => flag.value !== null && `--${flag.name}` === word)) at += 1;
  }
  return plain;
}

function commandWords(
  grammar: readonly CommandDefinition[],
  plain: readonly string[],
): Expected['commandWords'] {
  return grammar
    .filter(({ path }) => path.length > plain.length)
    .filter(({ path }) => plain.every((word, at) => word === path[at]))
    .map(({ path, summary }) => ({ word: path[plain.length] ?? '', summary }));
}

function argument(
  command: CommandDefinition | null,
  plain: readonly string[],
): Pick<Expected, 'value' | 'given'> {
  if (command === null) return { value: null, given: [] };
  const given = plain.slice(command.path.length);
  const spec = command.arguments[given.length] ?? command.arguments.at(-1);
  if (spec === undefined || (given.length >= command.arguments.length && !spec.many)) {
    return { value: null, given: [] };
  }
  return { value: spec, given: spec.many ? given : [] };
}
