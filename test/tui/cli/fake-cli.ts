import { PassThrough } from 'node:stream';
import { manualClock } from '@lifeboat/core/testing';
import { type CliParts, runCli } from '@lifeboat/tui/cli';

/** A stream that keeps what was written and may claim to be a terminal. */
export function createFakeOutput(
  options: { isTTY?: boolean; columns?: number; rows?: number } = {},
) {
  const stream = new PassThrough();
  let text = '';
  stream.on('data', (chunk: Buffer) => {
    text += chunk.toString();
  });
  return Object.assign(stream, options, { text: () => text });
}

/** Lets everything run that waits for nothing but its turn. */
export function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** One run of the command line in this process, with streams that remember. */
export function startCli(argv: string[], parts: Partial<CliParts> & { terminal?: boolean } = {}) {
  const { terminal = false, ...given } = parts;
  const stdin = Object.assign(new PassThrough(), { isTTY: terminal });
  const stdout = createFakeOutput({ isTTY: terminal, columns: 100, rows: 30 });
  const stderr = createFakeOutput({ isTTY: terminal, columns: 100, rows: 30 });
  const listeners = new Set<() => void>();
  const failures: unknown[] = [];
  const clock = manualClock();
  const exit = runCli({
    argv,
    environment: { LANG: 'C.UTF-8' },
    platform: 'linux',
    stdin,
    stdout,
    stderr,
    clock,
    open: () => Promise.reject(new Error('nothing to open here')),
    listen: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    keepFailure: async (failure) => {
      failures.push(failure);
      return '/state/log';
    },
    openApp: () => Promise.reject(new Error('no app to open here')),
    ...given,
  });
  return {
    exit,
    stdin,
    clock,
    failures,
    out: () => stdout.text(),
    err: () => stderr.text(),
    signal: () => {
      for (const listener of listeners) listener();
    },
    listening: () => listeners.size,
  };
}

/** The same to its end. */
export async function cli(argv: string[], parts: Partial<CliParts> & { terminal?: boolean } = {}) {
  const run = startCli(argv, parts);
  const exit = await run.exit;
  await settle();
  return {
    exit,
    out: run.out(),
    err: run.err(),
    failures: run.failures,
    listening: run.listening(),
  };
}
