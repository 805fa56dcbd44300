import { isBeingDeleted } from '../domain/backup.ts';
import { LifeboatError } from '../domain/error.ts';
import { holdOn } from '../domain/hold.ts';
import { isoTime } from '../domain/instant.ts';
import { isEnded, type Operation } from '../domain/operation.ts';
import type { Draft, Snapshot } from '../ports/store.ts';
import { takeLease } from './lease.ts';
import { auditOf } from './transition.ts';
import type { Work } from './work.ts';

/**
 * The operation of this service that has no known end, or null. A restore's own safety backup is
 * allowed beside it: `except` names the parent.
 */
export function openOperation(
  snapshot: Snapshot,
  service: string,
  except: string | null,
): Operation | null {
  const open = snapshot
    .all('operation')
    .filter((other) => other.service === service && !isEnded(other.status) && other.id !== except);
  return open[0] ?? null;
}

/** What is written by the same update as an intent. */
export type Beside = (draft: Draft, intent: Operation) => void;

/**
 * Writes the intent: the operation as `planned` and its lease, in the store by one update and fsynced
 * in the audit trail, before anything is sent. One service has at most one open operation of ours.
 * `beside` writes what belongs to it by the same update; what it throws leaves everything as it was.
 * Errors: `operation-open` with the id of the one that is open; those of `beside`.
 */
export async function writeIntent(
  work: Work,
  planned: Operation,
  beside: Beside = () => undefined,
): Promise<Operation> {
  // From here its minutes count: a person may have read the plan for long before confirming it.
  const operation = { ...planned, plannedAt: work.ports.clock.now() };
  // With the lease goes the beat by which others tell whether this process lives.
  const held = await takeLease(work.ports, operation.id, (draft) => {
    const open = openOperation(draft, operation.service, operation.parent);
    if (open !== null) throw operationOpen(open);
    keepFromDeletion(draft, operation);
    obeyHold(draft, operation);
    beside(draft, operation);
    draft.put('operation', operation);
  });
  if (!held) throw new LifeboatError('internal', `The new operation ${operation.id} is not new.`);
  await work.ports.audit.append(
    auditOf(work, 'intent', operation, `intends a ${operation.kind} of ${operation.label}`),
  );
  work.ports.log.info('intent written', { step: 'intent-written', operation: operation.id });
  return operation;
}

/**
 * What a restore reads must not be deleted under it: from here on the open operation keeps it, and a
 * decision to delete that nobody carries out any more is dropped.
 * Errors: `conflict` while a prune may be deleting it, `backup-missing` once one has.
 */
function keepFromDeletion(draft: Draft, { kind, backup: id, plannedAt }: Operation): void {
  const backup = kind === 'restore' && id !== null ? draft.get('backup', id) : null;
  if (backup?.state === 'deleted') {
    throw new LifeboatError(
      'backup-missing',
      `The backup ${backup.id} was deleted meanwhile. Nothing was sent.`,
      { hint: 'Choose another one of `apim backups`.' },
    );
  }
  if (backup?.deleting === undefined) return;
  if (isBeingDeleted(backup, plannedAt)) {
    throw new LifeboatError(
      'conflict',
      `The backup ${backup.id} is being deleted by a prune. Nothing was sent.`,
      { hint: 'Choose another one of `apim backups`, or try again in two minutes.' },
    );
  }
  const { deleting: _dropped, ...rest } = backup;
  draft.put('backup', rest);
}

/**
 * A hold that came after the plan stops a backup all the same, but not the safety backup of a restore.
 * Errors: `held`.
 */
function obeyHold(draft: Draft, { kind, purpose, service, label, plannedAt }: Operation): void {
  if (kind !== 'backup' || purpose === 'safety') return;
  const hold = holdOn(draft.all('hold'), service, plannedAt);
  if (hold === null) return;
  throw new LifeboatError(
    'held',
    `Backups of ${label} were held by ${hold.by.who} meanwhile: ${hold.reason}. Nothing was sent.`,
    { hint: `Wait until ${isoTime(hold.until)}, or \`apim release\`.` },
  );
}

/** Says which operation of ours is in the way, and how to follow or end it. */
export function operationOpen(open: Operation): LifeboatError {
  const next =
    open.status === 'unknown'
      ? `Settle it with \`apim follow ${open.id}\`; if it stays unknown, \`apim abandon ${open.id} --reason …\`.`
      : `Watch it with \`apim follow ${open.id}\`.`;
  return new LifeboatError(
    'operation-open',
    `${open.label} already has a ${open.kind} that is ${open.status}: ${open.id}, asked for by ${open.requester.who} on ${open.requester.host}. Nothing was sent.`,
    { hint: next, data: { operation: open.id } },
  );
}
