import type { CommandDefinition } from './definition.ts';

/** `apim abandon` */
export const abandonCommand: CommandDefinition = {
  path: ['abandon'],
  summary: 'Give up on an operation that stays unknown',
  description:
    'Ends the record of an operation whose fate cannot be found out, so that its service can be worked with again. It changes nothing in Azure: what was sent may still run or have run. Look at the service first.',
  arguments: [
    {
      name: 'operation',
      kind: 'operation',
      summary: 'The operation id, or its beginning',
      required: true,
      many: false,
    },
  ],
  flags: [
    { name: 'reason', summary: 'Why; it is kept', value: { kind: 'text', placeholder: 'TEXT' } },
  ],
  examples: [
    { line: 'apim abandon 6f10c2de --reason "service rebuilt"', does: 'ends an unknown operation' },
    {
      line: 'apim abandon 6f10c2de --reason "seen in the portal" --json',
      does: 'the same for a script',
    },
  ],
  danger: 'local',
  doors: ['cli', 'tui'],
  async run(context, input) {
    const { runAbandon } = await import('./run/abandon.ts');
    return runAbandon(context, input);
  },
};
