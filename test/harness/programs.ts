import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

/** How a program ended, and all it said. */
export type Ended = {
  code: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
};

/** A program that runs. */
export type Running = {
  pid: number;
  ended: Promise<Ended>;
  /** Resolves when the words were said on either stream; rejects when it ended without them. */
  said(words: string): Promise<void>;
  signal(name: NodeJS.Signals): void;
};

/** Starts a program with nothing on its stdin and no terminal. */
export function start(
  program: string,
  args: readonly string[],
  environment: NodeJS.ProcessEnv,
): Running {
  const child = spawn(program, args, { env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
  const stdout = collect(child, 'stdout');
  const stderr = collect(child, 'stderr');
  const ended = once(child, 'close').then(
    ([code, signal]): Ended => ({ code, signal, stdout: stdout(), stderr: stderr() }),
  );
  // Whoever waits for it sees the failure; nobody has to.
  ended.catch(() => {});
  return {
    pid: child.pid ?? 0,
    ended,
    said: (words) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          if (`${stdout()}${stderr()}`.includes(words)) resolve();
        };
        look();
        child.stdout.on('data', look);
        child.stderr.on('data', look);
        ended.then(
          () => reject(new Error(`It ended without "${words}":\n${stdout()}${stderr()}`)),
          reject,
        );
      }),
    signal: (name) => void child.kill(name),
  };
}

function collect(child: ChildProcess, stream: 'stdout' | 'stderr'): () => string {
  const chunks: Buffer[] = [];
  child[stream]?.on('data', (chunk: Buffer) => chunks.push(chunk));
  return () => Buffer.concat(chunks).toString('utf8');
}
