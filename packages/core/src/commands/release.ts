import type { CommandDefinition } from './definition.ts';

/** `apim release` */
export const releaseCommand: CommandDefinition = {
  path: ['release'],
  summary: 'End a hold',
  description:
    'Lets schedules and new backups go on, of one service or of everything. The hold of everything and that of one service are two: each is released by itself. What was due meanwhile is made once.',
  arguments: [
    {
      name: 'service',
      kind: 'service',
      summary: 'The service',
      required: false,
      many: false,
    },
  ],
  flags: [{ name: 'all', summary: 'The hold of everything', value: null }],
  examples: [
    { line: 'apim release contoso-prod', does: 'ends the hold of one service' },
    { line: 'apim release --all', does: 'ends the hold of everything' },
  ],
  danger: 'local',
  doors: ['cli', 'tui', 'slack'],
  async run(context, input) {
    const { runRelease } = await import('./run/hold.ts');
    return runRelease(context, input);
  },
};
