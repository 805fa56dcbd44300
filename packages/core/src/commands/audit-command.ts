import type { CommandDefinition } from './definition.ts';

const usualLimit = 50;

/** `apim audit` */
export const auditCommand: CommandDefinition = {
  path: ['audit'],
  summary: 'What was done, by whom, from which door and why',
  description:
    'The newest entries of the trail, oldest first. With a subject only what was about it: a service, a backup or an operation, also one that is not configured any more.',
  arguments: [
    {
      name: 'subject',
      kind: 'text',
      summary: 'A service, a backup, an operation id or a person',
      required: false,
      many: false,
    },
  ],
  flags: [
    {
      name: 'limit',
      summary: `How many entries at most (${usualLimit} unless given)`,
      value: { kind: 'number', placeholder: 'COUNT' },
    },
  ],
  examples: [
    { line: 'apim audit', does: `shows the last ${usualLimit} entries` },
    { line: 'apim audit contoso-prod --limit 10', does: 'shows the last 10 about one service' },
  ],
  danger: 'reads',
  doors: ['cli', 'tui'],
  async run(context, input) {
    const { runAudit } = await import('./run/audit.ts');
    return runAudit(context, input, usualLimit);
  },
};
