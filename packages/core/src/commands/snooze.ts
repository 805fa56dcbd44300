import type { CommandDefinition } from './definition.ts';

/** `apim snooze` */
export const snoozeCommand: CommandDefinition = {
  path: ['snooze'],
  summary: 'Silence the warnings of a service for a time',
  description:
    'Nobody is told of the warnings of this service until the time is over, not of new ones either; then the most urgent of what still holds is told. The warnings stay: `services`, `status` and `expiring` show them, by whom they are snoozed, and until when. A fresh backup ends it with the warnings. At most 30 days.',
  arguments: [
    { name: 'service', kind: 'service', summary: 'The service', required: true, many: false },
    {
      name: 'duration',
      kind: 'duration',
      summary: 'How long, from now; at most 30d',
      required: false,
      many: false,
    },
  ],
  flags: [
    {
      name: 'reason',
      summary: 'Why; it is shown with the snooze',
      value: { kind: 'text', placeholder: 'TEXT' },
    },
    { name: 'end', summary: 'End the snooze now', value: null },
  ],
  examples: [
    {
      line: 'apim snooze contoso-prod 2d --reason "storage moves on Thursday"',
      does: 'tells nobody of its warnings for two days',
    },
    { line: 'apim snooze contoso-prod --end', does: 'ends it now' },
  ],
  danger: 'local',
  doors: ['cli', 'tui', 'slack'],
  async run(context, input) {
    const { runSnooze } = await import('./run/snooze.ts');
    return runSnooze(context, input);
  },
};
