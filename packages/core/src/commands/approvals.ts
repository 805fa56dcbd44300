import type { CommandDefinition } from './definition.ts';

/** `apim approvals` */
export const approvalsCommand: CommandDefinition = {
  path: ['approvals'],
  summary: 'Requests that wait for a second person',
  description:
    'Lists the requests that wait for a decision, with what is to be done, for whom, and until when. Approvals bind Lifeboat: whoever has the rights in Azure can do the same with another tool.',
  arguments: [],
  flags: [
    {
      name: 'all',
      summary: 'Also those that were decided, used or came to their end',
      value: null,
    },
  ],
  examples: [
    { line: 'apim approvals', does: 'shows what waits for a decision' },
    { line: 'apim approvals --all', does: 'shows also who decided what' },
  ],
  danger: 'reads',
  doors: ['cli', 'tui', 'slack'],
  async run(context, input) {
    const { runApprovals } = await import('./run/approvals.ts');
    return runApprovals(context, input);
  },
};
