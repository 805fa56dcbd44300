import { execFile } from 'node:child_process';
import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';

/** How a program ended. */
export type ProgramEnd =
  | { kind: 'ended'; exitCode: number; stdout: string; stderr: string }
  | { kind: 'missing' }
  | { kind: 'timeout' };

/** Runs a program found on the environment's PATH; rejects with the signal's reason when aborted. */
export type RunProgram = (request: {
  name: string;
  /** Must hold no character that a shell would read otherwise: Windows starts `.cmd` files through one. */
  args: string[];
  environment: Readonly<Record<string, string | undefined>>;
  timeoutMs: number;
  signal: AbortSignal | undefined;
}) => Promise<ProgramEnd>;

const harmless = /^[\w.:/+=@,~-]+$/;

/** Programs of this machine. At most 1 MiB of output is read. */
export const runProgram: RunProgram = async (request) => {
  const { name, args, environment, timeoutMs, signal } = request;
  if (!args.every((each) => harmless.test(each))) {
    throw new TypeError(`An argument for ${name} holds a character that a shell would read.`);
  }
  const file = await find(name, environment);
  if (file === null) return { kind: 'missing' };
  return await new Promise<ProgramEnd>((resolve, reject) => {
    execFile(
      file,
      args,
      {
        env: environment,
        timeout: timeoutMs,
        maxBuffer: 1024 * 1024,
        windowsHide: true,
        // Node starts .cmd files through a shell only (CVE-2024-27980).
        shell: process.platform === 'win32',
        ...(signal === undefined ? {} : { signal }),
      },
      (error, stdout, stderr) => {
        if (signal?.aborted) return reject(signal.reason);
        if (error === null) return resolve({ kind: 'ended', exitCode: 0, stdout, stderr });
        if (typeof error.code === 'number') {
          return resolve({ kind: 'ended', exitCode: error.code, stdout, stderr });
        }
        return error.killed ? resolve({ kind: 'timeout' }) : reject(error);
      },
    );
  });
};

async function find(
  name: string,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<string | null> {
  const windows = process.platform === 'win32';
  const folders = (environment.PATH ?? environment.Path ?? '').split(delimiter).filter(Boolean);
  const endings = windows ? ['.exe', '.cmd', '.bat'] : [''];
  for (const path of folders.flatMap((folder) => endings.map((end) => join(folder, name + end)))) {
    try {
      await access(path, constants.X_OK);
      return windows ? `"${path}"` : path;
    } catch {
      // Not in this folder: the next one may have it.
    }
  }
  return null;
}
