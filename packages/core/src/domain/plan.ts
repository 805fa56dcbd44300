import type { ApprovalState } from './approval-decision.ts';
import type { Purpose } from './backup.ts';
import type { Check } from './check.ts';
import type { StorageAccess } from './configuration.ts';
import type { Instant } from './instant.ts';
import type { OperationKind, Requester } from './operation.ts';
import type { Typical } from './typical.ts';

/** What a backup or restore would do and every reason it may not, as data, before anything happens. */
export type Plan = {
  kind: OperationKind;
  /** The service that is locked or overwritten. */
  service: string;
  azureName: string;
  resourceId: string;
  tier: string | null;
  region: string | null;
  account: string;
  container: string;
  blobName: string;
  blobUrl: string;
  access: StorageAccess;
  purpose: Purpose | null;
  /** For a restore: the backup's id, age and end; null when it is only a URL. */
  from: {
    backup: string | null;
    service: string | null;
    createdAt: number | null;
    expiresAt: number | null;
    estimated: boolean;
  } | null;
  /** The backup of the source that is made first, and restored; null when one is restored that exists. */
  fresh: FreshBackup | null;
  /** For a restore: whether the target is backed up first, and under which name. */
  safetyBackup: { made: boolean; blobName: string | null; reason: string | null } | null;
  checks: Check[];
  /** Of a restore what will be lost and what does not come back, of a backup what it means meanwhile; sentences. */
  losses: string[];
  /** From past runs, all steps one after the other; null when there are none. Milliseconds. */
  expected: { medianMs: number; shortestMs: number; longestMs: number; runs: number } | null;
  /** What is done one after the other, and how long each took before. */
  steps: PlanStep[];
  /** The `az resource invoke-action` line that does the same without Lifeboat; no secret in it. */
  rawCommand: string;
} & PlanFrame;

/** Who wants it, what was overridden, and what it is bound by: the same of every plan. */
export type PlanFrame = {
  /** Who Azure will see: from the sign-in itself; null when that could not be read. */
  who: { name: string; objectId: string | null } | null;
  requester: Requester;
  /** Where the configuration is taken from and where it goes; `from` is null outside a restore. */
  environments: { from: string | null; to: string | null };
  overrides: { forced: string[]; crossEnvironment: boolean; fresh: boolean };
  /** What an approval is bound to; see `planHash`. */
  hash: string;
  /** Null when no second person is wanted. */
  approval: PlanApproval | null;
};

/** Who may decide, and how a request for this very plan stands; null when there is none yet. */
export type PlanApproval = {
  by: string[];
  request: { id: string; state: ApprovalState; endsAt: Instant } | null;
};

/** A backup of a restore's source, made first and then restored. */
export type FreshBackup = {
  service: string;
  azureName: string;
  account: string;
  container: string;
  blobName: string;
  access: StorageAccess;
  checks: Check[];
};

/** One operation of a plan; `expected` is null when it never ran before. */
export type PlanStep = {
  what: 'fresh-backup' | 'safety-backup' | 'backup' | 'restore';
  service: string;
  expected: Typical | null;
};

/** The first failing check, of a fresh backup too; null when nothing blocks. */
export function blockingCheck(plan: {
  checks: readonly Check[];
  fresh?: Pick<FreshBackup, 'checks'> | null;
}): Check | null {
  const all = [...(plan.fresh?.checks ?? []), ...plan.checks];
  return all.find((check) => check.verdict === 'fail') ?? null;
}
