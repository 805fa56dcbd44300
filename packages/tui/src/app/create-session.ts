import { commandName, commands, type Lifeboat } from '@lifeboat/core';
import type { Theme } from '../theme/theme.ts';
import { createAct, refusalOf, screenOfJob } from './act.ts';
import type { AppOptions } from './app-options.ts';
import { watchConfiguration } from './configuration-watch.ts';
import type { Ending } from './end-session.ts';
import { createHistory } from './history.ts';
import { createJobs } from './jobs/create-jobs.ts';
import { isRunning, type Job } from './jobs/job.ts';
import { leavingWords } from './jobs/leaving-words.ts';
import { withoutAgreement } from './jobs/without-agreement.ts';
import { createFollowing } from './live/create-following.ts';
import { createLive } from './live/create-live.ts';
import { createReader } from './live/create-reader.ts';
import { toastNotices } from './live/notice-toasts.ts';
import { ownOperations } from './live/own-operations.ts';
import { toastRecovery } from './live/recovery-toast.ts';
import { createNavigation } from './navigation/navigation.ts';
import { type Observable, observable } from './observable.ts';
import type { Hands, Overlay, Session } from './session.ts';
import { createTicks } from './ticks.ts';
import { createToasts } from './toasts.ts';

/** Times move each second, and in larger steps for people who asked for reduced motion. Milliseconds. */
const tickMs = { moving: 1_000, calm: 10_000 } as const;
/** How often time passing changes a verdict. Milliseconds. */
const judgeEveryMs = 30_000;

const signInCommands: readonly string[] = ['login', 'logout'];

type Parts = {
  lifeboat: Lifeboat;
  options: AppOptions;
  theme: Observable<Theme>;
  hands: Hands;
  /** Nothing is read from Azure and nothing followed before: the first frame goes first. */
  after: Promise<void>;
  keepFailure(failure: unknown): Promise<string | null>;
};

/** All that the screens work with, over an opened Lifeboat; `close` ends what runs in it. */
export function createSession(parts: Parts): { session: Session; close(): Ending } {
  const { lifeboat, options, theme, hands, after, keepFailure } = parts;
  const { clock } = lifeboat.ports;
  const toasts = createToasts(clock);
  const live = createLive(lifeboat);
  const visible = observable<readonly string[]>([]);
  const reader = createReader({ lifeboat, visible, after, onRead: () => void live.look() });
  const ticks = createTicks(clock, options.reducedMotion ? tickMs.calm : tickMs.moving);
  const overlay = observable<Overlay>(null);
  const navigation = createNavigation('fleet');
  const jobs = createJobs({
    lifeboat: () => lifeboat,
    keepFailure,
    onEnd: (job) => ended(job),
  });

  const following = createFollowing({
    lifeboat,
    live,
    after,
    isLookedAfter: (operation) => jobs.looksAfter(operation),
    onEnd: () => void live.look(),
  });
  /** What is said when Lifeboat is opened anew, which waits for what runs here. */
  let waiting: string | null = null;
  const noticesOff = toastNotices(live, toasts, clock.now());

  const session: Session = {
    lifeboat,
    options,
    live,
    reader,
    jobs,
    navigation,
    toasts,
    ticks,
    overlay,
    history: createHistory(),
    theme,
    visible,
    ...hands,
    act: createAct(() => session),
    askBackup,
    stop,
    runAgain,
    openJob,
    openRunning,
    reopen,
    quit,
  };
  toastRecovery(lifeboat.ports.store, toasts);
  const { configuration, configurationProblem } = lifeboat;
  const mayAppear = configuration.path === null || configurationProblem !== undefined;
  const watchOff = mayAppear
    ? watchConfiguration(lifeboat, () => reopen('The configuration was read again.'))
    : () => undefined;

  function ended(job: Job): void {
    void live.look();
    // What the header says of the sign-in, and what is refused for it, must not wait.
    if (signInCommands.includes(commandName(job.definition))) reader.readNow();
    if (commandName(job.definition) === 'init' && job.report?.error === null)
      waiting = `Wrote ${lifeboat.configurationFile.path}. D checks it, b makes the first backup.`;
    if (waiting !== null) {
      reopen(waiting);
      return;
    }
    const top = navigation.get().at(-1);
    if (top?.about === job.id) return;
    const error = job.report?.error ?? null;
    if (error === null) toasts.say('good', `Done: ${job.line}. w shows it.`);
    else toasts.say('bad', `${job.line}: ${error.message}`);
  }

  function askBackup(name: string): void {
    const backup = commands.find(({ path }) => path[0] === 'backup');
    const refusal = backup === undefined ? null : refusalOf(session, backup);
    if (refusal !== null) {
      toasts.say('bad', refusal);
      return;
    }
    overlay.set({
      kind: 'ask',
      title: `Back up ${name.split('/').at(-1) ?? name}`,
      words: [
        ...(name.includes('/') ? [name] : []),
        'The service is locked against other management operations for minutes, and Azure cannot cancel it. Its APIs keep answering.',
      ],
      agree: 'Back up now',
      act: () => session.act(`backup ${name}`),
    });
  }

  function openRunning(): void {
    const all = jobs.get();
    const newest = all.findLast(isRunning) ?? all.at(-1);
    if (newest === undefined) toasts.say('plain', 'Nothing was started here.');
    else openJob(newest);
  }

  function stop(job: Job): void {
    jobs.leave(job.id);
    toasts.say('plain', `Stopped: ${job.line}`);
  }

  function runAgain({ line, definition }: Job): void {
    if (definition.danger !== 'reads' && definition.danger !== 'local') {
      overlay.set({ kind: 'palette', text: withoutAgreement(line) });
      return;
    }
    const next = jobs.run(line);
    navigation.replace({ screen: screenOfJob(next), about: next.id });
  }

  function openJob(job: Job): void {
    navigation.open({ screen: screenOfJob(job), about: job.id });
  }

  function reopen(says: string): void {
    if (changing().length === 0) {
      hands.leave({ kind: 'reopen', says });
      return;
    }
    waiting = says;
    toasts.say('plain', 'The configuration is read when what was started here has ended.');
  }

  function changing(): Job[] {
    return jobs.get().filter((job) => isRunning(job) && job.definition.danger !== 'reads');
  }

  function quit(): void {
    const running = changing();
    if (running.length === 0) {
      hands.leave({ kind: 'quit' });
      return;
    }
    overlay.set({
      kind: 'ask',
      title: 'Leave',
      // What was not sent when one began to read may be sent by now.
      words: () =>
        running.map((job) =>
          leavingWords(jobs.job(job.id) ?? job, ownOperations(live.get(), lifeboat)),
        ),
      agree: 'Leave',
      act: () => hands.leave({ kind: 'quit' }),
    });
  }

  ticks.onJump(() => live.judge());
  let judgedAt = clock.monotonic();
  const unsubscribe = ticks.subscribe(() => {
    toasts.expire();
    if (clock.monotonic() - judgedAt < judgeEveryMs) return;
    judgedAt = clock.monotonic();
    // Reads and judges; a store that cannot be read any more tells nobody by itself.
    void live.look();
  });

  return {
    session,
    close() {
      unsubscribe();
      noticesOff();
      watchOff();
      ticks.stop();
      live.stop();
      const { reading, changing } = jobs.close();
      return { reading: Promise.all([reader.stop(), following.stop(), reading]), changing };
    },
  };
}
