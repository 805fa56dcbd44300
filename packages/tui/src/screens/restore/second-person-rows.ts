import type { LifeboatError } from '@lifeboat/core';
import { type Approval, type Snapshot, utcTimeAndRelative } from '@lifeboat/core/live';
import { wrapped } from '../../components/wrapped.ts';
import type { Spans } from '../../format/spans.ts';
import type { Style } from '../../theme/styles.ts';
import type { Theme } from '../../theme/theme.ts';

/** The request that a refused restore made; null when the refusal was for another reason. */
export function requestOf(error: LifeboatError | null, snapshot: Snapshot | null): Approval | null {
  if (error?.code !== 'approval-required' || snapshot === null) return null;
  return snapshot.get('approval', String(error.data?.request ?? ''));
}

/** How the request stands, who may decide, and what to do then. */
export function secondPersonRows(
  request: Approval,
  by: readonly string[],
  at: { now: number; columns: number; theme: Theme },
): Spans[] {
  const { text, style } = stands(request, by, at.now);
  return wrapped(text, style, at);
}

function stands(
  request: Approval,
  by: readonly string[],
  now: number,
): { text: string; style: Style } {
  const { id, status, endsAt, decision } = request;
  const until = utcTimeAndRelative(endsAt, now);
  const who = decision?.by.person ?? decision?.by.who ?? 'somebody';
  if (status === 'open' && endsAt <= now)
    return { text: `Request ${id} has ended without a decision. A asks again.`, style: 'bad' };
  switch (status) {
    case 'open':
      return {
        text: `Request ${id} waits for a second person until ${until}. ${mayWords(by)} with \`apim approve ${id}\`.`,
        style: 'busy',
      };
    case 'approved':
      return {
        text: `${who} approved request ${id}: A plans it again, and asks for the name. It may be used until ${until}.`,
        style: 'good',
      };
    case 'rejected': {
      const why = decision?.reason == null ? '' : `: ${decision.reason}`;
      return { text: `${who} rejected request ${id}${why}.`, style: 'bad' };
    }
    case 'used':
      return { text: `Request ${id} was used.`, style: 'quiet' };
    default:
      return status satisfies never;
  }
}

function mayWords(by: readonly string[]): string {
  return by.length === 0 ? 'Nobody else may approve it' : `${by.join(' or ')} may approve it`;
}
