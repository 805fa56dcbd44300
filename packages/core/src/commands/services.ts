import type { CommandDefinition } from './definition.ts';

/** `apim services` */
export const servicesCommand: CommandDefinition = {
  path: ['services'],
  summary: 'The fleet, worst verdict on its backups first',
  description:
    'Reads every service and every storage from Azure, then shows what would bring each service back: its newest restorable backup and until when it can be restored. What cannot be read is shown as it was last known, with its age. The verdict is about the backups, not about the service.',
  arguments: [],
  flags: [
    { name: 'offline', summary: 'Ask nobody: show what is known on this machine', value: null },
  ],
  examples: [
    { line: 'apim services', does: 'reads the fleet and shows it' },
    { line: 'apim services --offline', does: 'shows what is known, at once and without network' },
  ],
  danger: 'reads',
  doors: ['cli', 'tui', 'slack'],
  async run(context, input) {
    const { runServices } = await import('./run/services.ts');
    return runServices(context, input);
  },
};
