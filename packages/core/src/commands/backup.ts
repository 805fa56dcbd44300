import type { CommandDefinition } from './definition.ts';
import { reasonFlag } from './reason-flags.ts';
import { accessFlags, forceFlag, waitingFlags } from './waiting-flags.ts';

/** `apim backup` */
export const backupCommand: CommandDefinition = {
  path: ['backup'],
  summary: 'Back services up, and follow it to the end',
  description:
    'Plans, starts and follows a backup of each named service. A backup locks the service against other management operations for minutes and cannot be cancelled; its APIs keep answering. It asks nothing. Ctrl-C stops following, not the backup.',
  arguments: [
    {
      name: 'service',
      kind: 'service',
      summary: 'Services by name, or full resource ids',
      required: false,
      many: true,
    },
  ],
  flags: [
    { name: 'all', summary: 'Every configured service whose tier can be backed up', value: null },
    { name: 'plan', summary: 'Show what would happen, and stop', value: null },
    {
      name: 'storage',
      summary: 'Another storage: a key of the configuration, or a container URL',
      value: { kind: 'storage', placeholder: 'STORAGE' },
    },
    ...accessFlags,
    forceFlag('backup'),
    {
      name: 'name',
      summary: 'A blob name of your own; the stamped one is better for finding it again',
      value: { kind: 'text', placeholder: 'NAME' },
    },
    reasonFlag,
    ...waitingFlags,
  ],
  examples: [
    { line: 'apim backup contoso-prod', does: 'backs one service up and waits for it' },
    { line: 'apim backup --all --no-wait', does: 'starts a backup of every service' },
    { line: 'apim backup contoso-prod --plan', does: 'shows what it would do' },
    {
      line: 'apim backup contoso-prod --timeout 30m --json',
      does: 'for a script: stops waiting after 30 minutes',
    },
  ],
  danger: 'locks',
  doors: ['cli', 'tui', 'slack', 'watch'],
  async run(context, input) {
    const { runBackup } = await import('./run/backup.ts');
    const { thenArchive } = await import('./run/then-archive.ts');
    return thenArchive(context, runBackup(context, input));
  },
};
