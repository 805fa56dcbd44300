import { type Clock, type Progress, whatIsConfirmed } from '@lifeboat/core';
import { progressKey } from '../../cli/progress-line.ts';
import { createQuestions } from '../../cli/prompts.ts';
import type { Jobs } from '../jobs/create-jobs.ts';
import { isRunning, type Job, type Question } from '../jobs/job.ts';
import { heartbeatSentence, progressSentences } from './progress-sentences.ts';
import type { Speaker } from './speaker.ts';
import { spokenBlocks, spokenError } from './spoken-blocks.ts';
import type { Said } from './spoken-text.ts';

/** Silence longer than this makes one wonder. Milliseconds. */
const heartbeatMs = 30_000;

type Parts = { jobs: Jobs; speaker: Speaker; clock: Clock };

/** Says a job as it goes and asks what it asks; resolves with the ended job. */
export function speakJob(id: string, { jobs, speaker, clock }: Parts): Promise<Job> {
  const said = new Set<unknown>();
  const standing = new Map<string, string>();
  const done = new AbortController();
  let spokeAt = clock.monotonic();

  const say = (lines: readonly Said[]): void => {
    speaker.say(...lines);
    if (lines.length > 0) spokeAt = clock.monotonic();
  };

  function sayProgress(progress: readonly Progress[]): void {
    for (const one of progress) {
      const key = progressKey(one);
      if (standing.get(one.operation.id) === key) continue;
      standing.set(one.operation.id, key);
      say([progressSentences(one, clock.now())]);
    }
  }

  async function beat(): Promise<void> {
    for (;;) {
      await clock.sleep(spokeAt + heartbeatMs - clock.monotonic(), done.signal);
      if (clock.monotonic() - spokeAt < heartbeatMs) continue;
      const job = jobs.job(id);
      // Whoever is asked something is waited for, and needs no telling.
      if (job === null || job.question !== null) spokeAt = clock.monotonic();
      else if (job.progress.length === 0) say([`Still working on: ${job.line}`]);
      else say(job.progress.map((one) => heartbeatSentence(one, clock.now())));
    }
  }

  return new Promise((resolve) => {
    const look = (): void => {
      const job = jobs.job(id);
      if (job === null) return;
      const news = job.said.filter((block) => !said.has(block));
      for (const block of news) said.add(block);
      say(spokenBlocks(news, clock.now()));
      sayProgress(job.progress);
      const { signIn, question } = job;
      if (signIn !== null && !said.has(signIn)) {
        said.add(signIn);
        say(signInSentences(signIn));
        paste(signIn, speaker);
      }
      if (question !== null && !said.has(question)) {
        said.add(question);
        ask(question, speaker, clock.now()).catch(() => jobs.leave(id));
      }
      if (isRunning(job)) return;
      stop();
      // A question whose command was left, or a sign-in that came back by itself.
      speaker.drop();
      const { report } = job;
      if (report !== null) say(spokenBlocks(report.blocks, clock.now()));
      if (report?.error != null) say(spokenError(report.error, clock.now()));
      resolve(job);
    };
    const off = jobs.subscribe(look);
    const stop = (): void => {
      off();
      done.abort();
    };
    // A rejected sleep is how it ends.
    beat().catch(() => undefined);
    look();
  });
}

async function ask(question: Question, speaker: Speaker, now: number): Promise<void> {
  const questions = createQuestions(
    (text) => speaker.answer(text),
    (text) => speaker.say(text.replace(/\n$/, '')),
  );
  switch (question.kind) {
    case 'confirm': {
      const { plan } = question;
      speaker.say(...spokenBlocks([{ kind: 'plan', plan }], now));
      speaker.say(`Attention: ${whatIsConfirmed(plan, now)} Azure cannot cancel it.`);
      question.answer(await questions.confirm(question));
      break;
    }
    case 'ask': {
      const { takesSeveral, check, ...rest } = question;
      const checked = rest.choices === null || takesSeveral ? { check } : {};
      question.answer(await questions.ask({ ...rest, ...checked }));
      break;
    }
    default:
      question satisfies never;
  }
}

function signInSentences(step: NonNullable<Job['signIn']>): Said[] {
  switch (step.kind) {
    case 'device-code':
      return ['To sign in, open:', { whole: step.url }, 'and enter the code:', step.code];
    case 'browser': {
      const problem = step.problem === undefined ? [] : [`Error: ${step.problem}`];
      return [...problem, 'To sign in, open:', { whole: step.url }];
    }
    default:
      return step satisfies never;
  }
}

/** Takes the address back from a browser that cannot come back by itself. */
function paste(step: NonNullable<Job['signIn']>, speaker: Speaker): void {
  const take = step.kind === 'browser' ? step.pasteBack : null;
  if (take === null) return;
  void speaker.answer('Or paste the address the browser ended at: ').then((typed) => {
    if (typed !== null && typed.trim() !== '') take(typed.trim());
  });
}
