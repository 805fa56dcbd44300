import type { CommandDefinition } from './definition.ts';
import { breakGlassFlag, reasonFlag } from './reason-flags.ts';

/** `apim undelete` */
export const undeleteCommand: CommandDefinition = {
  path: ['undelete'],
  summary: 'Bring a deleted service back within its 48 hours',
  description:
    'Azure keeps a deleted service for 48 hours and brings it back with all it held: quicker than a restore, and nothing is lost. Lifeboat looks first, asks Azure once, and watches until Azure says that the service is back. Run again, it only watches. Where the rules want a second person, it asks for one before it asks Azure.',
  arguments: [
    {
      name: 'service',
      kind: 'service',
      summary: 'The deleted service, by its full name or resource id',
      required: true,
      many: false,
    },
  ],
  flags: [
    breakGlassFlag,
    reasonFlag,
    { name: 'no-wait', summary: 'Return as soon as Azure took it', value: null },
    {
      name: 'timeout',
      summary: 'Stop waiting after this long; Azure goes on',
      value: { kind: 'duration', placeholder: 'DURATION' },
    },
  ],
  examples: [
    { line: 'apim undelete contoso-prod', does: 'brings it back, and watches until it is' },
    { line: 'apim undelete contoso-prod --no-wait', does: 'returns once Azure took it' },
  ],
  danger: 'locks',
  doors: ['cli', 'tui', 'slack'],
  async run(context, input) {
    const { runUndelete } = await import('./run/undelete.ts');
    return runUndelete(context, input);
  },
};
