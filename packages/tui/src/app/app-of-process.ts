import { stat } from 'node:fs/promises';
import {
  asLifeboatError,
  type Clock,
  type Globals,
  type Input,
  type Lifeboat,
} from '@lifeboat/core';
import type { Environment } from '../cli/look.ts';
import type { OpenRequest } from '../cli/run-cli.ts';
import { appOptions } from './app-options.ts';
import type { AppParts } from './app-parts.ts';

/** A store of this size is read in some 30 ms, what is opened with it included. Bytes. */
const quickBytes = 8_000_000;

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * What the app needs, from this process: its streams, signals, and the way to the shell and back.
 * Lifeboat is opened and a small store read at once, while what draws is still being loaded.
 */
export function appParts(options: {
  process: NodeJS.Process;
  environment: Environment;
  clock: Clock;
  globals: Globals;
  input: Input;
  open(request: OpenRequest, door: 'tui'): Promise<Lifeboat>;
  onCrash: AppParts['onCrash'];
  keepFailure: AppParts['keepFailure'];
}): AppParts {
  const { process, environment, clock, globals, input, open, onCrash, keepFailure } = options;
  const { readOnly, config } = globals;
  const openOne = (): Promise<Lifeboat> =>
    openAnyway((lenient) => open({ configurationPath: config, readOnly, lenient }, 'tui'));
  let begun: Promise<Lifeboat> | null = begin(openOne);
  return {
    stdin: process.stdin,
    stdout: process.stdout,
    stderr: process.stderr,
    environment,
    platform: process.platform,
    clock,
    options: appOptions(input, globals, environment),
    open() {
      const first = begun;
      begun = null;
      return first ?? openOne();
    },
    isStoreQuick,
    onSignal(listener) {
      const heard = signals.map((signal) => {
        const hear = (): void => listener(signal);
        process.on(signal, hear);
        return (): void => void process.off(signal, hear);
      });
      return () => {
        for (const off of heard) off();
      };
    },
    stopProcess: process.platform === 'win32' ? null : () => stop(process, clock),
    onContinue(listener) {
      if (process.platform === 'win32') return () => undefined;
      process.on('SIGCONT', listener);
      return () => void process.off('SIGCONT', listener);
    },
    onCrash,
    keepFailure,
  };
}

function begin(open: () => Promise<Lifeboat>): Promise<Lifeboat> {
  const opening = open();
  opening
    .then(async (lifeboat) => {
      if (await isStoreQuick(lifeboat)) await lifeboat.ports.store.read();
    })
    // Whoever opens, and whoever looks at the store, hears of it.
    .catch(() => undefined);
  return opening;
}

async function isStoreQuick({ places }: Lifeboat): Promise<boolean> {
  const facts = await stat(places.store).catch(() => null);
  return facts === null || facts.size <= quickBytes;
}

/**
 * Also with a configuration that is wrong: the screens say what is wrong with it. One that was named and
 * is not there is an error all the same, since nobody asked for none.
 */
async function openAnyway(open: (lenient: boolean) => Promise<Lifeboat>): Promise<Lifeboat> {
  try {
    return await open(false);
  } catch (error) {
    if (asLifeboatError(error).code !== 'config-invalid') throw error;
    return open(true);
  }
}

/** Longer than it takes until a process that can be stopped is. Milliseconds. */
const stopsWithinMs = 200;

/**
 * Stops the whole job, as the shell that started it expects, until it is continued. Where nobody could
 * continue it, as under no shell, the system does not stop it at all (POSIX: orphaned process groups),
 * and it goes on after a moment.
 */
async function stop(process: NodeJS.Process, clock: Clock): Promise<void> {
  const over = new AbortController();
  const goesOn = (): void => over.abort();
  process.once('SIGCONT', goesOn);
  process.kill(0, 'SIGTSTP');
  await clock.sleep(stopsWithinMs, over.signal).catch(() => undefined);
  process.off('SIGCONT', goesOn);
}
