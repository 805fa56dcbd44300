import {
  commandName,
  commands,
  type Lifeboat,
  LifeboatError,
  parseCommand,
  splitLine,
} from '@lifeboat/core';
import { homeOf } from '../../screens/home.ts';
import { refusalOf } from '../act.ts';
import { createJobs } from '../jobs/create-jobs.ts';
import { createFollowing } from '../live/create-following.ts';
import { createLive } from '../live/create-live.ts';
import { createReader } from '../live/create-reader.ts';
import { toastRecovery } from '../live/recovery-toast.ts';
import { observable } from '../observable.ts';
import type { Leaving } from '../session.ts';
import { fleetSentences, serviceSentences } from './fleet-sentences.ts';
import { greeting } from './greeting.ts';
import { sayNews } from './news.ts';
import { speakJob } from './speak-job.ts';
import type { Speaker } from './speaker.ts';
import { spokenError } from './spoken-blocks.ts';
import { type Said, sentence } from './spoken-text.ts';

const prompt = 'apim> ';
/** How often time passing changes a verdict. Milliseconds. */
const judgeEveryMs = 30_000;

const ways =
  'Type a command such as status, backup or recover; a number for that service; services for the list; help; quit. Tab completes.';

type Parts = {
  lifeboat: Lifeboat;
  speaker: Speaker;
  /** Aborts when the person wants to leave, whatever runs. */
  stop: AbortSignal;
  keepFailure(failure: unknown): Promise<string | null>;
};

/** The same work as the screens', said instead of drawn. */
export type SpokenSession = {
  /** Hears lines and does what they say, until one leaves. */
  run(): Promise<Exclude<Leaving, { kind: 'crashed' }>>;
  /** Ctrl-c: stops waiting for the command that runs; false when none does. */
  interrupt(): boolean;
  /** Ends what runs, as the app does. */
  close(): { reading: Promise<unknown>; changing: Promise<unknown> };
};

/** Of a fleet of thousands only so many are kept young, as many as a screen would show. */
const mostRead = 50;

/** A session over an opened Lifeboat. */
export function createSpokenSession({
  lifeboat,
  speaker,
  stop,
  keepFailure,
}: Parts): SpokenSession {
  const { clock, store } = lifeboat.ports;
  const live = createLive(lifeboat);
  const named = lifeboat.configuration.services.slice(0, mostRead);
  const visible = observable(named.map(({ id }) => id));
  // Nothing is drawn that reading could hold up.
  const after = Promise.resolve();
  const reader = createReader({ lifeboat, visible, after, onRead: () => void live.look() });
  const jobs = createJobs({
    lifeboat: () => lifeboat,
    keepFailure,
    onEnd: () => void live.look(),
  });
  const following = createFollowing({
    lifeboat,
    live,
    after,
    isLookedAfter: (operation) => jobs.looksAfter(operation),
    onEnd: () => void live.look(),
  });
  const done = new AbortController();
  let newsOff: () => void = () => undefined;
  let runs: string | null = null;
  /** What the numbers mean: the services as they were said last. */
  let numbered: readonly string[] = [];

  const sayAll = (lines: readonly Said[]): void => speaker.say(...lines);

  function sayFleet(): void {
    const loading = live.get();
    if (loading.kind !== 'ready') return;
    numbered = loading.model.rows.map(({ service }) => service.id);
    sayAll(fleetSentences(loading.model, clock.now()));
  }

  function sayService(number: number): void {
    const loading = live.get();
    const id = numbered[number - 1];
    const row = loading.kind === 'ready' && id !== undefined ? loading.model.byId.get(id) : null;
    if (row == null) speaker.say(`There is no number ${number}. Type services for the list.`);
    else sayAll(serviceSentences(row, clock.now()));
  }

  async function judgeNowAndThen(): Promise<void> {
    for (;;) {
      await clock.sleep(judgeEveryMs, done.signal, { background: true });
      live.judge();
    }
  }

  async function begin(): Promise<void> {
    toastRecovery(store, { say: (_, text) => speaker.say(`Attention: ${sentence(text)}`) });
    await live.look();
    const loading = live.get();
    const home = homeOf(lifeboat, loading);
    sayAll(greeting(lifeboat, loading, home, clock.now()));
    if (loading.kind === 'ready' && loading.model.rows.length > 0) sayFleet();
    speaker.say(ways);
    newsOff = sayNews({ live, reader, jobs, speaker, now: clock.now, sayFleet });
    judgeNowAndThen().catch(() => undefined);
  }

  /** Runs a line; true when Lifeboat is to be opened anew after it. */
  async function command(line: string): Promise<boolean> {
    try {
      const parsed = parseCommand(commands, splitLine(line), 'tui');
      const refusal =
        parsed.kind === 'run' ? refusalOf({ lifeboat, reader }, parsed.definition) : null;
      if (refusal !== null) {
        speaker.say(`Error: ${refusal}`);
        return false;
      }
      const { id, definition } = jobs.run(line);
      runs = id;
      const { report } = await speakJob(id, { jobs, speaker, clock });
      return commandName(definition) === 'init' && report?.error === null;
    } catch (error) {
      if (!(error instanceof LifeboatError)) throw error;
      sayAll(spokenError(error, clock.now()));
      return false;
    } finally {
      runs = null;
    }
  }

  return {
    async run() {
      await begin();
      while (!stop.aborted) {
        const typed = await speaker.line(prompt);
        if (stop.aborted) break;
        if (typed === null) return { kind: 'quit' };
        const line = typed
          .trim()
          .replace(/^apim(?=\s|$)/, '')
          .trim();
        if (['quit', 'exit', 'q'].includes(line)) return { kind: 'quit' };
        if (/^\d{1,5}$/.test(line)) sayService(Number(line));
        else if (line === 'services' || line === 'fleet') sayFleet();
        else if (line !== '' && (await command(line)))
          return { kind: 'reopen', says: 'The configuration was read.' };
      }
      return { kind: 'interrupted' };
    },
    interrupt() {
      if (runs === null) return false;
      speaker.drop();
      jobs.leave(runs);
      return true;
    },
    close() {
      newsOff();
      done.abort();
      live.stop();
      const { reading, changing } = jobs.close();
      return { reading: Promise.all([reader.stop(), following.stop(), reading]), changing };
    },
  };
}
