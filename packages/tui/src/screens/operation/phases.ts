import { formatElapsed, isEnded, type Operation, type Tone } from '@lifeboat/core';
import { type AttemptAnswer, isEndGuessed, operationTone } from '@lifeboat/core/live';

/** One thing that happened in the life of an operation. */
export type Phase = { at: number; words: string; tone: Tone };

/**
 * The life of an operation, in the order in which things follow each other: two clocks tell the
 * times, and Azure's may be behind. `children` are the backups that were made for it, oldest first.
 */
export function phasesOf(
  operation: Operation,
  children: readonly Operation[],
  now: number,
): Phase[] {
  return [
    planned(operation),
    ...children.flatMap((child) => childPhases(child, now)),
    ...operation.attempts.map(({ at, answer }) => ({ at, ...attemptWords(answer) })),
    ...started(operation),
    ...looks(operation),
    ...ended(operation),
    ...nextLook(operation, now),
  ];
}

function planned({ plannedAt, requester, reason }: Operation): Phase {
  const why = reason === null ? '' : `: ${reason}`;
  const words = `planned by ${requester.who} on ${requester.host} (${requester.door})${why}`;
  return { at: plannedAt, words, tone: 'plain' };
}

function childPhases(child: Operation, now: number): Phase[] {
  const what = `${child.purpose ?? ''} backup of ${child.label}`.trim();
  const at = child.startedAt ?? child.plannedAt;
  const tone = operationTone(child);
  if (child.endedAt === null) {
    return [{ at, words: `${what} ${child.status}, ${formatElapsed(now - at)}`, tone }];
  }
  const took = formatElapsed(child.endedAt - at);
  return [
    { at, words: `${what} began`, tone: 'plain' },
    { at: child.endedAt, words: `${what} ${child.status} after ${took}`, tone },
  ];
}

function attemptWords(answer: AttemptAnswer | null): { words: string; tone: Tone } {
  switch (answer) {
    case null:
      return { words: 'POST sent; no answer yet', tone: 'busy' };
    case 'accepted':
      return { words: 'POST sent; Azure accepted it', tone: 'good' };
    case 'rejected':
      return { words: 'POST sent; Azure refused it', tone: 'bad' };
    case 'challenged':
      return { words: 'POST sent; Azure wanted another sign-in and took nothing', tone: 'warn' };
    case 'throttled':
      return { words: 'POST sent; Azure throttles (429) and took nothing', tone: 'warn' };
    case 'never-connected':
      return { words: 'POST not sent: no connection came about', tone: 'warn' };
    case 'lost':
      return { words: 'POST sent; its answer was lost', tone: 'warn' };
    default:
      return answer satisfies never;
  }
}

function started({ startedAt }: Operation): Phase[] {
  if (startedAt === null) return [];
  return [{ at: startedAt, words: "began, by Azure's clock", tone: 'plain' }];
}

function looks({ seenRunningAt, missedLooks, status }: Operation): Phase[] {
  if (seenRunningAt === null) return [];
  const missed =
    missedLooks === 0 || isEnded(status)
      ? ''
      : `; ${missedLooks === 1 ? '1 look' : `${missedLooks} looks`} since saw nothing`;
  const tone = missed === '' ? 'plain' : 'warn';
  return [{ at: seenRunningAt, words: `Azure last said that it runs${missed}`, tone }];
}

function ended(operation: Operation): Phase[] {
  const { endedAt, startedAt, status } = operation;
  if (endedAt === null) return [];
  const took = startedAt === null ? '' : ` after ${formatElapsed(endedAt - startedAt)}`;
  const seen = isEndGuessed(operation) ? '; it may have ended earlier, nobody looked' : '';
  return [{ at: endedAt, words: `${status}${took}${seen}`, tone: operationTone(operation) }];
}

function nextLook({ nextLookAt, status }: Operation, now: number): Phase[] {
  if (nextLookAt === null || isEnded(status) || nextLookAt <= now) return [];
  return [{ at: nextLookAt, words: 'the next look, as Azure wants it', tone: 'quiet' }];
}
