import type { Approval } from '../../domain/approval.ts';
import { type ApprovalState, approvalState, mayDecide } from '../../domain/approval-decision.ts';
import type { Configuration } from '../../domain/configuration.ts';
import type { Instant } from '../../domain/instant.ts';
import { utcTimeAndRelative } from '../../domain/relative-time.ts';
import type { Snapshot } from '../../ports/store.ts';
import { openRequests } from '../../workflows/approvals/open-requests.ts';
import { approvalDocument } from '../approval-document.ts';
import type { CommandContext, Input } from '../definition.ts';
import type { Block, Report, Tone } from '../report.ts';

/** What `apim approvals` does. */
export async function runApprovals(context: CommandContext, input: Input): Promise<Report> {
  const { configuration, ports } = context.lifeboat;
  const now = ports.clock.now();
  const snapshot = await ports.store.read();
  const open = openRequests(snapshot, now);
  const shown = input.has('all') ? [...open, ...others(snapshot, now)] : open;
  return {
    data: { approvals: shown.map((approval) => approvalDocument(approval, now)) },
    blocks:
      shown.length === 0
        ? [{ kind: 'sentence', tone: 'quiet', text: nothing(input.has('all')) }]
        : [table(shown, now), ...open.flatMap((one) => details(one, configuration))],
    error: null,
  };
}

function nothing(all: boolean): string {
  return all ? 'Nobody asked for a second person yet.' : 'Nothing waits for a second person.';
}

/** All but the open ones, newest first. */
function others(snapshot: Snapshot, now: Instant): Approval[] {
  return snapshot
    .all('approval')
    .filter((approval) => approvalState(approval, now) !== 'open')
    .toSorted((one, other) => other.askedAt - one.askedAt);
}

const toneOf: Readonly<Record<ApprovalState, Tone>> = {
  open: 'warn',
  approved: 'good',
  rejected: 'bad',
  used: 'quiet',
  ended: 'quiet',
};

function table(approvals: readonly Approval[], now: Instant): Block {
  return {
    kind: 'table',
    columns: ['id', 'what', 'state', 'asked by', 'asked', 'until', 'decided by'].map((title) => ({
      title,
      align: 'left',
    })),
    rows: approvals.map((approval) => {
      const { id, kind, label, asker, askedAt, endsAt, decision } = approval;
      const state = approvalState(approval, now);
      return [
        { text: id, tone: 'strong' },
        `${kind} of ${label}`,
        { text: state, tone: toneOf[state] },
        `${asker.person ?? asker.who} (${asker.door})`,
        utcTimeAndRelative(askedAt, now),
        utcTimeAndRelative(endsAt, now),
        decision === null ? '' : (decision.by.person ?? decision.by.who),
      ];
    }),
  };
}

/** What an open request is about, and the lines that decide on it. */
function details(approval: Approval, { approvals, people }: Configuration): Block[] {
  const { id, kind, label, summary, reason, asker } = approval;
  const by = mayDecide(approvals, asker, people);
  return [
    { kind: 'heading', text: `${id}: ${kind} of ${label}` },
    ...requestBlocks({ summary, reason }),
    {
      kind: 'sentence',
      tone: 'quiet',
      text: by.length === 0 ? 'Nobody may decide on it.' : `May decide: ${by.join(', ')}.`,
    },
    { kind: 'command', line: `apim approve ${id}` },
  ];
}

/** The sentences of a request, as a list. */
export function requestBlocks({ summary, reason }: Pick<Approval, 'summary' | 'reason'>): Block[] {
  const why = reason === null ? [] : [`Reason: ${reason}`];
  return [{ kind: 'list', items: [...summary, ...why] }];
}
