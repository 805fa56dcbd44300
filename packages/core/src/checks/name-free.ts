import type { Check } from '../domain/check.ts';
import type { BlobSeen, Look } from '../ports/azure.ts';

/** Whether the blob's name is free: Azure may overwrite an existing one without a word (facts/azure.md 3.2). */
export function checkNameFree(name: string, blob: Look<BlobSeen>): Check {
  const base = { name: 'name-free', threshold: 'no blob of that name' };
  if (blob.seen) {
    return {
      ...base,
      verdict: 'fail',
      measured: `${name} exists`,
      remedy: 'Leave --name out to get a stamped name, or choose another.',
      code: 'name-taken',
    };
  }
  if (blob.why.kind === 'absent') {
    return { ...base, verdict: 'pass', measured: 'free', remedy: null, code: null };
  }
  return {
    ...base,
    verdict: 'unknown',
    measured: blob.why.words,
    remedy: blob.why.remedy,
    code: null,
  };
}
