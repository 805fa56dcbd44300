import type { CommandDefinition } from './definition.ts';

/** `apim status` */
export const statusCommand: CommandDefinition = {
  path: ['status'],
  summary: 'What runs now and what needs a person',
  description:
    'Answers from what this machine knows, without asking Azure: operations that run with their age and who follows them, operations whose end is unknown with what helps, requests for a second person, warnings, and services whose backups are not as they should be.\n\n`--check` is for monitors: it exits 3 when there is a warning, an unknown operation, a verdict that needs a person, data older than a day, a schedule that no `apim watch` runs, or a clock of this machine that was more than 5 minutes wrong. `apim services` brings the data up to date.',
  arguments: [
    {
      name: 'service',
      kind: 'service',
      summary: 'Only this service',
      required: false,
      many: false,
    },
  ],
  flags: [{ name: 'check', summary: 'Exit 3 when something needs a person', value: null }],
  examples: [
    { line: 'apim status', does: 'shows what runs and what needs you' },
    { line: 'apim status --check --json', does: 'the same for a monitor' },
  ],
  danger: 'reads',
  doors: ['cli', 'tui', 'slack'],
  async run(context, input) {
    const { runStatus } = await import('./run/status.ts');
    return runStatus(context, input);
  },
};
