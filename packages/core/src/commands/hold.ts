import type { CommandDefinition } from './definition.ts';
import { stopFlags } from './stop-flags.ts';

/** `apim hold` */
export const holdCommand: CommandDefinition = {
  path: ['hold'],
  summary: 'Stop schedules and new backups during an incident',
  description:
    'Until it ends or is released, nothing is made on schedule and `apim backup` refuses with exit 7, saying who held it, why and until when. Of one service, or of all. A hold always has an end, 30 days away at most, and a reason. It stops no restore and not the safety backup before one: restoring is what the incident may need. What runs in Azure goes on.',
  arguments: [
    {
      name: 'service',
      kind: 'service',
      summary: 'The service',
      required: false,
      many: false,
    },
  ],
  flags: [{ name: 'all', summary: 'Everything', value: null }, ...stopFlags],
  examples: [
    {
      line: 'apim hold contoso-prod --for 4h --reason "incident 4711"',
      does: 'stops backups of one service',
    },
    { line: 'apim hold --all --for 1d --reason "storage is being moved"', does: 'stops all' },
  ],
  danger: 'local',
  doors: ['cli', 'tui', 'slack'],
  async run(context, input) {
    const { runHold } = await import('./run/hold.ts');
    return runHold(context, input);
  },
};
