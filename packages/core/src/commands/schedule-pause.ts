import type { CommandDefinition } from './definition.ts';
import { stopFlags } from './stop-flags.ts';

/** `apim schedule pause` */
export const schedulePauseCommand: CommandDefinition = {
  path: ['schedule', 'pause'],
  summary: 'Let the schedule of a service rest for a while',
  description:
    'No backup of the service is made on schedule until the pause ends; `apim backup` still makes one. A pause always has an end, 30 days away at most. It is shown by `services`, `status` and `schedule`, and people are reminded of it each week and when it ends. What was due meanwhile is made once afterwards.',
  arguments: [
    {
      name: 'service',
      kind: 'service',
      summary: 'The service',
      required: true,
      many: false,
    },
  ],
  flags: stopFlags,
  examples: [
    { line: 'apim schedule pause contoso-prod --for 3d', does: 'pauses it for three days' },
    {
      line: 'apim schedule pause contoso-prod --for 12h --reason "migration to zone 2"',
      does: 'says why',
    },
  ],
  danger: 'local',
  doors: ['cli', 'tui', 'slack'],
  async run(context, input) {
    const { runPause } = await import('./run/schedule-pause.ts');
    return runPause(context, input);
  },
};
