import type { Operation } from '../domain/operation.ts';
import { writeGrantedIntent } from './approvals/granted-intent.ts';
import { notNeeded, requireApproval } from './approvals/require-approval.ts';
import { completeBackup } from './complete-backup.ts';
import { noteForced } from './force-checks.ts';
import { releaseLease } from './lease.ts';
import type { PlannedBackup } from './plan-backup.ts';
import { refuseBlocked } from './refuse-blocked.ts';
import { startRequest } from './start-request.ts';
import { submit } from './submit.ts';
import type { Work } from './work.ts';
import type { Beside } from './write-intent.ts';

/**
 * Starts a planned backup: intent, one POST, acceptance. Does not follow it. `beside` writes by the
 * same update as the intent.
 *
 * Effects: writes the store and the audit trail, sends one POST.
 * Errors: a failing check's code, `approval-required` for a manual one, `operation-open`, `read-only`, those of the access key. After the
 * intent nothing is thrown for what Azure says: the operation tells.
 */
export async function startBackup(
  work: Work,
  planned: PlannedBackup,
  signal: AbortSignal,
  beside?: Beside,
): Promise<Operation> {
  await refuseBlocked(work, planned);
  // A schedule is configured, and a restore that makes backups is decided on as a whole.
  const isAsked = planned.operation.purpose === 'manual';
  const grant = isAsked ? await requireApproval(work, planned.ask) : notNeeded;
  // The key first: a refusal here leaves no intent behind.
  const request = await startRequest(
    work,
    planned.operation,
    planned.service,
    planned.storage,
    signal,
  );
  const intent = await writeGrantedIntent(work, planned.operation, grant, beside);
  await noteForced(work, intent, planned.plan);
  const operation = await submit(work, intent, request, signal);
  if (operation.status === 'succeeded') await completeBackup(work, operation);
  return operation;
}

/** Lets others follow an operation that this process will not. */
export async function letGo(work: Work, operation: Operation): Promise<void> {
  await releaseLease(work.ports, operation.id);
}
