import type { Report } from '@lifeboat/core';
import { isRunning, type Job, type Question } from '../../app/jobs/job.ts';

/** Where a restore stands, as the page shows it. */
export type Stage =
  | { kind: 'gone' }
  /** Reads and judges; nothing was asked yet. */
  | { kind: 'planning' }
  | { kind: 'confirm'; question: Extract<Question, { kind: 'confirm' }> }
  | { kind: 'ask'; question: Extract<Question, { kind: 'ask' }> }
  /** Confirmed: its backups are made, then it is sent and followed. */
  | { kind: 'under-way' }
  | { kind: 'ended'; report: Report };

/** The stage of a job; null for one that is not kept any more. */
export function stageOf(job: Job | null): Stage {
  if (job === null) return { kind: 'gone' };
  if (!isRunning(job) && job.report !== null) return { kind: 'ended', report: job.report };
  const { question } = job;
  if (question?.kind === 'confirm') return { kind: 'confirm', question };
  if (question?.kind === 'ask') return { kind: 'ask', question };
  const isAgreed = job.confirmed !== null || job.progress.length > 0;
  return isAgreed ? { kind: 'under-way' } : { kind: 'planning' };
}
