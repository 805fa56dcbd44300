import { nearest } from '../domain/nearest.ts';
import { checkValue } from './check-value.ts';
import type { ArgumentSpec, CommandDefinition, Door, FlagSpec, Input } from './definition.ts';
import { commandName, matchCommand, unknownCommand } from './find-command.ts';
import { type Globals, globalFlags, readGlobals } from './globals.ts';
import { createInput } from './input.ts';
import { type Line, lineOf, usageError } from './place.ts';
import { readWords, type Typed, tokenize } from './read-words.ts';

/** What a line asks for. */
export type Parsed =
  | { kind: 'run'; definition: CommandDefinition; input: Input; globals: Globals }
  /** `--help`; of everything when `definition` is null. */
  | { kind: 'help'; definition: CommandDefinition | null; globals: Globals }
  | { kind: 'version'; globals: Globals }
  /** No command was named; `input` has the flags that are for a line without one. */
  | { kind: 'nothing'; globals: Globals; input: Input };

/**
 * Reads a command line against the grammar. `typed` is what follows the program's name: words
 * that a shell took apart, or a line from `splitLine`. `bareFlags` are those that a line without a
 * command may have beside the global ones.
 * Errors: `usage` and `command-not-found`, with `data.place` saying where; never anything else.
 */
export function parseCommand(
  grammar: readonly CommandDefinition[],
  typed: readonly string[] | Line,
  door: Door,
  bareFlags: readonly FlagSpec[] = [],
): Parsed {
  const line = 'words' in typed ? typed : lineOf(typed);
  const words = line.words.map((word) => word.text);
  const globals = readGlobals(words);
  const first = findFirst(line, words, bareFlags);
  const definition = first === null ? null : matchCommand(grammar, words.slice(first));
  if (first !== null && definition === null) throw unknownCommand(grammar, line, first);
  if (globals.help) return { kind: 'help', definition, globals };
  if (globals.version) return { kind: 'version', globals };
  if (first === null || definition === null) {
    const { flags } = readWords({ line, from: 0, skip: 0, flags: bareFlags });
    return { kind: 'nothing', globals, input: createInput(new Map(), flags) };
  }
  if (!definition.doors.includes(door)) throw otherDoor(line, first, definition);
  const scope = { line, from: first, skip: definition.path.length, flags: definition.flags };
  const { flags, positionals } = readWords(scope);
  const args = assign(line, definition, positionals);
  return { kind: 'run', definition, input: createInput(args, flags), globals };
}

/** Index of the command's first word: only global flags may stand before it, and nothing but flags of a bare line. */
function findFirst(
  line: Line,
  words: readonly string[],
  bareFlags: readonly FlagSpec[],
): number | null {
  const tokens = tokenize(words, [...globalFlags, ...bareFlags]);
  const isBare = !tokens.some(({ kind }) => kind === 'positional');
  const known = isBare ? [...globalFlags, ...bareFlags] : globalFlags;
  for (const token of tokens) {
    if (token.kind === 'positional') return token.index;
    if (token.kind !== 'option' || known.some(({ name }) => name === token.name)) continue;
    const meant = nearest(
      token.name,
      known.map(({ name }) => name),
    );
    throw usageError(line, token.index, `No flag \`${token.rawName}\` goes before the command.`, {
      hint:
        meant === null ? "A command's flags go behind its name." : `Did you mean \`--${meant}\`?`,
    });
  }
  return null;
}

function assign(
  line: Line,
  definition: CommandDefinition,
  positionals: readonly Typed[],
): Map<string, string[]> {
  const args = new Map<string, string[]>();
  let next = 0;
  for (const spec of definition.arguments) {
    const taken = spec.many ? positionals.slice(next) : positionals.slice(next, next + 1);
    next += taken.length;
    if (taken.length === 0 && spec.required) throw missing(line, definition, spec);
    for (const { value, index } of taken) {
      const { kind, choices } = spec;
      const called = `\`<${spec.name}>\``;
      checkValue(line, index, value, choices ? { kind, choices, called } : { kind, called });
    }
    args.set(
      spec.name,
      taken.map(({ value }) => value),
    );
  }
  const extra = positionals[next];
  if (extra === undefined) return args;
  const takes = definition.arguments.length === 0 ? 'no argument' : 'nothing more';
  const message = `\`${commandName(definition)}\` takes ${takes}: \`${extra.value}\` is too much.`;
  throw usageError(line, extra.index, message, { hint: seeHelp(definition) });
}

function missing(line: Line, definition: CommandDefinition, spec: ArgumentSpec): Error {
  const message = `\`${commandName(definition)}\` wants ${spec.many ? 'at least one' : 'a'} <${spec.name}>: ${lowerFirst(spec.summary)}.`;
  return usageError(line, line.words.length, message, { hint: seeHelp(definition) });
}

function seeHelp(definition: CommandDefinition): string {
  const example = definition.examples[0]?.line;
  const help = `\`apim help ${commandName(definition)}\` explains it.`;
  return example === undefined ? help : `For example \`${example}\`; ${help}`;
}

function otherDoor(line: Line, index: number, definition: CommandDefinition): Error {
  const where = definition.doors.map((door) => doorNames[door]).join(', ');
  const message = `\`${commandName(definition)}\` does not work here.`;
  return usageError(line, index, message, { hint: `It works in: ${where}.` });
}

const doorNames: Readonly<Record<Door, string>> = {
  cli: 'the command line',
  tui: 'the terminal UI',
  slack: 'Slack',
  watch: '`apim watch`',
};

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
