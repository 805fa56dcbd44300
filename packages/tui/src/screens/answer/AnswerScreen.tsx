import { useMemo } from 'react';
import { isRunning, type Job } from '../../app/jobs/job.ts';
import { useNow, useSession, useTheme } from '../../app/session-context.ts';
import { useObservable } from '../../app/use-observable.ts';
import { blockLines, reportLines } from '../../components/blocks.ts';
import { progressLines } from '../../components/progress-lines.ts';
import { JobQuestion, questionRows } from '../../components/question/JobQuestion.tsx';
import { Rows } from '../../components/Rows.tsx';
import { bodyRows, ScreenFrame } from '../../components/ScreenFrame.tsx';
import { signInLines } from '../../components/sign-in-lines.ts';
import { useScroll } from '../../components/use-scroll.ts';
import { span } from '../../format/spans.ts';
import { listKeys } from '../../keys/list-keys.ts';
import { useBindings } from '../../keys/use-bindings.ts';
import type { Theme } from '../../theme/theme.ts';
import type { ScreenProps } from '../screen.ts';
import { answerKeys } from './answer-keys.ts';

/** A command as it goes: what it says, how its operations stand, what it asks, what it answers. */
export function AnswerScreen({ size, about, isActive }: ScreenProps) {
  const session = useSession();
  const theme = useTheme();
  const now = useNow();
  const jobs = useObservable(session.jobs);
  const job = jobs.find(({ id }) => id === about) ?? null;
  const asks = job?.question ?? null;
  const height = bodyRows(size) - (asks === null ? 0 : questionRows(asks, size));
  const columns = size.columns - 2;
  // A running command draws its times anew each second; an answer stands.
  const drawnAt = job !== null && isRunning(job) ? now : (job?.endedAt ?? now);
  const lines = useMemo(
    () => (job === null ? [] : jobLines(job, { now: drawnAt, columns, theme })),
    [job, drawnAt, columns, theme],
  );
  const scroll = useScroll(lines.length, height, job !== null && isRunning(job));
  const isFree = isActive && asks === null;
  useBindings(listKeys, scroll.handlers, isFree);
  useBindings(
    answerKeys,
    {
      again: () => job && session.act(job.line),
      stop: () => job && session.jobs.leave(job.id),
    },
    isFree,
  );
  const line = job?.line ?? '';
  return (
    <ScreenFrame
      size={size}
      title={`${line}${scroll.words}`}
      subject={{ id: job?.progress.at(-1)?.operation.id ?? null, line }}
      message={[
        span(
          job === null || !isRunning(job)
            ? ''
            : `${theme.glyphs.busy[0]} runs; esc leaves it running`,
          'busy',
        ),
      ]}
      keys={answerKeys}
      isActive={isFree}
    >
      <Rows
        rows={lines.slice(scroll.first, scroll.first + height).map((text) => ` ${text}`)}
        height={height}
        theme={theme}
      />
      {job !== null && asks !== null && (
        <JobQuestion question={asks} job={job} size={size} isActive={isActive} />
      )}
    </ScreenFrame>
  );
}

type At = { now: number; columns: number; theme: Theme };

function jobLines(job: Job, at: At): string[] {
  const parts = [
    blockLines(job.said, at),
    job.signIn === null ? [] : signInLines(job.signIn, at),
    job.report === null ? progressLines(job.progress, at) : [],
    job.report === null ? [] : reportLines(job.report, at),
  ].filter((lines) => lines.length > 0);
  return parts.flatMap((lines, index) => (index === 0 ? lines : ['', ...lines]));
}
