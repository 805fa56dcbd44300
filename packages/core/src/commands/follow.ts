import type { CommandDefinition } from './definition.ts';
import { waitingFlags } from './waiting-flags.ts';

/** `apim follow` */
export const followCommand: CommandDefinition = {
  path: ['follow'],
  summary: 'Watch operations to their end, whoever started them',
  description:
    'Adopts what has no known end and asks Azure at the pace Azure wants; while another process follows the same operation, it watches that. It never starts anything. Without an id it follows everything that runs.',
  arguments: [
    {
      name: 'operation',
      kind: 'operation',
      summary: 'An operation id, or its beginning',
      required: false,
      many: false,
    },
  ],
  flags: waitingFlags.filter((flag) => flag.name === 'timeout'),
  examples: [
    { line: 'apim follow', does: 'watches everything that runs' },
    { line: 'apim follow --timeout 5m', does: 'watches for five minutes' },
  ],
  danger: 'reads',
  doors: ['cli', 'tui', 'slack'],
  async run(context, input) {
    const { runFollow } = await import('./run/follow.ts');
    const { thenArchive } = await import('./run/then-archive.ts');
    return thenArchive(context, runFollow(context, input));
  },
};
