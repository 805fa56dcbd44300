import type { CommandDefinition } from './definition.ts';
import { reasonFlag } from './reason-flags.ts';

/** `apim prune` */
export const pruneCommand: CommandDefinition = {
  path: ['prune'],
  summary: 'What could go, and why; with --yes, delete it',
  description:
    'Reads the storages and judges every backup: it goes when it is older than `keep` of its service, an operation of a Lifeboat made it, nothing uses it, and its blob is the one that was recorded. The last restorable backup of a service always stays; safety backups do not count as one, and go by the same `keep`. A service without `keep` loses nothing.\n\nWithout --yes nothing is deleted. With it each blob is deleted only while its etag is the recorded one, and reported when Azure confirmed it; its companion goes after it. What Azure refuses to delete stays, and is said. Where the rules want a second person, nothing goes before every service of it has one.',
  arguments: [
    {
      name: 'service',
      kind: 'service',
      summary: 'Only this service; all of the configuration unless given',
      required: false,
      many: false,
    },
  ],
  flags: [{ name: 'yes', summary: 'Delete what goes', value: null }, reasonFlag],
  examples: [
    { line: 'apim prune', does: 'shows what could go and why the rest stays' },
    { line: 'apim prune contoso-prod --yes', does: 'deletes what is past `keep` of one service' },
  ],
  danger: 'deletes',
  doors: ['cli', 'tui', 'slack'],
  async run(context, input) {
    const { runPrune } = await import('./run/prune.ts');
    const { thenArchive } = await import('./run/then-archive.ts');
    return thenArchive(context, runPrune(context, input));
  },
};
