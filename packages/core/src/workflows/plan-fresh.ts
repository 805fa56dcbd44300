import type { Check } from '../domain/check.ts';
import type { Service, Storage } from '../domain/configuration.ts';
import type { Operation } from '../domain/operation.ts';
import type { FreshBackup, Plan } from '../domain/plan.ts';
import type { AccountBook } from './gather-checks/account-looks.ts';
import { type PlannedBackup, planBackup } from './plan-backup.ts';
import type { RestoreWish } from './plan-restore.ts';
import type { NamedBackup } from './resolve-backup.ts';
import type { Work } from './work.ts';

/** The source that a restore backs up first, and where that backup goes. */
export type FreshWish = { service: Service; storage: Storage };

/**
 * Plans the backup of the source that a restore makes first; null when it restores one that exists. What
 * `accounts` was asked for the target is not asked again.
 */
export async function planFresh(
  work: Work,
  { fresh = null, reason }: Pick<RestoreWish, 'fresh' | 'reason'>,
  accounts: AccountBook,
  signal?: AbortSignal,
): Promise<PlannedBackup | null> {
  if (fresh === null) return null;
  const wish = { ...fresh, purpose: 'fresh' as const, name: null, parent: null, reason };
  return planBackup(work, { ...wish, accounts }, signal);
}

/** The backup that will be there once it is made. */
export function unmade({
  account,
  container,
  blobName,
}: Pick<Operation, 'account' | 'container' | 'blobName'>): NamedBackup {
  return { backup: null, account, container, name: blobName };
}

/** The check of a blob that is made by this very run: nobody can look at it yet. */
export function madeFirst(check: Check): Check {
  if (check.name !== 'backup-present') return check;
  return { ...check, verdict: 'skip', measured: 'it is made first', remedy: null, code: null };
}

/** The fresh backup as the restore's plan shows it. */
export function shownFresh(plan: Plan): FreshBackup {
  const { service, azureName, account, container, blobName, access, checks } = plan;
  return { service, azureName, account, container, blobName, access, checks };
}
