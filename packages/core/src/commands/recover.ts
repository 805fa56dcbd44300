import type { CommandDefinition } from './definition.ts';
import { accessFlags } from './waiting-flags.ts';

/** `apim recover` */
export const recoverCommand: CommandDefinition = {
  path: ['recover'],
  summary: 'The 3 am page: what is wrong with a service, and every way back',
  description:
    'Looks for a few seconds at the gateway of each region, at Azure, at the soft-deleted services and at the storage, and says what is wrong. Then every way back, the least harm first, each with its line, what its checks found and how long it took before. Changes nothing. Works from memory where Azure does not answer, and without a configuration from a full resource id.',
  arguments: [
    {
      name: 'service',
      kind: 'service',
      summary: 'The service that is in trouble, or its full resource id',
      required: true,
      many: false,
    },
  ],
  flags: [
    {
      name: 'before',
      summary: 'Only backups from before this time (UTC), such as that of a bad deployment',
      value: { kind: 'text', placeholder: 'TIME' },
    },
    {
      name: 'from-storage',
      summary: 'Read the backups in this container too, where no configuration names it',
      value: { kind: 'text', placeholder: 'CONTAINER-URL' },
    },
    ...accessFlags,
  ],
  examples: [
    { line: 'apim recover contoso-prod', does: 'says what is wrong and what to type' },
    {
      line: 'apim recover contoso-prod --before 01:30',
      does: 'offers what was backed up before a bad deployment',
    },
    {
      line: 'apim recover contoso-prod --from-storage https://stcontosodr.blob.core.windows.net/apim-backups',
      does: 'on a new laptop, with nothing but the address of the container',
    },
  ],
  danger: 'reads',
  doors: ['cli', 'tui', 'slack'],
  lenient: true,
  async run(context, input) {
    const { runRecover } = await import('./run/recover.ts');
    return runRecover(context, input);
  },
};
