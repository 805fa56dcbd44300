import type { Purpose } from './backup.ts';
import type { Check } from './check.ts';
import type { StorageAccess } from './configuration.ts';
import type { OperationKind } from './operation.ts';

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
  /** For a restore: whether the target is backed up first, and under which name. */
  safetyBackup: { made: boolean; blobName: string | null; reason: string | null } | null;
  checks: Check[];
  /** Of a restore what will be lost and what does not come back, of a backup what it means meanwhile; sentences. */
  losses: string[];
  /** From past runs of this service; null when there are none. Milliseconds. */
  expected: { medianMs: number; shortestMs: number; longestMs: number; runs: number } | null;
  /** The `az resource invoke-action` line that does the same without Lifeboat; no secret in it. */
  rawCommand: string;
};

/** The first failing check, or null when nothing blocks. */
export function blockingCheck(plan: Pick<Plan, 'checks'>): Check | null {
  return plan.checks.find((check) => check.verdict === 'fail') ?? null;
}
