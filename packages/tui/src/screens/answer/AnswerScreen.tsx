import { formatElapsed } from '@lifeboat/core';
import { useMemo } from 'react';
import { isRunning, type Job } from '../../app/jobs/job.ts';
import { useNow, useSession, useTheme } from '../../app/session-context.ts';
import { useObservable } from '../../app/use-observable.ts';
import { JobQuestion } from '../../components/question/JobQuestion.tsx';
import { questionRows } from '../../components/question/question-rows.ts';
import { isPasted, SignInField, signInFieldRows } from '../../components/question/SignInField.tsx';
import { Rows } from '../../components/Rows.tsx';
import { bodyRows, ScreenFrame } from '../../components/ScreenFrame.tsx';
import { useScroll } from '../../components/use-scroll.ts';
import { useSearch } from '../../components/use-search.ts';
import { type Span, safe, span } from '../../format/spans.ts';
import { scrollKeys } from '../../keys/list-keys.ts';
import { useBindings } from '../../keys/use-bindings.ts';
import { lookFor, type Theme } from '../../theme/theme.ts';
import type { ScreenProps } from '../screen.ts';
import { answerKeys, answerKeysNow } from './answer-keys.ts';
import { answerSubject } from './answer-subject.ts';
import { jobLines } from './job-lines.ts';
import { plainAnswer } from './plain-answer.ts';

/** A command as it goes: what it says, how its operations stand, what it asks, what it answers. */
export function AnswerScreen({ size, about, isActive }: ScreenProps) {
  const session = useSession();
  const theme = useTheme();
  const now = useNow();
  const jobs = useObservable(session.jobs);
  const job = jobs.find(({ id }) => id === about) ?? null;
  const runs = job !== null && isRunning(job);
  const asks = job?.question ?? null;
  const signIn = job?.signIn ?? null;
  const pasted = asks === null && isPasted(signIn) ? signIn : null;
  const taken = asks !== null ? questionRows(asks, size) : pasted !== null ? signInFieldRows : 0;
  const height = Math.max(0, bodyRows(size) - taken);
  const columns = size.columns - 2;
  // A running command draws its times anew each second; an answer stands.
  const drawnAt = runs ? now : (job?.endedAt ?? now);
  const lines = useMemo(
    () => (job === null ? [] : jobLines(job, { now: drawnAt, columns, theme })),
    [job, drawnAt, columns, theme],
  );
  const scroll = useScroll(lines.length, height, runs);
  const isWithoutField = isActive && asks === null && pasted === null;
  const search = useSearch(lines, scroll, isWithoutField);
  const isFree = isWithoutField && !search.isTyped;
  const say = (text: string): void => session.toasts.say('plain', text);
  const move = (by: 1 | -1): void => {
    if (!search.move(by)) say('Nothing is searched for: / begins.');
  };
  useBindings(scrollKeys, scroll.handlers, isFree);
  useBindings(
    answerKeys,
    {
      search: search.open,
      next: () => move(1),
      before: () => move(-1),
      print() {
        if (job === null) return;
        const look = { ...lookFor(theme, columns), color: false };
        session.print(plainAnswer(job, drawnAt, look));
      },
      again() {
        if (runs) say('It still runs.');
        else if (job !== null) session.runAgain(job);
      },
      stop() {
        if (!runs) say('It ended already.');
        else session.stop(job);
      },
    },
    isFree,
  );
  const line = job?.line ?? '';
  return (
    <ScreenFrame
      size={size}
      title={`${safe(line, theme)}${scroll.words}`}
      subject={answerSubject(job)}
      message={search.spans(theme) ?? runningSpans(job, now, theme)}
      keys={answerKeysNow(runs)}
      isActive={isFree}
      onBack={search.back}
    >
      <Rows
        rows={
          job === null
            ? [[span(' This answer is not kept any more.', 'quiet')]]
            : lines
                .slice(scroll.first, scroll.first + height)
                .map((text, at) => ` ${search.draw(text, scroll.first + at, theme)}`)
        }
        height={height}
        theme={theme}
      />
      {job !== null && asks !== null && (
        <JobQuestion key={asks.key} question={asks} job={job} size={size} isActive={isActive} />
      )}
      {job !== null && pasted !== null && (
        <SignInField step={pasted} job={job} size={size} isActive={isActive} />
      )}
    </ScreenFrame>
  );
}

function runningSpans(job: Job | null, now: number, theme: Theme): Span[] {
  if (job === null || !isRunning(job)) return [];
  const glyph = theme.glyphs.busy[0] ?? '';
  const elapsed = formatElapsed(now - job.startedAt);
  if (job.question !== null) return [span(`${glyph} waits for your answer`, 'busy')];
  if (job.signIn !== null) return [span(`${glyph} waits for the sign-in; S stops`, 'busy')];
  return [span(`${glyph} runs for ${elapsed}; esc leaves it running, S stops waiting`, 'busy')];
}
