import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The command line as it is started from the sources. */
export const mainFile = fileURLToPath(new URL('../../packages/tui/src/main.ts', import.meta.url));

/** A folder of its own for everything a process writes; `remove` takes it away. */
export function scratch() {
  const folder = mkdtempSync(join(tmpdir(), 'lifeboat-cli-'));
  const environment = {
    PATH: process.env.PATH ?? '',
    HOME: folder,
    LANG: 'C.UTF-8',
    LIFEBOAT_CONFIG: join(folder, 'config.yaml'),
    LIFEBOAT_STATE_DIR: join(folder, 'state'),
    NODE_DISABLE_COMPILE_CACHE: '1',
  };
  return { folder, environment, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Runs a program to its end and gives what it said and how it ended. */
export async function runProgram(
  program: string,
  args: readonly string[],
  options: { environment: NodeJS.ProcessEnv; started?: (child: ChildProcess) => void },
): Promise<{ exit: number | null; signal: string | null; out: string; err: string }> {
  const child = spawn(program, args, { env: options.environment });
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk: Buffer) => {
    out += chunk;
  });
  child.stderr.on('data', (chunk: Buffer) => {
    err += chunk;
  });
  const ended = new Promise<{ exit: number | null; signal: string | null }>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (exit, signal) => resolve({ exit, signal }));
  });
  options.started?.(child);
  return { ...(await ended), out, err };
}
