import { parseArgs } from 'node:util';
import { nearest } from '../domain/nearest.ts';
import { checkValue } from './check-value.ts';
import type { FlagSpec } from './definition.ts';
import { globalFlags, parseOptions } from './globals.ts';
import { type Line, usageError } from './place.ts';

/** A word of the line, by its index among all words. */
export type Typed = { value: string; index: number };

/** Flags by name with their values (none for a switch), and the words that are not flags. */
export type WordsRead = { flags: Map<string, string[]>; positionals: Typed[] };

/** The words to read: `skip` of them from `from` on are the command's name. */
export type Scope = { line: Line; from: number; skip: number; flags: readonly FlagSpec[] };

/** One piece of a line as `node:util` sees it. */
export function tokenize(words: readonly string[], flags: readonly FlagSpec[]) {
  return parseArgs({
    args: [...words],
    options: parseOptions(flags),
    strict: false,
    allowPositionals: true,
    tokens: true,
  }).tokens;
}

type OptionToken = Extract<ReturnType<typeof tokenize>[number], { kind: 'option' }>;

/** Tells flags and other words apart and checks the flags. Errors: `usage`, with its place. */
export function readWords(scope: Scope): WordsRead {
  const all = scope.line.words.map((word) => word.text);
  const words = [...all.slice(0, scope.from), ...all.slice(scope.from + scope.skip)];
  const known = [...scope.flags, ...globalFlags];
  const flags = new Map<string, string[]>();
  const positionals: Typed[] = [];
  for (const token of tokenize(words, known)) {
    const index = token.index < scope.from ? token.index : token.index + scope.skip;
    if (token.kind === 'positional') positionals.push({ value: token.value, index });
    if (token.kind === 'option') readFlag(scope.line, index, token, known, flags);
  }
  return { flags, positionals };
}

function readFlag(
  line: Line,
  index: number,
  token: OptionToken,
  known: readonly FlagSpec[],
  flags: Map<string, string[]>,
): void {
  const spec = known.find(({ name }) => name === token.name);
  if (spec === undefined) throw unknownFlag(line, index, token, known);
  const called = `\`--${spec.name}\``;
  if (spec.value === null) {
    if (token.value !== undefined) {
      throw usageError(line, index, `${called} takes no value.`, {
        hint: `Write ${called} alone.`,
      });
    }
    flags.set(spec.name, []);
    return;
  }
  const example = `\`--${spec.name} ${spec.value.placeholder}\``;
  if (token.value === undefined) {
    throw usageError(line, index, `${called} wants a value.`, { hint: `Write ${example}.` });
  }
  const at = token.inlineValue ? index : index + 1;
  if (!token.inlineValue && token.value.startsWith('-') && token.value !== '-') {
    throw usageError(
      line,
      at,
      `${called} wants a value, and \`${token.value}\` looks like a flag.`,
      {
        hint: `Write ${example}, or \`--${spec.name}=${token.value}\` if it is meant.`,
      },
    );
  }
  const before = flags.get(spec.name) ?? [];
  if (before.length > 0 && spec.many !== true) {
    throw usageError(line, index, `${called} is given twice.`, { hint: 'Give it once.' });
  }
  checkValue(line, at, token.value, { ...spec.value, called });
  flags.set(spec.name, [...before, token.value]);
}

function unknownFlag(
  line: Line,
  index: number,
  token: OptionToken,
  known: readonly FlagSpec[],
): Error {
  const meant = nearest(
    token.name,
    known.map(({ name }) => name),
  );
  return usageError(line, index, `There is no flag \`${token.rawName}\` here.`, {
    hint: meant === null ? '`--help` shows the flags there are.' : `Did you mean \`--${meant}\`?`,
  });
}
