import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { AzureFailure } from '../../../../packages/core/src/domain/azure-failure.ts';
import type { Identity } from '../../../../packages/core/src/ports/sign-in.ts';
import type { Errand } from './child.ts';

const run = promisify(execFile);

/** What a process of its own made of an errand. */
export type Outcome = {
  tokens?: string[];
  identity?: Identity;
  error?: { code: string; message: string; hint: string; azure: AzureFailure | null };
};

/** Sends a new Node process on an errand, with this environment and PATH alone. */
export async function runChild(
  errand: Errand,
  environment: Record<string, string> = {},
): Promise<Outcome> {
  const { stdout } = await run(
    process.execPath,
    [new URL('child.ts', import.meta.url).pathname, JSON.stringify(errand)],
    { env: { PATH: process.env.PATH, ...environment } },
  );
  return JSON.parse(stdout);
}
