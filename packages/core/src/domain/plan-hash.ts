import { createHash } from 'node:crypto';
import type { ApprovalKind } from './approval.ts';
import type { ServiceId, StorageAccess } from './configuration.ts';

/** What a plan's hash covers: what is done, to what, by whom. Nothing measured, no time, no door. */
export type HashedPlan = {
  kind: ApprovalKind;
  /** The service that is locked, overwritten or brought back. */
  target: ServiceId;
  /** What is read, written or deleted. A blob whose name is made later stands as its container. */
  blobs: readonly { url: string; etag: string | null }[];
  /** The service that is backed up first, whose blob there is not yet. */
  freshOf: ServiceId | null;
  access: StorageAccess | null;
  clientId: string | null;
  /** Whether the target is backed up first; null where that is no question. */
  safetyBackup: boolean | null;
  /** Names of the checks a person overrides; their order does not count. */
  forced: readonly string[];
  crossEnvironment: boolean;
  /** Who asks, as `requesterKey` says it. */
  requester: string;
};

/**
 * The hash of a plan: 64 hexadecimal digits (SHA-256). An approval is bound to it, so that what was
 * approved is what is carried out, for the one who asked.
 */
export function planHash(plan: HashedPlan): string {
  const covered = [
    plan.kind,
    plan.target,
    plan.blobs.map(({ url, etag }) => [url, etag]).toSorted(byText),
    plan.freshOf,
    plan.access,
    plan.clientId,
    plan.safetyBackup,
    [...new Set(plan.forced)].toSorted(),
    plan.crossEnvironment,
    plan.requester,
  ];
  return createHash('sha256').update(JSON.stringify(covered)).digest('hex');
}

function byText(one: unknown, other: unknown): number {
  const [left, right] = [JSON.stringify(one), JSON.stringify(other)];
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
