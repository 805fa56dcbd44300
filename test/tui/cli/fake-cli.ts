import { PassThrough } from 'node:stream';
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

/** A clock that stands still until it is moved; `sleep` resolves when time has come. */
export function createFakeClock(start = Date.parse('2026-11-23T09:00:00Z')) {
  let now = start;
  const sleepers = new Set<{ at: number; wake: () => void }>();
  return {
    now: () => now,
    monotonic: () => now - start,
    sleep: (ms: number, signal?: AbortSignal) =>
      new Promise<void>((resolve, reject) => {
        const sleeper = { at: now + ms, wake: resolve };
        sleepers.add(sleeper);
        signal?.addEventListener('abort', () => {
          sleepers.delete(sleeper);
          reject(signal.reason);
        });
      }),
    /** Moves on and wakes those whose time has come, one after the other. */
    async advance(ms: number): Promise<void> {
      const end = now + ms;
      for (;;) {
        const [next] = [...sleepers].filter((one) => one.at <= end).sort((a, b) => a.at - b.at);
        if (next === undefined) break;
        now = Math.max(now, next.at);
        sleepers.delete(next);
        next.wake();
        await settle();
      }
      now = end;
      await settle();
    },
    sleeping: () => sleepers.size,
  };
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
  const clock = createFakeClock();
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
