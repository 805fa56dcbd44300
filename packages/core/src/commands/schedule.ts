import type { CommandDefinition } from './definition.ts';

/** `apim schedule` */
export const scheduleCommand: CommandDefinition = {
  path: ['schedule'],
  summary: 'When each service is next backed up',
  description:
    'Shows for each configured service its schedule (cron, in UTC), when its next backup starts, what became of the last due time, and what stops it: a pause, a hold, or that nothing watches. Each service starts up to ten minutes after its due time, always the same, so that a fleet does not start at once. Asks nobody: it answers from what this machine knows.',
  arguments: [],
  flags: [],
  examples: [
    { line: 'apim schedule', does: 'lists what is due when' },
    { line: 'apim schedule --json', does: 'the same for a script' },
  ],
  danger: 'reads',
  doors: ['cli', 'tui', 'slack'],
  async run(context) {
    const { runSchedule } = await import('./run/schedule.ts');
    return runSchedule(context);
  },
};
