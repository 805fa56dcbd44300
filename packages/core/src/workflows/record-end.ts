import type { Backup } from '../domain/backup.ts';
import { backupId } from '../domain/backup-id.ts';
import type { Configuration } from '../domain/configuration.ts';
import type { Instant } from '../domain/instant.ts';
import type { Operation } from '../domain/operation.ts';
import type { Draft } from '../ports/store.ts';
import { answerFailures } from './answer-notices.ts';
import { dropIdleBeat } from './beat.ts';
import { raiseOperationNotice } from './operation-notices.ts';
import { refreshWarnings } from './refresh-warnings.ts';

/**
 * What the end of an operation changes beside the operation itself: the backup's record, the
 * service's warnings, the lease and, when it was its holder's last, the beat, and the notices that
 * tell of it. Called inside the update that writes the end, so that nobody ever sees one without the
 * other.
 */
export function recordEnd(
  draft: Draft,
  operation: Operation,
  configuration: Configuration,
  now: Instant,
): Operation {
  const holder = draft.get('lease', operation.id)?.process ?? null;
  draft.remove('lease', operation.id);
  const ended = putEnd(draft, operation, configuration, now);
  if (holder !== null) dropIdleBeat(draft, holder);
  return ended;
}

function putEnd(
  draft: Draft,
  operation: Operation,
  configuration: Configuration,
  now: Instant,
): Operation {
  if (operation.kind !== 'backup' || operation.status !== 'succeeded') {
    draft.put('operation', operation);
    raiseOperationNotice(draft, operation, configuration, now);
    return operation;
  }
  const backup = backupOf(operation);
  const known = draft.get('backup', backup.id);
  draft.put('backup', known === null ? backup : { ...known, ...withoutBlobFacts(backup) });
  const named = { ...operation, backup: backup.id };
  draft.put('operation', named);
  if (backup.purpose !== 'safety') answerFailures(draft, operation.service, now);
  refreshWarnings(draft, operation.service, configuration, now);
  raiseOperationNotice(draft, named, configuration, now);
  return named;
}

/** The catalogue's record of a backup that Azure said is done. */
function backupOf(operation: Operation): Backup {
  const firstAttempt = operation.attempts[0]?.at ?? operation.plannedAt;
  return {
    id: backupId({
      account: operation.account,
      container: operation.container,
      name: operation.blobName,
    }),
    service: operation.service,
    label: operation.label,
    account: operation.account,
    container: operation.container,
    name: operation.blobName,
    url: operation.blobUrl,
    purpose: operation.purpose ?? 'manual',
    // Without a 202 the earliest moment it can have begun: rather a day too early than too late.
    createdAt: operation.startedAt ?? firstAttempt,
    estimated: operation.startedAt === null,
    tier: operation.tier,
    region: operation.region,
    state: 'present',
    seenAt: null,
    etag: null,
    sizeBytes: null,
    operation: operation.id,
    note: null,
    settings: operation.settings,
    imported: false,
  };
}

/** A reconcile may have imported the blob before its operation ended: what it saw stays. */
function withoutBlobFacts(backup: Backup): Partial<Backup> {
  const { seenAt: _seen, etag: _etag, sizeBytes: _size, note: _note, ...rest } = backup;
  return rest;
}
