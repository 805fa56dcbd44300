import type { Approval } from '../../domain/approval.ts';
import type { Check } from '../../domain/check.ts';
import { serviceId } from '../../domain/configuration.ts';
import { LifeboatError } from '../../domain/error.ts';
import { decide, findApproval, refuseDecider } from '../../workflows/approvals/decide.ts';
import { type Known, whoIs } from '../../workflows/approvals/who-is.ts';
import { approvalDocument } from '../approval-document.ts';
import type { CommandContext, Input } from '../definition.ts';
import { checkDocument } from '../json.ts';
import type { Block, Report } from '../report.ts';
import { requestBlocks } from './approvals.ts';
import { lookAgain } from './look-again.ts';
import { reasonOf } from './reason-wanted.ts';

/** What `apim approve` does. */
export async function runApprove(context: CommandContext, input: Input): Promise<Report> {
  const { approval, known } = await decidable(context, input);
  const again = await lookAgain(context, approval);
  if (again.kind === 'other-plan') throw otherPlan(approval);
  const worse = again.kind === 'seen' ? again.worse : [];
  if (again.kind === 'blind') {
    const text = `The checks could not be run again: ${again.words}`;
    context.door.say({ kind: 'sentence', tone: 'warn', text });
  }
  if (worse.length > 0 && !(await agreedToWorse(context, input, approval, worse)))
    return worseReport(context, approval, worse);
  const decided = await decide(context.lifeboat, approval.id, {
    verdict: 'approved',
    by: known.asker,
    reason: input.text('reason'),
  });
  const { asker, kind, label, line } = decided;
  return decidedReport(context, decided, [
    {
      kind: 'sentence',
      tone: 'good',
      text: `Approved: ${asker.person ?? asker.who} may carry out the ${kind} of ${label}, once, with this line:`,
    },
    { kind: 'command', line },
  ]);
}

/** What `apim reject` does. */
export async function runReject(context: CommandContext, input: Input): Promise<Report> {
  const reason = reasonOf(input, 'A rejection wants a reason: whoever asked gets to see it.');
  const { approval, known } = await decidable(context, input);
  const decided = await decide(context.lifeboat, approval.id, {
    verdict: 'rejected',
    by: known.asker,
    reason,
  });
  const { kind, label } = decided;
  const text = `Rejected: the ${kind} of ${label} is not carried out.`;
  return decidedReport(context, decided, [{ kind: 'sentence', tone: 'plain', text }]);
}

/** The request, and who decides: refused at once where that one may not. */
async function decidable(
  context: CommandContext,
  input: Input,
): Promise<{ approval: Approval; known: Known }> {
  const { lifeboat, signal } = context;
  const snapshot = await lifeboat.ports.store.read();
  const approval = findApproval(snapshot, input.one('id') ?? '');
  const known = await whoIs(lifeboat, signInOf(context, approval), signal);
  // Not being signed in is no reason to be called a stranger.
  const { azure, slack } = known.asker;
  if (azure === null && slack === null && known.problem !== null) throw known.problem;
  await refuseDecider(lifeboat, approval, known.asker);
  return { approval, known };
}

function signInOf({ lifeboat }: CommandContext, approval: Approval): string {
  const { services, cloud } = lifeboat.configuration;
  const isIt = (resourceId: string): boolean =>
    serviceId(cloud.name, resourceId) === approval.service;
  return services.find(({ resourceId }) => isIt(resourceId))?.signIn ?? 'default';
}

function otherPlan({ id, line }: Approval): LifeboatError {
  return new LifeboatError(
    'conflict',
    `The same line plans something else by now than what ${id} was asked for, so that nobody can approve it.`,
    { hint: `Whoever asked has to ask again, with the same line: ${line}` },
  );
}

/** Asks where somebody can be asked; elsewhere the flag has to say it. */
async function agreedToWorse(
  { door }: CommandContext,
  input: Input,
  { id, summary, reason }: Approval,
  worse: readonly Check[],
): Promise<boolean> {
  if (input.has('although-worse')) return true;
  if (door.ask === null) return false;
  const blocks: Block[] = [
    ...requestBlocks({ summary, reason }),
    { kind: 'sentence', tone: 'warn', text: 'Worse than when it was asked:' },
    { kind: 'checks', checks: [...worse] },
  ];
  for (const block of blocks) door.say(block);
  const answer = await door.ask({
    text: `Approve ${id} all the same? (yes or no)`,
    choices: null,
    fallback: 'no',
    check: (typed) => (['yes', 'no'].includes(typed) ? null : 'Please type yes or no.'),
  });
  return answer === 'yes';
}

function worseReport(
  { lifeboat }: CommandContext,
  approval: Approval,
  worse: readonly Check[],
): Report {
  const names = worse.map(({ name, measured }) => `${name}: ${measured}`).join('; ');
  return {
    data: {
      approval: approvalDocument(approval, lifeboat.ports.clock.now()),
      worse: worse.map(checkDocument),
    },
    blocks: [...requestBlocks(approval), { kind: 'checks', checks: [...worse] }],
    error: new LifeboatError(
      'not-confirmed',
      `Not approved: things are worse than when it was asked (${names}). The request ${approval.id} still waits.`,
      {
        hint: `To approve it all the same: apim approve ${approval.id} --although-worse. To say no: apim reject ${approval.id} --reason "…"`,
      },
    ),
  };
}

function decidedReport({ lifeboat }: CommandContext, decided: Approval, blocks: Block[]): Report {
  const now = lifeboat.ports.clock.now();
  return { data: { approval: approvalDocument(decided, now) }, blocks, error: null };
}
