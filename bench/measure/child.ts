import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A program to run under the Node of the bench. */
export type Program = {
  words: readonly string[];
  environment?: Readonly<Record<string, string>>;
};

/** What a run took. */
export type Run = {
  /** From the spawn to the exit, as the one who waits sees it. Milliseconds. */
  wallMs: number;
  stdout: string;
};

/** What a run took and used. */
export type UsedRun = Run & {
  /** User and system time of the process, all its threads. Milliseconds. */
  cpuMs: number;
  /** Peak resident memory. MB (10^6 bytes). */
  memoryMb: number;
};

const usageHook = join(import.meta.dirname, 'usage.cjs');

/** This process's environment without what changes how Node runs: extra authorities, proxies, options. */
function plainEnvironment(): NodeJS.ProcessEnv {
  const steering = /^(NODE_|(https?|no|all)_proxy$|SSL_CERT)/i;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !steering.test(name)));
}

/** Runs a program to its end. Rejects with what it said when it does not exit with 0. */
export function run({ words, environment = {} }: Program): Promise<Run> {
  return new Promise((resolve, reject) => {
    const startedAt = performance.now();
    const child = spawn(process.execPath, words, {
      env: { ...plainEnvironment(), ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const said = { stdout: '', stderr: '' };
    child.stdout.on('data', (chunk) => {
      said.stdout += chunk;
    });
    child.stderr.on('data', (chunk) => {
      said.stderr += chunk;
    });
    let wallMs = 0;
    child.on('exit', () => {
      wallMs = performance.now() - startedAt;
    });
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve({ wallMs, stdout: said.stdout });
      else reject(new Error(`${words.join(' ')} ended with ${code}: ${said.stderr}${said.stdout}`));
    });
  });
}

/**
 * Runs a program to its end and tells what it used, by the kernel's own account of the process. The
 * hook that asks for it adds about a millisecond, to every measured program alike.
 */
export async function runUsed({ words, environment = {} }: Program): Promise<UsedRun> {
  const file = join(tmpdir(), `lifeboat-bench-usage-${randomUUID()}`);
  try {
    const ran = await run({
      words: ['--require', usageHook, ...words],
      environment: { ...environment, BENCH_USAGE: file },
    });
    const usage: NodeJS.ResourceUsage = JSON.parse(await readFile(file, 'utf8'));
    return {
      ...ran,
      cpuMs: (usage.userCPUTime + usage.systemCPUTime) / 1_000,
      memoryMb: (usage.maxRSS * 1_024) / 1_000_000,
    };
  } finally {
    await rm(file, { force: true });
  }
}
