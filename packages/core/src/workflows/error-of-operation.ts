import { adviceAfterExpiry, adviceFor, stepAfter } from '../domain/azure-advice.ts';
import { isExpired } from '../domain/backup.ts';
import { type ErrorCode, LifeboatError } from '../domain/error.ts';
import type { Instant } from '../domain/instant.ts';
import type { Operation } from '../domain/operation.ts';
import type { Snapshot } from '../ports/store.ts';
import { madeAt, sourceName, youngerBackup } from './younger-backup.ts';

/** What is known beside the operation itself. */
export type Beside = { snapshot: Snapshot; now: Instant };

/** The error of an operation that ended badly, with Azure's words and the next step; null when it did not. */
export function errorOfOperation(operation: Operation, beside: Beside): LifeboatError | null {
  if (operation.status === 'not-started') return notStarted(operation);
  return operation.status === 'failed' ? failed(operation, beside) : null;
}

function notStarted(operation: Operation): LifeboatError {
  const signedOut =
    operation.blind?.reason === 'not-signed-in' ||
    operation.attempts.at(-1)?.answer === 'challenged';
  const remedy = operation.blind?.remedy ?? null;
  return new LifeboatError(
    signedOut ? 'not-signed-in' : 'azure-unreachable',
    `The ${operation.kind} of ${operation.label} was not started: ${operation.lastAnswer?.words ?? 'it was never sent'}`,
    {
      ...azureOf(operation),
      hint: remedy ?? 'Nothing changed in Azure. Start it again when the cause is gone.',
      data: { operation: operation.id },
    },
  );
}

function failed(operation: Operation, beside: Beside): LifeboatError {
  const last = operation.attempts.at(-1)?.answer;
  const where = last === 'rejected' ? 'Azure refused it' : 'it did not end well in Azure';
  const look =
    operation.kind === 'restore' && last !== 'rejected'
      ? ` Look at ${operation.label} before anything else: it may be as it was, or in between.`
      : '';
  return new LifeboatError(
    codeOf(operation),
    `The ${operation.kind} of ${operation.label} failed: ${where}.${look}`,
    {
      ...azureOf(operation),
      hint:
        afterExpiry(operation, beside) ??
        adviceFor(operation.kind, operation.error?.code ?? null, operation.label),
      data: { operation: operation.id },
    },
  );
}

/**
 * The way on from a backup that was over when its restore was asked for; null when it was not, or
 * when Azure's code tells of something else. Decided on times: Azure has one code for all failures.
 */
function afterExpiry(operation: Operation, beside: Beside): string | null {
  if (operation.kind !== 'restore' || stepAfter(operation.error?.code ?? null) !== null)
    return null;
  const { snapshot } = beside;
  // Azure counts by its own clock, and this machine's may be wrong.
  const seen = snapshot.get('service', operation.service);
  const apartMs = seen?.azureAt === undefined ? 0 : seen.azureAt - seen.at;
  const now = beside.now + apartMs;
  const backup = operation.backup === null ? null : snapshot.get('backup', operation.backup);
  const named = { backup, name: operation.blobName };
  const createdAt = madeAt(named);
  if (createdAt === null || !isExpired({ createdAt }, operation.plannedAt + apartMs)) return null;
  const younger = youngerBackup(snapshot, named, operation.tier, now);
  return adviceAfterExpiry(sourceName(named), younger, now);
}

/** A refused POST has the exit of its reason: 409 ServiceLocked is a conflict, 403 a right that is missing. */
function codeOf({ attempts, error }: Operation): ErrorCode {
  if (error?.code === 'ServiceLocked') return 'service-busy';
  const refused = attempts.at(-1)?.answer === 'rejected';
  return refused && error?.status === 403 ? 'not-allowed' : 'azure-failed';
}

function azureOf(operation: Operation) {
  return operation.error === null ? {} : { azure: operation.error };
}
