import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** A child process of a test, and what it has said so far. */
export type Child = {
  process: ChildProcess;
  lines(): string[];
  /** Resolves when it has said at least so many lines. */
  said(lines: number): Promise<void>;
  ended: Promise<{ code: number | null; signal: string | null; errors: string }>;
};

/** Starts a fixture with the Node that runs the tests. */
export function startFixture(name: string, ...args: string[]): Child {
  const script = fileURLToPath(new URL(`./fixtures/${name}.ts`, import.meta.url));
  const child = spawn(process.execPath, [script, ...args], { stdio: ['pipe', 'pipe', 'pipe'] });
  let text = '';
  let errors = '';
  child.stdout.on('data', (chunk) => {
    text += String(chunk);
  });
  child.stderr.on('data', (chunk) => {
    errors += String(chunk);
  });
  const lines = (): string[] => text.split('\n').slice(0, -1);
  return {
    process: child,
    lines,
    async said(count) {
      while (lines().length < count) {
        if (child.exitCode !== null) throw new Error(`It ended with ${child.exitCode}: ${errors}`);
        await Promise.race([once(child.stdout, 'data'), once(child, 'close')]);
      }
    },
    ended: once(child, 'close').then(([code, signal]) => ({ code, signal, errors })),
  };
}
