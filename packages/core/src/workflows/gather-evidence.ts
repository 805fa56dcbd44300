import type { Evidence } from '../arm/settle.ts';
import type { Operation } from '../domain/operation.ts';
import { serviceOfOperation } from './service-of-operation.ts';
import { lookIntoStorage } from './storage-access.ts';
import type { Work } from './work.ts';

/** The activity log is read from this long before the first attempt: clocks differ. */
const logMarginMs = 5 * 60 * 1000;

/** Looks at everything that can tell how an unclear operation ended (promise 1). Reads only. */
export async function gatherEvidence(
  work: Work,
  operation: Operation,
  signal?: AbortSignal,
): Promise<Evidence> {
  const azure = work.ports.azure(operation.signIn);
  const now = work.ports.clock.now();
  const { service: target } = serviceOfOperation(work.configuration, operation);
  const { subscription, resourceGroup } = target;
  const first = operation.attempts[0]?.at ?? operation.plannedAt;
  const [service, blob, log] = await Promise.all([
    azure.apiManagement.get(operation.resourceId, signal),
    operation.kind === 'backup' ? lookAtBlob(work, operation, signal) : null,
    azure.activityLog.read(
      {
        subscription,
        resourceGroup,
        resourceId: operation.resourceId,
        from: first - logMarginMs,
        to: now + logMarginMs,
      },
      signal,
    ),
  ]);
  return {
    kind: operation.kind,
    id: operation.id,
    correlationId: operation.correlationId,
    accepted: operation.attempts.some((attempt) => attempt.answer === 'accepted'),
    attempts: operation.attempts,
    plannedAt: operation.plannedAt,
    unseenSince: operation.blind?.since ?? now,
    now,
    service,
    blob,
    log,
  };
}

async function lookAtBlob(
  work: Work,
  operation: Operation,
  signal?: AbortSignal,
): Promise<Evidence['blob']> {
  const { service, storage } = serviceOfOperation(work.configuration, operation);
  return lookIntoStorage(
    work,
    service,
    storage,
    (blobs, place) => blobs.head(place, operation.blobName, signal),
    signal,
  );
}
