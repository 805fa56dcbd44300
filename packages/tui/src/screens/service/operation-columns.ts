import { formatDuration, formatElapsed, type Operation, type Tone, utcTime } from '@lifeboat/core';
import { isEndGuessed, isInAzure } from '@lifeboat/core/live';
import type { Column } from '../../format/columns.ts';
import { safeSpan, span } from '../../format/spans.ts';
import { glyphOf, type Theme } from '../../theme/theme.ts';

/** The tone of where an operation stands. */
export function statusTone(status: Operation['status']): Tone {
  switch (status) {
    case 'planned':
    case 'not-started':
      return 'quiet';
    case 'submitting':
    case 'running':
      return 'busy';
    case 'unknown':
      return 'warn';
    case 'succeeded':
      return 'good';
    case 'failed':
      return 'bad';
    default:
      return status satisfies never;
  }
}

/** Those without an end first, then the newest. */
export function inOrder(operations: readonly Operation[]): Operation[] {
  const rank = ({ endedAt }: Operation): number => (endedAt === null ? 0 : 1);
  return operations.toSorted(
    (one, other) => rank(one) - rank(other) || other.plannedAt - one.plannedAt,
  );
}

/** The columns of a service's operations; what went wrong takes what is left. */
export function operationColumns({
  now,
  theme,
}: {
  now: number;
  theme: Theme;
}): Column<Operation>[] {
  return [
    {
      title: '  STARTED',
      width: 14,
      leaves: 0,
      cell: ({ startedAt, plannedAt, status }) => {
        const tone = statusTone(status);
        const at = startedAt ?? plannedAt;
        return [span(`${glyphOf(tone, theme) ?? ' '} `, tone), span(utcTime(at, at).padStart(12))];
      },
    },
    {
      title: 'KIND',
      width: 16,
      least: 7,
      leaves: 0,
      cell: ({ kind, purpose }, width) => {
        const long = purpose === null ? kind : `${purpose} ${kind}`;
        return [span(long.length <= width ? long : kind)];
      },
    },
    {
      title: 'STATUS',
      width: 11,
      leaves: 0,
      cell: ({ status }) => [span(status, statusTone(status))],
    },
    { title: 'TOOK', width: 8, leaves: 0, align: 'right', cell: (each) => [tookSpan(each, now)] },
    {
      title: 'BY',
      width: 24,
      least: 10,
      leaves: 3,
      cell: ({ requester }) => [safeSpan(requester.who, theme, 'quiet')],
    },
    {
      title: 'AZURE SAID',
      width: 80,
      least: 12,
      leaves: 2,
      cell: ({ error, lastAnswer, status }) => {
        if (error !== null) {
          const code = error.code === null ? '' : `${error.code}: `;
          return [safeSpan(`${code}${error.message}`, theme)];
        }
        const words = isInAzure(status) ? (lastAnswer?.words ?? '') : '';
        return [safeSpan(words, theme, 'quiet')];
      },
    },
  ];
}

/** How long it took, or takes; `~` where nobody looked when it ended. */
function tookSpan(operation: Operation, now: number): ReturnType<typeof span> {
  const { startedAt, endedAt, status } = operation;
  if (startedAt === null) return span('');
  if (endedAt === null)
    return isInAzure(status) ? span(formatElapsed(now - startedAt), 'busy') : span('');
  const about = isEndGuessed(operation) ? '~' : '';
  return span(`${about}${formatDuration(endedAt - startedAt)}`);
}
