import type { Job } from '../../app/jobs/job.ts';
import { blockLines, reportLines } from '../../components/blocks.ts';
import { progressLines } from '../../components/progress-lines.ts';
import { signInLines } from '../../components/sign-in-lines.ts';
import type { Theme } from '../../theme/theme.ts';

/** A command as painted lines: what it said, how to sign in, how its operations stand, what it answered. */
export function jobLines(job: Job, at: { now: number; columns: number; theme: Theme }): string[] {
  const parts = [
    blockLines(job.said, at),
    job.signIn === null ? [] : signInLines(job.signIn, at),
    job.report === null ? progressLines(job.progress, at) : [],
    job.report === null ? [] : reportLines(job.report, at),
  ].filter((lines) => lines.length > 0);
  return parts.flatMap((lines, index) => (index === 0 ? lines : ['', ...lines]));
}
