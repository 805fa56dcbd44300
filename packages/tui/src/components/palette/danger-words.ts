import type { CommandDefinition, Tone } from '@lifeboat/core';

/** What a command does to Azure, in words; null for one that changes nothing there. */
export function dangerWords(
  { danger, flags }: CommandDefinition,
  words: readonly string[],
): { text: string; tone: Tone } | null {
  if (words.includes('--plan') && flags.some(({ name }) => name === 'plan'))
    return { text: 'shows the plan and stops', tone: 'quiet' };
  switch (danger) {
    case 'reads':
    case 'local':
      return null;
    case 'locks':
      return { text: 'locks a service while Azure works; Azure cannot cancel it', tone: 'warn' };
    case 'destroys':
      if (words.some((word) => word === '--confirm' || word.startsWith('--confirm=')))
        return { text: 'overwrites a service, without being asked again', tone: 'bad' };
      return { text: 'overwrites a service; shows the plan and asks for its name', tone: 'bad' };
    case 'deletes':
      return words.includes('--yes')
        ? { text: 'deletes backups', tone: 'bad' }
        : { text: 'shows what could go; --yes deletes', tone: 'quiet' };
    default:
      return danger satisfies never;
  }
}
