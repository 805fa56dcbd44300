import { LifeboatError } from '../domain/error.ts';
import { nearest } from '../domain/nearest.ts';
import type { CommandDefinition } from './definition.ts';
import { commandName, matchCommand } from './find-command.ts';
import { commandReport, overviewReport } from './help.ts';

/** `apim help` */
export const helpCommand: CommandDefinition = {
  path: ['help'],
  summary: 'What Lifeboat can do, or everything about one command',
  description:
    'Without a name it lists the commands. With one it shows arguments, flags and examples.',
  arguments: [
    {
      name: 'command',
      kind: 'command',
      summary: 'The command to explain',
      required: false,
      many: true,
    },
  ],
  flags: [],
  examples: [
    { line: 'apim help', does: 'lists the commands' },
    { line: 'apim help restore', does: 'explains how to restore' },
  ],
  danger: 'reads',
  doors: ['cli', 'tui', 'slack'],
  needs: 'nothing',
  async run({ door }, input) {
    // Loaded here, because the list holds this very definition.
    const { commands } = await import('./index.ts');
    const words = input.many('command');
    if (words.length === 0) return overviewReport(commands, door.name);
    const definition = matchCommand(commands, words);
    if (definition === null || definition.path.length !== words.length) {
      throw unknown(words, commands);
    }
    return commandReport(definition);
  },
};

function unknown(words: readonly string[], commands: readonly CommandDefinition[]): LifeboatError {
  const typed = words.join(' ');
  const meant = nearest(typed, commands.map(commandName));
  return new LifeboatError('command-not-found', `There is no command \`${typed}\`.`, {
    hint:
      meant === null ? '`apim help` lists the commands.' : `Did you mean \`apim help ${meant}\`?`,
  });
}
