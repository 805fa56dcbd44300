import type { CommandDefinition } from './definition.ts';

/** `apim schedule resume` */
export const scheduleResumeCommand: CommandDefinition = {
  path: ['schedule', 'resume'],
  summary: 'End the pause of a schedule',
  description:
    'The schedule of the service goes on now. If a due time passed during the pause and no backup was made since, the next watch makes one at once.',
  arguments: [
    {
      name: 'service',
      kind: 'service',
      summary: 'The service',
      required: true,
      many: false,
    },
  ],
  flags: [],
  examples: [
    { line: 'apim schedule resume contoso-prod', does: 'ends its pause' },
    { line: 'apim schedule resume contoso-prod --json', does: 'the same for a script' },
  ],
  danger: 'local',
  doors: ['cli', 'tui', 'slack'],
  async run(context, input) {
    const { runResume } = await import('./run/schedule-pause.ts');
    return runResume(context, input);
  },
};
