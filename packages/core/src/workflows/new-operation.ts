import type { Purpose } from '../domain/backup.ts';
import type { Service, Storage } from '../domain/configuration.ts';
import type { Operation, OperationKind } from '../domain/operation.ts';
import type { ServiceResource } from '../ports/azure.ts';
import type { Work } from './work.ts';

/** What a planned operation is made of. */
export type OperationWish = {
  kind: OperationKind;
  service: Service;
  storage: Storage;
  blobName: string;
  blobUrl: string;
  /** The service as Azure gave it; null when it could not be read. */
  seen: Pick<ServiceResource, 'tier' | 'region' | 'provisioningState'> | null;
  purpose: Purpose | null;
  backup: string | null;
  parent: string | null;
  reason: string | null;
  settings: Record<string, unknown> | null;
};

/** A new operation as `planned`, in the name of this process. Nothing is written or sent. */
export function newOperation(work: Work, wish: OperationWish): Operation {
  const { ports, configuration } = work;
  return {
    id: ports.ids.next(),
    kind: wish.kind,
    status: 'planned',
    service: wish.service.id,
    label: wish.service.label,
    resourceId: wish.service.resourceId,
    signIn: wish.service.signIn,
    tier: wish.seen?.tier ?? null,
    region: wish.seen?.region ?? null,
    stateBefore: wish.seen?.provisioningState ?? null,
    purpose: wish.purpose,
    account: wish.storage.account,
    container: wish.storage.container,
    blobName: wish.blobName,
    blobUrl: wish.blobUrl,
    backup: wish.backup,
    access: wish.storage.access,
    apiVersion: configuration.cloud.apiVersion,
    parent: wish.parent,
    requester: ports.thisProcess.requester,
    reason: wish.reason,
    process: ports.thisProcess.id,
    plannedAt: ports.clock.now(),
    attempts: [],
    startedAt: null,
    endedAt: null,
    location: null,
    asyncOperation: null,
    requestId: null,
    correlationId: null,
    nextLookAt: null,
    lastAnswer: null,
    seenRunningAt: null,
    missedLooks: 0,
    blind: null,
    error: null,
    settings: wish.settings,
  };
}
