import type { Approval, Asker } from '../../domain/approval.ts';
import { refuseDecision } from '../../domain/approval-decision.ts';
import { LifeboatError } from '../../domain/error.ts';
import { nearest } from '../../domain/nearest.ts';
import { noticeId } from '../../domain/notice-id.ts';
import type { Draft, Snapshot } from '../../ports/store.ts';
import { raiseNotice } from '../raise-notice.ts';
import type { Work } from '../work.ts';
import { approvalEntry } from './audit-approval.ts';
import { decisionNotice, requestCause } from './notices.ts';
import { decisionRefused } from './refusals.ts';

/** What somebody decides. */
export type Decision = { verdict: 'approved' | 'rejected'; by: Asker; reason: string | null };

/**
 * The request with this id.
 * Errors: `approval-not-found` with the nearest one that is open.
 */
export function findApproval(snapshot: Snapshot, id: string): Approval {
  const found = snapshot.get('approval', id.toLowerCase());
  if (found !== null) return found;
  const open = snapshot.all('approval').filter(({ status }) => status === 'open');
  const near = nearest(
    id,
    open.map((approval) => approval.id),
  );
  throw new LifeboatError('approval-not-found', `There is no request for a second person ${id}.`, {
    hint: near === null ? '`apim approvals` lists them.' : `Did you mean ${near}?`,
  });
}

/**
 * Refuses a decision that may not be made, and notes that in the audit trail.
 * Errors: `not-allowed` for who may not decide, `conflict` for what is decided or ended.
 */
export async function refuseDecider(work: Work, approval: Approval, by: Asker): Promise<void> {
  const refused = refusalOf(work, approval, by);
  if (refused === null) return;
  await work.ports.audit.append(
    approvalEntry(work, 'refusal', approval, refused.message, refused.code),
  );
  throw refused;
}

/**
 * Decides on a request, once: compare-and-set in the store, so that of two people one decides and
 * the other one hears who did. The decision is in the audit trail when this resolves.
 * Errors: as {@link refuseDecider}, and `approval-not-found`.
 */
export async function decide(work: Work, id: string, decision: Decision): Promise<Approval> {
  const { verdict, by, reason } = decision;
  const now = work.ports.clock.now();
  const outcome = await work.ports.store.update((draft) => {
    const approval = findApproval(draft, id);
    const refused = refusalOf(work, approval, by);
    if (refused !== null) return { approval, refused };
    draft.put('approval', { ...approval, status: verdict, decision: { by, at: now, reason } });
    const decided = findApproval(draft, id);
    answerRequest(draft, decided, now);
    raiseNotice(draft, work.configuration, decisionNotice(decided), now);
    return { approval: decided, refused: null };
  });
  if (outcome.refused !== null) {
    await refuseDecider(work, outcome.approval, by);
    throw outcome.refused;
  }
  const name = by.person ?? by.who;
  await work.ports.audit.append(
    approvalEntry(work, 'decision', outcome.approval, `${verdict} by ${name}`, reason),
  );
  return outcome.approval;
}

function refusalOf(work: Work, approval: Approval, by: Asker): LifeboatError | null {
  const { approvals: rules, people } = work.configuration;
  const now = work.ports.clock.now();
  const refusal = refuseDecision(approval, by, { rules, people, now });
  return refusal === null ? null : decisionRefused(approval, refusal, now);
}

/** What the request's notice asks for is done. */
function answerRequest(draft: Draft, approval: Approval, now: number): void {
  const notice = draft.get('notice', noticeId('approval', requestCause(approval)));
  if (notice !== null) draft.put('notice', { ...notice, answeredAt: now });
}
