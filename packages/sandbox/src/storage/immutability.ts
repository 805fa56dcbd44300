import type { BlobRules, BlobVault } from '../seams.ts';
import type { StorageError } from './storage-error.ts';
import type { Target } from './target.ts';

const dayMs = 86_400_000;

/** Parts of a blob that may change while its content is held; uncommitted blocks change nothing either. */
const harmless = ['block', 'lease', 'tier', 'tags', 'snapshot', 'copy', 'query', 'undelete'];

/** Which requests would change or delete what is there. */
function isChange(method: string, target: Target): boolean {
  if (method === 'DELETE') return true;
  return method === 'PUT' && target.blob !== null && !harmless.includes(target.part ?? '');
}

/**
 * Why a held blob stays as it is, or null. Container-level retention counts
 * from each blob's creation; new blobs may be written ("Container-level WORM
 * policies", storage docs, read 2026-11; codes from "Blob service error
 * codes"). That a container with held blobs is refused in the same words is assumed.
 */
export async function heldBy(
  request: { method: string; onlyNew: boolean; target: Target; now: number },
  deps: { rules: BlobRules; vault: BlobVault },
): Promise<StorageError | null> {
  const { method, target, now } = request;
  const { account, container, blob } = target;
  if (container === null || !isChange(method, target)) return null;
  // A write that takes only a new name is refused by what is there, held or not.
  if (request.onlyNew && method === 'PUT') return null;
  const { immutableDays, hasLegalHold } = deps.rules.protection(account, container);
  if (immutableDays === null && !hasLegalHold) return null;
  const times =
    blob === null
      ? (await deps.vault.list(account, container)).map((each) => each.createdAt)
      : [await deps.vault.createdAt(account, container, blob)].filter((each) => each !== null);
  if (times.length === 0) return null;
  if (hasLegalHold) return refusal('BlobImmutableDueToLegalHold', 'one or more legal holds');
  const isHeld = times.some((createdAt) => createdAt + (immutableDays ?? 0) * dayMs > now);
  return isHeld ? refusal('BlobImmutableDueToPolicy', 'a policy') : null;
}

function refusal(code: string, cause: string): StorageError {
  const message = `This operation is not permitted as the blob is immutable due to ${cause}.`;
  return { status: 409, code, message };
}
