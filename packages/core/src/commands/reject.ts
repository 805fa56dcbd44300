import type { CommandDefinition } from './definition.ts';

/** `apim reject` */
export const rejectCommand: CommandDefinition = {
  path: ['reject'],
  summary: 'Say no to what somebody asked for',
  description:
    'Rejects a request, once, with a reason that the one who asked gets to see. It changes nothing in Azure. Whoever may approve may reject.',
  arguments: [
    {
      name: 'id',
      kind: 'approval',
      summary: 'The id of the request, see `apim approvals`',
      required: true,
      many: false,
    },
  ],
  flags: [
    { name: 'reason', summary: 'Why; it is kept', value: { kind: 'text', placeholder: 'TEXT' } },
  ],
  examples: [
    { line: 'apim reject a7k2m9x --reason "wait for the release"', does: 'rejects a request' },
    {
      line: 'apim reject a7k2m9x --reason "wrong target" --json',
      does: 'the same for a script',
    },
  ],
  danger: 'local',
  doors: ['cli', 'tui', 'slack'],
  async run(context, input) {
    const { runReject } = await import('./run/approve.ts');
    return runReject(context, input);
  },
};
