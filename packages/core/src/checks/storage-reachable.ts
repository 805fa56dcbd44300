import type { Check } from '../domain/check.ts';
import type { Storage } from '../domain/configuration.ts';
import type { BlobSeen, Look } from '../ports/azure.ts';
import { unreachable } from './service-reachable.ts';

/**
 * Whether we may list the container. Being refused only warns: a backup is written by the service
 * with its own rights, not with ours; what we miss then is `reconcile` and `show --verify`.
 */
export function checkStorageReachable(
  storage: Pick<Storage, 'key' | 'account' | 'container'>,
  look: Look<BlobSeen[]>,
): Check {
  const base = { name: 'storage-reachable', threshold: null };
  const label = `${storage.key} (${storage.account}/${storage.container})`;
  if (look.seen) {
    return { ...base, verdict: 'pass', measured: `${label}: listed`, remedy: null, code: null };
  }
  if (look.why.kind === 'denied') {
    return {
      ...base,
      verdict: 'warn',
      measured: `${label}: ${look.why.words}`,
      remedy:
        'Backups may work all the same. For `reconcile` and `show --verify` the person signed in wants the role Storage Blob Data Reader, and a way through the firewall of the account.',
      code: null,
    };
  }
  return { ...base, ...unreachable(label, look.why, 'storage-not-found') };
}
