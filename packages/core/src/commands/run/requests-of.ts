import type { Approval } from '../../domain/approval.ts';
import { asLifeboatError, type LifeboatError } from '../../domain/error.ts';
import { type ApprovalDocument, approvalDocument } from '../approval-document.ts';
import type { CommandContext } from '../definition.ts';

/** What waits for a second person, and the error that says so. */
export type Waiting = {
  approvals: Approval[];
  documents: ApprovalDocument[];
  error: LifeboatError;
};

/** The requests that an `approval-required` names; null for any other error. */
export async function requestsOf(
  { lifeboat }: CommandContext,
  thrown: unknown,
): Promise<Waiting | null> {
  const error = asLifeboatError(thrown);
  if (error.code !== 'approval-required') return null;
  const { clock, store } = lifeboat.ports;
  const snapshot = await store.read();
  const { request, requests } = error.data ?? {};
  const ids: unknown[] = Array.isArray(requests) ? requests : [request];
  const approvals = ids.flatMap((id) => snapshot.get('approval', String(id)) ?? []);
  const documents = approvals.map((approval) => approvalDocument(approval, clock.now()));
  return { approvals, documents, error };
}
