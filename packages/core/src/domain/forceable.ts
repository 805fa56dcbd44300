import type { OperationKind } from './operation.ts';

const both = [
  'workspaces',
  'idle',
  'api-version',
  'own-rights',
  'locks',
  'identity',
  'storage-account',
  'storage-network',
  'shared-key',
  'cors',
  'list-keys',
  'soft-deleted',
] as const;

/**
 * The checks that may fail and that a person may override with `--force CHECK --reason …`. Never the
 * tier, an operation of ours that is open, or a name that is taken: there is nothing to gain, or a backup
 * to lose.
 */
export const forceableChecks: Readonly<Record<OperationKind, readonly string[]>> = {
  backup: both,
  restore: [...both, 'backup-present', 'expired', 'environment', 'safety-backup'],
};
