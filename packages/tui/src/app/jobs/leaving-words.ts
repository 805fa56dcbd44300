import type { Operation } from '@lifeboat/core';
import { isInAzure } from '@lifeboat/core/live';
import type { Job } from './job.ts';
import { restoreOfJob, restoreTarget } from './restore-of-job.ts';

/**
 * What leaving means for a job that runs: what is sent goes on in Azure, what is not is never sent.
 * `operations` are those of this process, which tell of a restore that waits for its safety backup.
 */
export function leavingWords(job: Job, operations: readonly Operation[]): string {
  const target = restoreTarget(job);
  const restore = target === null ? null : restoreOfJob(job, operations);
  const newest = job.progress.map(
    ({ operation }) => operations.find(({ id }) => id === operation.id) ?? operation,
  );
  const shown = restore === null ? newest : [...newest.filter(isOther(restore)), restore];
  const goesOn = shown
    .filter(({ status }) => isInAzure(status))
    .map(
      ({ kind, label, purpose }) =>
        `The ${purpose === null ? kind : `${purpose} ${kind}`} of ${label} goes on in Azure, and whoever runs Lifeboat next follows it.`,
    );
  const waits = shown
    .filter(({ status, kind }) => status === 'planned' && kind === 'backup')
    .map(({ label }) => `The backup of ${label} was not sent yet, and will not be.`);
  const words = [...goesOn, ...waits, ...unsentRestore(job, target, restore)].join(' ');
  return words === '' ? `${job.line} is stopped.` : words;
}

function isOther({ id }: Operation): (operation: Operation) => boolean {
  return (operation) => operation.id !== id;
}

function unsentRestore(job: Job, target: string | null, restore: Operation | null): string[] {
  if (target === null) return [];
  if (restore === null) {
    const state = job.confirmed === null ? 'not confirmed' : 'not sent yet';
    return [`The restore of ${target} is ${state}, and will not be sent.`];
  }
  if (restore.status !== 'planned') return [];
  return [
    `The restore of ${restore.label} was not sent yet, and will not be: ${restore.label} stays as it is.`,
  ];
}
