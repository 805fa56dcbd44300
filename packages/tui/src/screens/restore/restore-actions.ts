import type { Job } from '../../app/jobs/job.ts';
import { leavingWords } from '../../app/jobs/leaving-words.ts';
import { withoutAgreement } from '../../app/jobs/without-agreement.ts';
import { ownOperations } from '../../app/live/own-operations.ts';
import type { Session } from '../../app/session.ts';
import type { Handlers } from '../../keys/use-bindings.ts';
import { forceLine } from './force-line.ts';
import type { RestoreAction, RestoreNow } from './restore-keys.ts';
import type { Stage } from './stage.ts';
import { currentStep, type Step } from './step-rows.ts';

type Shown = { job: Job | null; stage: Stage; steps: readonly Step[] };

/** Which of the keys below do something now. */
export function restoreNow({ job, stage, steps }: Shown): RestoreNow {
  const report = stage.kind === 'ended' ? stage.report : null;
  const error = report?.error ?? null;
  return {
    hasEnded: report !== null,
    hasOperation: (currentStep(steps)?.operation ?? null) !== null,
    mayForce: job !== null && error !== null && forceLine(job.line, error) !== null,
    hasPutBack: typeof report?.data.putBack === 'string',
  };
}

/** What the keys of the page do, outside of the form. */
export function restoreActions(
  session: Session,
  { job, stage, steps }: Shown,
): Handlers<RestoreAction> {
  const { toasts, overlay, navigation, jobs } = session;
  const say = (text: string): void => toasts.say('plain', text);
  const prefill = (line: string): void =>
    overlay.set({ kind: 'palette', text: withoutAgreement(line).replace(/^apim /, '') });
  const report = stage.kind === 'ended' ? stage.report : null;
  const running = 'It still runs: S stops waiting for it.';
  return {
    operation() {
      const operation = currentStep(steps)?.operation ?? null;
      if (operation === null) say('Nothing was sent, so there is no operation.');
      else navigation.open({ screen: 'operation', about: operation.id });
    },
    again() {
      if (job === null || report === null) return say(running);
      session.act(withoutAgreement(job.line));
    },
    edit() {
      if (job === null || report === null) return say(running);
      prefill(job.line);
    },
    force() {
      const line =
        job === null || report?.error == null
          ? null
          : forceLine(withoutAgreement(job.line), report.error);
      if (line === null) say('There is nothing that may be overridden.');
      else prefill(line);
    },
    'put-back'() {
      const line = report?.data.putBack;
      if (typeof line === 'string') prefill(line);
      else say('There is nothing to put back.');
    },
    stop() {
      if (job === null || report !== null) return say('It has ended.');
      const { id } = job;
      const operations = () => ownOperations(session.live.get(), session.lifeboat);
      overlay.set({
        kind: 'ask',
        title: 'Stop waiting',
        words: () => [leavingWords(jobs.job(id) ?? job, operations())],
        agree: 'Stop waiting',
        act: () => jobs.leave(id),
      });
    },
  };
}
