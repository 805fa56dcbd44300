import type { CommandDefinition } from './definition.ts';
import { reasonFlag } from './reason-flags.ts';

/** `apim approve` */
export const approveCommand: CommandDefinition = {
  path: ['approve'],
  summary: 'Let somebody else carry a plan out',
  description:
    'Approves a request, once, for exactly the plan it was asked for. The checks are run again first: what is worse than when it was asked is shown and has to be agreed to. Nobody approves what they asked for themselves, through any door; who may is named under `approvals.by`. Whoever asked then runs the same line again.',
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
    {
      name: 'although-worse',
      summary: 'Approve although checks are worse than when it was asked',
      value: null,
    },
    reasonFlag,
  ],
  examples: [
    { line: 'apim approve a7k2m9x', does: 'approves a request' },
    {
      line: 'apim approve a7k2m9x --reason "agreed on the phone"',
      does: 'says why, for the record',
    },
  ],
  danger: 'local',
  doors: ['cli', 'tui', 'slack'],
  async run(context, input) {
    const { runApprove } = await import('./run/approve.ts');
    return runApprove(context, input);
  },
};
