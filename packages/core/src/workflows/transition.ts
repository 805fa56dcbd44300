import type { AuditEntry } from '../domain/audit.ts';
import { isoTime } from '../domain/instant.ts';
import { canMove, isEnded, type Operation } from '../domain/operation.ts';
import type { Draft } from '../ports/store.ts';
import { raiseOperationNotice } from './operation-notices.ts';
import { recordEnd } from './record-end.ts';
import type { Work } from './work.ts';

/**
 * Moves an operation in the store, if it still stands where the caller saw it: the compare-and-set
 * every step goes through. With an end, the backup's record, the warnings and the lease's release
 * are written by the same update, and so are the notices of an acceptance or an end; the end is then
 * noted in the audit trail.
 *
 * Gives the operation as it is now, which may be another than asked for when somebody else moved it.
 */
export async function moveOperation(
  work: Work,
  seen: Operation,
  next: (current: Operation) => Operation,
): Promise<{ moved: boolean; operation: Operation }> {
  const result = await work.ports.store.update((draft) => moveInDraft(draft, seen, next, work));
  if (result.moved && isEnded(result.operation.status)) {
    await work.ports.audit.append(
      auditOf(work, 'outcome', result.operation, endWords(result.operation)),
    );
    work.ports.log.info('operation ended', {
      step: 'end-written',
      operation: result.operation.id,
      status: result.operation.status,
      requestId: result.operation.requestId,
    });
  }
  return result;
}

function moveInDraft(
  draft: Draft,
  seen: Operation,
  next: (current: Operation) => Operation,
  work: Work,
): { moved: boolean; operation: Operation } {
  const current = draft.get('operation', seen.id);
  if (current === null) return { moved: false, operation: seen };
  if (current.status !== seen.status || isEnded(current.status)) {
    return { moved: false, operation: current };
  }
  const operation = next(current);
  if (operation.status !== current.status && !canMove(current.status, operation.status)) {
    return { moved: false, operation: current };
  }
  if (isEnded(operation.status)) {
    recordEnd(draft, operation, work.configuration, work.ports.clock.now());
  } else {
    draft.put('operation', operation);
    if (operation.status !== current.status)
      raiseOperationNotice(draft, operation, work.configuration, work.ports.clock.now());
  }
  // As it was kept, with secrets hidden: what is shown from here on must hold none either.
  return { moved: true, operation: draft.get('operation', seen.id) ?? operation };
}

/** An audit line about an operation, in the name of this process. */
export function auditOf(
  work: Work,
  event: AuditEntry['event'],
  operation: Operation,
  what: string,
  why: string | null = operation.reason,
): AuditEntry {
  const { requester } = work.ports.thisProcess;
  return {
    at: isoTime(work.ports.clock.now()),
    event,
    who: requester.who,
    host: requester.host,
    door: requester.door,
    subject: operation.label,
    operation: operation.id,
    what,
    why,
    // The whole record: enough to rebuild it when the store is lost (promise 4).
    record: operation,
  };
}

function endWords(operation: Operation): string {
  const what = `${operation.kind} of ${operation.label}`;
  if (operation.error === null) return `${what}: ${operation.status}`;
  const code = operation.error.code === null ? '' : `${operation.error.code}: `;
  return `${what}: ${operation.status}, ${code}${operation.error.message}`;
}
