import { relativeTime, type Tone } from '@lifeboat/core';
import { type Approval, type ApprovalState, type Asker, approvalState } from '@lifeboat/core/live';
import type { Column } from '../../format/columns.ts';
import { safeSpan, span } from '../../format/spans.ts';
import { glyphOf, type Theme } from '../../theme/theme.ts';

/** How a request's state is shown. */
export function requestTone(state: ApprovalState): Tone {
  switch (state) {
    case 'open':
      return 'warn';
    case 'approved':
      return 'good';
    case 'rejected':
      return 'bad';
    case 'used':
    case 'ended':
      return 'quiet';
    default:
      return state satisfies never;
  }
}

/** What somebody is called: the name under `people:` where there is one. */
export function nameOf({ person, who }: Pick<Asker, 'person' | 'who'>): string {
  return person ?? who;
}

/** The columns of the requests. */
export function requestColumns(
  requests: readonly Approval[],
  now: number,
  theme: Theme,
): Column<Approval>[] {
  const most = (text: (request: Approval) => string): number =>
    requests.reduce((width, request) => Math.max(width, text(request).length), 0);
  const decider = ({ decision }: Approval): string =>
    decision === null ? '' : nameOf(decision.by);
  const what = Math.min(
    48,
    most(({ kind, label }) => `${kind} of ${label}`),
  );
  return [
    {
      title: '  STATE',
      width: 10,
      leaves: 0,
      cell: (request) => {
        const state = approvalState(request, now);
        const tone = requestTone(state);
        return [span(`${glyphOf(tone, theme) ?? ' '} ${state}`, tone)];
      },
    },
    { title: 'ID', width: most(({ id }) => id), leaves: 0, cell: ({ id }) => [span(id, 'strong')] },
    {
      title: 'WHAT',
      width: what,
      least: Math.min(what, 18),
      leaves: 0,
      cell: ({ kind, label }) => [safeSpan(`${kind} of ${label}`, theme)],
    },
    {
      title: 'ASKED BY',
      width: Math.min(
        24,
        most(({ asker }) => nameOf(asker)),
      ),
      least: 8,
      leaves: 1,
      cell: ({ asker }) => [safeSpan(nameOf(asker), theme)],
    },
    {
      title: 'ASKED',
      width: 11,
      leaves: 4,
      cell: ({ askedAt }) => [span(relativeTime(askedAt, now))],
    },
    {
      title: 'UNTIL',
      width: 11,
      leaves: 2,
      cell: ({ endsAt }) => [span(relativeTime(endsAt, now))],
    },
    {
      title: 'DECIDED BY',
      width: Math.min(24, most(decider)),
      least: 10,
      leaves: 3,
      cell: (request) => [safeSpan(decider(request), theme)],
    },
  ];
}
