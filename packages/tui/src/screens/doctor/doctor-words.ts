import type { Check } from '@lifeboat/core';
import { isRunning, type Job } from '../../app/jobs/job.ts';
import { type Span, span } from '../../format/spans.ts';
import { glyphOf, type Theme } from '../../theme/theme.ts';
import { checkTone, countsOf } from './checks-shown.ts';

/** How many checks there are of each verdict, worst first. */
export function countSpans(checks: readonly Check[], theme: Theme): Span[] {
  return countsOf(checks).flatMap(({ verdict, count }): Span[] => {
    const tone = checkTone(verdict);
    return [span(`${glyphOf(tone, theme) ?? ''} ${count} ${verdict}`, tone), span('  ')];
  });
}

/** Whether it still looks, and how it goes on. */
export function doctorMessage(job: Job, theme: Theme): Span[] {
  if (isRunning(job)) return [span(`${theme.glyphs.busy[0] ?? ''} still looking`, 'busy')];
  return [span('r checks again', 'quiet')];
}
