import type { Job } from '../../app/jobs/job.ts';
import type { Look } from '../../cli/look.ts';
import { render } from '../../cli/render.ts';
import { renderError } from '../../cli/render-error.ts';

/** A command and its answer as the command line prints them, to be marked and copied. */
export function plainAnswer(job: Job, now: number, look: Look): string {
  const { line, said, report } = job;
  const parts = [
    `$ ${line}\n`,
    render(said, now, look),
    render(report?.blocks ?? [], now, look),
    report?.error == null ? '' : renderError(report.error, now, look),
  ].filter((text) => text !== '');
  return parts.join('\n').trimEnd();
}
