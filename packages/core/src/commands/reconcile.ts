import type { CommandDefinition } from './definition.ts';

/** `apim reconcile` */
export const reconcileCommand: CommandDefinition = {
  path: ['reconcile'],
  summary: 'Read the storages and bring the catalogue up to date',
  description:
    'Lists every configured storage completely: imports backups without a record, whoever made them, marks those that vanished, takes back those that are there again. It deletes nothing and changes nothing in Azure. A storage that cannot be read, or a container that is not there, proves nothing: no record is changed then.',
  arguments: [],
  flags: [],
  examples: [
    { line: 'apim reconcile', does: 'reads every storage' },
    { line: 'apim reconcile --json', does: 'the same for a script' },
  ],
  danger: 'reads',
  doors: ['cli', 'tui', 'slack'],
  async run(context) {
    const { runReconcile } = await import('./run/reconcile.ts');
    const { thenArchive } = await import('./run/then-archive.ts');
    return thenArchive(context, runReconcile(context));
  },
};
