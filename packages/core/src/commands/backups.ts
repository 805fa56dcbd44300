import type { CommandDefinition } from './definition.ts';

/** `apim backups` */
export const backupsCommand: CommandDefinition = {
  path: ['backups'],
  summary: 'The catalogue of backups, newest first',
  description:
    'Shows what is known on this machine, without asking Azure: `apim reconcile` reads the storages again. Backups that are over, missing or deleted are left out unless --all.',
  arguments: [
    {
      name: 'service',
      kind: 'service',
      summary: 'Only those of this service',
      required: false,
      many: false,
    },
  ],
  flags: [{ name: 'all', summary: 'Also those that are over, missing or deleted', value: null }],
  examples: [
    { line: 'apim backups contoso-prod', does: 'shows what contoso-prod can be restored from' },
    { line: 'apim backups --all', does: 'shows every backup there ever was a record of' },
  ],
  danger: 'reads',
  doors: ['cli', 'tui', 'slack'],
  async run(context, input) {
    const { runBackups } = await import('./run/backups.ts');
    return runBackups(context, input);
  },
};
