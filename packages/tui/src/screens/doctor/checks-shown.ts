import type { Check, CheckVerdict, Tone } from '@lifeboat/core';
import type { Job } from '../../app/jobs/job.ts';
import { containsWords } from '../../format/contains-words.ts';

/** Worst first. */
export const verdictOrder: readonly CheckVerdict[] = ['fail', 'warn', 'unknown', 'skip', 'pass'];

/** How a check's verdict is shown. */
export function checkTone(verdict: CheckVerdict): Tone {
  switch (verdict) {
    case 'fail':
      return 'bad';
    case 'warn':
    case 'unknown':
      return 'warn';
    case 'skip':
      return 'quiet';
    case 'pass':
      return 'good';
    default:
      return verdict satisfies never;
  }
}

/** The checks of a run, worst first: as they are found, and in the end as it answered. */
export function checksOf({ report, found }: Pick<Job, 'report' | 'found'>): readonly Check[] {
  const answered = (report?.blocks ?? []).flatMap((block) =>
    block.kind === 'checks' ? block.checks : [],
  );
  const all = answered.length === 0 ? found : answered;
  return all.toSorted(
    (one, other) => verdictOrder.indexOf(one.verdict) - verdictOrder.indexOf(other.verdict),
  );
}

/** The checks that a filter shows. */
export function filterChecks(checks: readonly Check[], filter: string): readonly Check[] {
  return checks.filter(({ name, verdict, measured, threshold, remedy }) =>
    containsWords([name, verdict, measured, threshold, remedy], filter),
  );
}

/** How many of each, worst first: `2 fail, 9 pass`; empty without any. */
export function countsOf(checks: readonly Check[]): { verdict: CheckVerdict; count: number }[] {
  return verdictOrder
    .map((verdict) => ({
      verdict,
      count: checks.filter((check) => check.verdict === verdict).length,
    }))
    .filter(({ count }) => count > 0);
}
