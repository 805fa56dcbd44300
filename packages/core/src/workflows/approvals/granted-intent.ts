import type { Operation } from '../../domain/operation.ts';
import type { Work } from '../work.ts';
import { type Beside, writeIntent } from '../write-intent.ts';
import { brokenGlassEntry } from './audit-approval.ts';
import type { Grant } from './require-approval.ts';
import { spendGrant } from './spend-grant.ts';

/**
 * Writes the intent, what belongs `beside` it, and spends what allows it, in one update of the store. A broken glass is in the
 * audit trail before anything else happens.
 * Errors: `operation-open`, `approval-required`; then nothing is spent.
 */
export async function writeGrantedIntent(
  work: Work,
  operation: Operation,
  grant: Grant,
  beside?: Beside,
): Promise<Operation> {
  if (grant.kind === 'broken-glass') {
    const { kind, label, id, planHash = '' } = operation;
    const about = { kind, label, operation: id, planHash, reason: grant.reason };
    await work.ports.audit.append(brokenGlassEntry(work, about));
  }
  const approved = grant.kind === 'approved' ? { approval: grant.approval } : {};
  return writeIntent(work, { ...operation, ...approved }, (draft, intent) => {
    spendGrant(draft, work, grant, operation);
    beside?.(draft, intent);
  });
}
