import type { CommandDefinition } from './definition.ts';

/** `apim paths` */
export const pathsCommand: CommandDefinition = {
  path: ['paths'],
  summary: 'Where the configuration, the memory and the log are',
  description:
    'Shows the files of this Lifeboat. LIFEBOAT_CONFIG, LIFEBOAT_STATE_DIR and --config move them. Works also when the configuration is wrong.',
  arguments: [],
  flags: [],
  examples: [
    { line: 'apim paths', does: 'shows every file' },
    { line: 'apim paths --json', does: 'the same for a script' },
  ],
  danger: 'reads',
  doors: ['cli', 'tui'],
  lenient: true,
  async run({ lifeboat }) {
    const { places } = lifeboat;
    return {
      data: { ...places },
      blocks: [
        {
          kind: 'fields',
          rows: [
            { name: 'configuration', value: places.configuration },
            { name: 'state folder', value: places.stateFolder },
            { name: 'store', value: places.store },
            { name: 'audit trail', value: places.audit },
            { name: 'log', value: places.log },
            { name: 'archive', value: places.archive },
            { name: 'token cache', value: places.tokenCache },
          ],
        },
      ],
      error: null,
    };
  },
};
