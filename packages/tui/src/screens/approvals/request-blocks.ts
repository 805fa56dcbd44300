import type { Block } from '@lifeboat/core';
import {
  type Approval,
  approvalState,
  type Configuration,
  mayDecide,
  utcTimeAndRelative,
} from '@lifeboat/core/live';
import { nameOf, requestTone } from './request-columns.ts';

/** A request, whole: what is to be done, for whom, what was seen when it was asked, who may decide. */
export function requestBlocks(
  approval: Approval,
  { approvals, people }: Pick<Configuration, 'approvals' | 'people'>,
  now: number,
): Block[] {
  const { id, kind, label, asker, askedAt, endsAt, decision, operation } = approval;
  const { summary, reason, planHash, line, checks, environment } = approval;
  const state = approvalState(approval, now);
  const by = mayDecide(approvals, asker, people);
  const place = environment === null ? '' : ` (${environment})`;
  const decided =
    decision === null
      ? []
      : [
          {
            name: 'decided',
            value: `by ${nameOf(decision.by)}, ${utcTimeAndRelative(decision.at, now)}${decision.reason === null ? '' : `: ${decision.reason}`}`,
          },
        ];
  return [
    { kind: 'heading', text: `${id}: ${kind} of ${label}${place}` },
    {
      kind: 'fields',
      rows: [
        { name: 'state', value: { text: state, tone: requestTone(state) } },
        {
          name: 'asked by',
          value: `${nameOf(asker)}, ${asker.host} (${asker.door}), ${utcTimeAndRelative(askedAt, now)}`,
        },
        { name: 'reason', value: reason ?? 'none was given' },
        ...decided,
        { name: 'until', value: utcTimeAndRelative(endsAt, now) },
        { name: 'may decide', value: by.length === 0 ? 'nobody' : by.join(', ') },
        { name: 'plan', value: planHash.slice(0, 12) },
        ...(operation === null ? [] : [{ name: 'used by', value: operation }]),
      ],
    },
    { kind: 'list', items: [...summary] },
    {
      kind: 'sentence',
      tone: 'quiet',
      text: 'Once it is approved, this line carries it out, for this very plan only:',
    },
    { kind: 'command', line },
    ...(checks.length === 0
      ? []
      : [
          { kind: 'heading', text: 'Checks when it was asked' } as const,
          { kind: 'checks', checks: checks.map((check) => ({ ...check, code: null })) } as const,
        ]),
  ];
}
