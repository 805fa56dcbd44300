import type { CommandDefinition } from './definition.ts';

/** `apim expiring` */
export const expiringCommand: CommandDefinition = {
  path: ['expiring'],
  summary: 'Services whose last restorable backup ends soon',
  description:
    'Azure restores a backup for 30 days. This works out from the catalogue, without asking Azure, which services have no restorable backup after a time, and brings the warnings up to date.',
  arguments: [],
  flags: [
    {
      name: 'within',
      summary: 'How far to look ahead; 7d unless given',
      value: { kind: 'duration', placeholder: 'DURATION' },
    },
  ],
  examples: [
    { line: 'apim expiring', does: 'shows what ends within a week' },
    { line: 'apim expiring --within 30d', does: 'shows the end of every last restorable backup' },
  ],
  danger: 'reads',
  doors: ['cli', 'tui', 'slack'],
  async run(context, input) {
    const { runExpiring } = await import('./run/expiring.ts');
    return runExpiring(context, input);
  },
};
