import type { Job } from '../../app/jobs/job.ts';
import type { Subject } from '../../components/ScreenFrame.tsx';

/** What `y` copies of a command: how to sign in while it asks for that, else the id a ticket wants. */
export function answerSubject(job: Job | null): Subject {
  if (job === null) return { id: null, line: '' };
  const { line, signIn, report, progress } = job;
  if (signIn !== null) {
    return signIn.kind === 'device-code'
      ? { id: signIn.code, idIs: 'the code', line }
      : { id: signIn.url, idIs: 'the address', line };
  }
  const error = report?.error ?? null;
  const requestId = error?.azure?.requestId ?? null;
  if (requestId !== null) return { id: requestId, idIs: 'the request id', line };
  const named = error?.data?.operation;
  const operation = typeof named === 'string' ? named : (progress.at(-1)?.operation.id ?? null);
  return { id: operation, idIs: 'the id of the operation', line };
}
