import { flushCompileCache } from 'node:module';
import { homedir } from 'node:os';
import type { Lifeboat } from '@lifeboat/core';
import { systemClock } from '@lifeboat/core/system-clock';
import { type OpenRequest, runCli } from './cli/run-cli.ts';
import { cacheFolder } from './compile-cache.ts';
import { endGrowthOfYoungMemory, growthEndsAfterMs } from './young-memory.ts';

/** The bundle's name for this very file: a hash of its code and of all that it loads. Null for sources. */
const build = /-([A-Z0-9]{8})\.js$/.exec(import.meta.url)?.[1] ?? null;

/** By then the first screen is drawn, and what belongs to it is loaded. Milliseconds. */
const startedAfterMs = 3_000;

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Runs a command line in this process and ends it: reads the process's streams, environment and
 * signals once, here and nowhere else. Never returns a stack trace to anybody.
 */
export async function boot(process: NodeJS.Process, argv: readonly string[]): Promise<void> {
  const { stdout, stderr, platform } = process;
  const environment = { ...process.env };
  const places = { environment, platform, homedir: homedir(), workingFolder: process.cwd() };
  const keep = async (failure: unknown): Promise<string | null> => {
    const { keepFailure } = await import('@lifeboat/core/keep-failure');
    return keepFailure(places, failure);
  };
  // Nobody reads any more (EPIPE, or EIO of a closed terminal): what runs goes on to its end.
  for (const stream of [stdout, stderr]) stream.on('error', () => {});
  // Whoever holds the terminal gives it back before anything is said.
  const beforeDying = new Set<() => void>();
  const onCrash = (listener: () => void): (() => void) => {
    beforeDying.add(listener);
    return () => void beforeDying.delete(listener);
  };
  const die = (failure: unknown): void => {
    for (const listener of beforeDying) listener();
    keep(failure).then((file) => {
      const where = file === null ? '' : ` The details are in ${file}`;
      stderr.write(`Something in Lifeboat itself went wrong.${where}\n`);
      process.exit(1);
    });
  };
  process.on('uncaughtException', die);
  process.on('unhandledRejection', die);

  const clock = systemClock();
  const aWhile = clock.sleep(growthEndsAfterMs, undefined, { background: true });
  void aWhile.then(() => endGrowthOfYoungMemory(process.versions.node));

  const open = async (request: OpenRequest, door: 'cli' | 'tui'): Promise<Lifeboat> => {
    const { openLifeboat } = await import('@lifeboat/core/node');
    const folder = cacheFolder(places, 'configurations');
    const keepConfiguration = folder === null || build === null ? null : { folder, build };
    return openLifeboat({ ...places, ...request, door, keepConfiguration });
  };

  const exit = await runCli({
    argv,
    environment,
    platform,
    // Opening it takes 4 ms, and only a terminal is ever read.
    get stdin() {
      return process.stdin;
    },
    stdout,
    stderr,
    clock,
    open: (request) => open(request, 'cli'),
    listen: (listener) => {
      for (const signal of signals) process.on(signal, listener);
      return () => {
        for (const signal of signals) process.off(signal, listener);
      };
    },
    keepFailure: keep,
    openApp: async (globals, input) => {
      const { appParts } = await import('./app/app-of-process.ts');
      const about = { environment, clock, globals, input, onCrash, keepFailure: keep };
      const parts = appParts({ process, open, ...about });
      if (parts.options.screenReader) {
        const { runSpoken } = await import('./app/spoken/run-spoken.ts');
        return runSpoken(parts);
      }
      // Node writes compiled code when it ends, which may be in days, or never: the next start wants it.
      const started = clock.sleep(startedAfterMs, undefined, { background: true });
      void started.then(() => flushCompileCache());
      const { runApp } = await import('./app/run-app.tsx');
      return runApp(parts);
    },
  });
  // Kept-alive connections and timers must not hold the answer's exit back; what was written must.
  await Promise.all([stdout, stderr].map(written));
  process.exit(exit);
}

/** Resolves when the stream has taken everything, or cannot take any more. */
function written(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => {
    if (stream.destroyed || stream.writableLength === 0) resolve();
    else {
      stream.once('close', resolve);
      stream.write('', () => resolve());
    }
  });
}
