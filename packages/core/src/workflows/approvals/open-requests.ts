import type { Approval } from '../../domain/approval.ts';
import { approvalState } from '../../domain/approval-decision.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Snapshot } from '../../ports/store.ts';

/** The requests that wait for a second person, the one that ends soonest first. */
export function openRequests(snapshot: Snapshot, now: Instant): Approval[] {
  return snapshot
    .all('approval')
    .filter((approval) => approvalState(approval, now) === 'open')
    .toSorted((one, other) => one.endsAt - other.endsAt);
}
