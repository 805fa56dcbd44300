import type { Check } from '../../../../packages/core/src/domain/check.ts';
import {
  type BackupWish,
  type PlannedBackup,
  planBackup,
} from '../../../../packages/core/src/workflows/plan-backup.ts';
import {
  type PlannedRestore,
  planRestore,
  type RestoreWish,
} from '../../../../packages/core/src/workflows/plan-restore.ts';
import type { Company } from '../world.ts';

/** A backup of contoso-prod that can be restored, by its name: made an hour ago. */
export const backupName = 'contoso-prod.Premium.westeurope.20261123T020000Z.apimbackup';

/** The company with a backup of contoso-prod in its storage. */
export function withBackup(one: Company): Company {
  one.azure.putBlob(one.storage, backupName, { createdAt: Date.UTC(2026, 10, 23, 2) });
  return one;
}

/** A plan of a backup of contoso-prod. */
export function backupPlan(
  one: Company,
  changes: Partial<BackupWish> = {},
): Promise<PlannedBackup> {
  const { prod: service, storage } = one;
  const wish = { service, storage, purpose: 'manual' as const, name: null, parent: null };
  return planBackup(one.work, { ...wish, reason: null, ...changes });
}

/** A plan of a restore of that backup into contoso-dr. */
export function restorePlan(
  one: Company,
  changes: Partial<RestoreWish> = {},
): Promise<PlannedRestore> {
  const { account, container } = one.storage;
  const wish = {
    target: one.dr,
    from: { backup: null, account, container, name: backupName },
    storage: one.storage,
    noSafetyBackup: null,
    force: [],
    reason: null,
  };
  return planRestore(one.work, { ...wish, ...changes });
}

/** Names of checks by what they came to, those that pass or are skipped left out. */
export function notPassed(checks: readonly Check[]): Record<string, string> {
  return Object.fromEntries(
    checks
      .filter(({ verdict }) => verdict !== 'pass' && verdict !== 'skip')
      .map(({ name, verdict }) => [name, verdict]),
  );
}
