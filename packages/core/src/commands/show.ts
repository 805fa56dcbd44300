import type { CommandDefinition } from './definition.ts';

/** `apim show` */
export const showCommand: CommandDefinition = {
  path: ['show'],
  summary: 'One backup with all that is known of it',
  description:
    'Shows when it was made and by whom, until when Azure restores it, the settings of its service at that time, and what a restore of it does not bring back.\n\n`--verify` reads the blob itself. That it is present, unchanged and in its 30 days is the most anybody can say without restoring it: only a drill proves that it restores.',
  arguments: [
    {
      name: 'backup',
      kind: 'backup',
      summary: 'An id, a name, a URL, latest:SERVICE or SERVICE@TIME',
      required: true,
      many: false,
    },
  ],
  flags: [{ name: 'verify', summary: 'Read the blob in the storage', value: null }],
  examples: [
    { line: 'apim show latest:contoso-prod', does: 'shows the newest restorable backup' },
    {
      line: 'apim show contoso-prod@01:30 --verify',
      does: 'looks whether the one from before 01:30 UTC is there',
    },
  ],
  danger: 'reads',
  doors: ['cli', 'tui', 'slack'],
  async run(context, input) {
    const { runShow } = await import('./run/show.ts');
    return runShow(context, input);
  },
};
