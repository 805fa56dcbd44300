import { approvalState, isUsable } from '../../domain/approval-decision.ts';
import { LifeboatError } from '../../domain/error.ts';
import type { Operation } from '../../domain/operation.ts';
import type { Draft } from '../../ports/store.ts';
import { raiseNotice } from '../raise-notice.ts';
import type { Work } from '../work.ts';
import { brokenGlassNotice } from './notices.ts';
import type { Grant } from './require-approval.ts';

/** What a grant is spent for: the operation, or what stands for it where Azure has none. */
export type Spent = Pick<Operation, 'id' | 'kind' | 'service' | 'label'> | SpentElsewhere;

/** An undelete or a prune, which are no operations of the store. */
export type SpentElsewhere = {
  id: string;
  kind: 'undelete' | 'prune';
  service: string;
  label: string;
};

/**
 * Spends a grant inside the update that writes the intent, so that one approval lets one operation be
 * sent and never a second one, whatever is killed when. A broken glass is told to everybody.
 * Errors: `approval-required` when the approval was used or came to its end meanwhile.
 */
export function spendGrant(draft: Draft, work: Work, grant: Grant, spent: Spent): void {
  const now = work.ports.clock.now();
  switch (grant.kind) {
    case 'not-needed':
      return;
    case 'broken-glass':
      raiseNotice(draft, work.configuration, brokenGlassNotice(spent, grant.reason, work), now);
      return;
    case 'approved': {
      const approval = draft.get('approval', grant.approval);
      const plan = { hash: grant.planHash, rules: work.configuration.approvals, now };
      if (approval === null || !isUsable(approval, plan)) {
        const state = approval === null ? 'gone' : approvalState(approval, now);
        throw new LifeboatError(
          'approval-required',
          `The approval ${grant.approval} is ${state} by now, so the ${spent.kind} of ${spent.label} was not started. Nothing changed in Azure.`,
          { hint: 'Run the same line again: it asks for a second person again.' },
        );
      }
      draft.put('approval', { ...approval, status: 'used', operation: spent.id });
      return;
    }
    default:
      grant satisfies never;
  }
}
