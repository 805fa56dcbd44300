import {
  asLifeboatError,
  type CommandDefinition,
  commandReport,
  commands,
  type Lifeboat,
  LifeboatError,
  type Operation,
  overviewReport,
  parseCommand,
  type Report,
  splitLine,
  version,
} from '@lifeboat/core';
import { type Observable, observable } from '../observable.ts';
import { isRunning, type Job } from './job.ts';
import { createJobDoor } from './job-door.ts';

/** The commands that run, or ran, in the app; oldest first. */
export type Jobs = Observable<readonly Job[]> & {
  /**
   * Runs a command line, with or without `apim` in front; gives the job at once.
   * Errors: `usage` and `command-not-found`, with their place, before anything runs.
   */
  run(line: string): Job;
  job(id: string): Job | null;
  /** Stops waiting for it; what runs in Azure goes on. */
  leave(id: string): void;
  /** Whether a running job follows the operation by itself. */
  looksAfter(operation: Operation): boolean;
  /** Ends all waiting; resolves when what only reads, and what may have sent something, has ended. */
  close(): { reading: Promise<unknown>; changing: Promise<unknown> };
};

type Parts = {
  lifeboat(): Lifeboat;
  grammar?: readonly CommandDefinition[];
  /** Called when a job ended. */
  onEnd(job: Job): void;
  /** Keeps what an unexpected error tells; where, or null. */
  keepFailure(failure: unknown): Promise<string | null>;
};

/** Jobs that ended and are kept for looking at. */
const mostEnded = 30;

/** No jobs yet. */
export function createJobs({ lifeboat, grammar = commands, onEnd, keepFailure }: Parts): Jobs {
  const all = observable<readonly Job[]>([]);
  const running = new Map<string, { controller: AbortController; ended: Promise<void> }>();
  let next = 1;

  const job = (id: string): Job | null => all.get().find((one) => one.id === id) ?? null;
  function change(id: string, how: (job: Job) => Partial<Job>): void {
    all.update((before) => before.map((one) => (one.id === id ? { ...one, ...how(one) } : one)));
  }

  /** A line may be stricter than the app, never the other way. */
  function opened(readOnly: boolean): Lifeboat {
    const { configuration, ...rest } = lifeboat();
    const strict = configuration.readOnly || readOnly;
    return { ...rest, configuration: { ...configuration, readOnly: strict } };
  }

  async function work(id: string, run: () => Promise<Report>, signal: AbortSignal): Promise<void> {
    let report: Report;
    try {
      report = await run();
    } catch (thrown) {
      report = { data: {}, blocks: [], error: await explain(thrown, signal) };
    }
    const endedAt = lifeboat().ports.clock.now();
    change(id, () => ({ report, endedAt, question: null, signIn: null }));
    const ended = job(id);
    running.delete(id);
    if (ended !== null) onEnd(ended);
  }

  async function explain(thrown: unknown, signal: AbortSignal): Promise<LifeboatError> {
    if (thrown instanceof LifeboatError && thrown.code !== 'internal') return thrown;
    if (signal.aborted) return asLifeboatError(signal.reason);
    const kept = await keepFailure(thrown);
    const error = asLifeboatError(thrown);
    if (kept === null) return error;
    return new LifeboatError(error.code, error.message, { hint: `The details are in ${kept}` });
  }

  return {
    get: all.get,
    subscribe: all.subscribe,
    job,
    run(line) {
      const text = line
        .trim()
        .replace(/^apim(?=\s|$)/, '')
        .trim();
      const parsed = parseCommand(grammar, splitLine(text), 'tui');
      if (parsed.globals.config !== null) throw otherConfiguration();
      const id = String(next++);
      const controller = new AbortController();
      const { signal } = controller;
      const made: Job = {
        id,
        line: `apim ${text}`,
        definition: 'definition' in parsed && parsed.definition ? parsed.definition : nothing,
        startedAt: lifeboat().ports.clock.now(),
        endedAt: null,
        said: [],
        progress: [],
        found: [],
        question: null,
        confirmed: null,
        signIn: null,
        report: null,
      };
      all.update((before) => [...withoutOldest(before), made]);
      const door = createJobDoor({ change: (how) => change(id, how), signal });
      const ended = work(
        id,
        async () => {
          switch (parsed.kind) {
            case 'run': {
              const { definition, input } = parsed;
              if (definition.needs === 'nothing') return definition.run({ door, signal }, input);
              const lifeboat = opened(parsed.globals.readOnly);
              return definition.run({ door, signal, lifeboat }, input);
            }
            case 'help':
              return parsed.definition === null
                ? overviewReport(grammar, 'tui')
                : commandReport(parsed.definition);
            case 'version':
              return {
                data: { version },
                blocks: [{ kind: 'verbatim', text: version }],
                error: null,
              };
            case 'nothing':
              return overviewReport(grammar, 'tui');
            default:
              return parsed satisfies never;
          }
        },
        signal,
      );
      running.set(id, { controller, ended });
      return job(id) ?? made;
    },
    leave(id) {
      running.get(id)?.controller.abort(interrupted(job(id)));
    },
    looksAfter: ({ id }) =>
      all.get().some((one) => isRunning(one) && one.progress.some((p) => p.operation.id === id)),
    close() {
      const left = [...running].map(([id, { controller, ended }]) => {
        controller.abort(interrupted(job(id)));
        return { ended, reads: job(id)?.definition.danger === 'reads' };
      });
      const all = (reads: boolean): Promise<unknown> =>
        Promise.all(left.filter((one) => one.reads === reads).map(({ ended }) => ended));
      return { reading: all(true), changing: all(false) };
    },
  };
}

/** What `help` and `version` of the bare line are about: no command. */
const nothing: CommandDefinition = {
  path: ['help'],
  summary: '',
  description: '',
  arguments: [],
  flags: [],
  examples: [],
  danger: 'reads',
  doors: ['tui'],
  needs: 'nothing',
  run: async () => ({ data: {}, blocks: [], error: null }),
};

function interrupted(job: Job | null): LifeboatError {
  const danger = job?.definition.danger;
  if (danger === 'reads' || danger === 'local') return new LifeboatError('interrupted', 'Stopped.');
  return new LifeboatError('interrupted', 'Stopped waiting.', {
    hint: 'What runs in Azure goes on: `apim status` names it, `apim follow` watches it.',
  });
}

function otherConfiguration(): LifeboatError {
  return new LifeboatError('usage', 'Another configuration cannot be read in here.', {
    hint: 'Leave, and start `apim --config FILE`.',
  });
}

function withoutOldest(jobs: readonly Job[]): readonly Job[] {
  const ended = jobs.filter((job) => !isRunning(job));
  if (ended.length < mostEnded) return jobs;
  const oldest = ended[0];
  return jobs.filter((job) => job !== oldest);
}
