import { type Approval, approvalState, type Snapshot } from '@lifeboat/core/live';
import { containsWords } from '../../format/contains-words.ts';

/** Older decisions are in the trail. */
const mostDecided = 50;

/** The requests that wait, the one that ends soonest first; then those that were decided or ended, newest first. */
export function requestsShown(
  open: readonly Approval[],
  snapshot: Snapshot,
  now: number,
): Approval[] {
  const others = snapshot
    .all('approval')
    .filter((approval) => approvalState(approval, now) !== 'open')
    .toSorted((one, other) => other.askedAt - one.askedAt);
  return [...open, ...others.slice(0, mostDecided)];
}

/** The requests that a filter shows. */
export function filterRequests(
  requests: readonly Approval[],
  filter: string,
  now: number,
): Approval[] {
  return requests.filter((approval) => {
    const { id, kind, label, environment, asker, reason, summary, decision } = approval;
    const names = [asker.person, asker.who, decision?.by.person ?? null, decision?.by.who ?? null];
    return containsWords(
      [id, kind, label, environment, approvalState(approval, now), reason, ...names, ...summary],
      filter,
    );
  });
}
