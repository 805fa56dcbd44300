import { nearest } from '../domain/nearest.ts';
import type { CommandDefinition } from './definition.ts';
import { type Line, usageError } from './place.ts';

/** A command's name as one types it: `schedule pause`. */
export function commandName(definition: Pick<CommandDefinition, 'path'>): string {
  return definition.path.join(' ');
}

/** The command with the longest name that these words begin with; null when none does. */
export function matchCommand(
  grammar: readonly CommandDefinition[],
  words: readonly string[],
): CommandDefinition | null {
  const fitting = grammar.filter(({ path }) => path.every((part, at) => words[at] === part));
  return fitting.reduce<CommandDefinition | null>(
    (best, next) => (best === null || next.path.length > best.path.length ? next : best),
    null,
  );
}

/** Says that no command has this name, with the one that was probably meant. */
export function unknownCommand(
  grammar: readonly CommandDefinition[],
  line: Line,
  index: number,
): Error {
  const typed = line.words[index]?.text ?? '';
  const continued = grammar.filter((definition) => definition.path[0] === typed);
  if (continued.length > 0) {
    const wanted = continued.map((definition) => `\`${commandName(definition)}\``).join(', ');
    return usageError(line, index + 1, `\`${typed}\` alone is not a command.`, {
      hint: `There is ${wanted}.`,
      code: 'command-not-found',
    });
  }
  const meant = nearest(typed, new Set(grammar.flatMap(({ path }) => [path[0] ?? ''])));
  return usageError(line, index, `There is no command \`${typed}\`.`, {
    hint:
      meant === null ? 'Try `apim help` for the list of commands.' : `Did you mean \`${meant}\`?`,
    code: 'command-not-found',
  });
}
