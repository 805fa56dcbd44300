import { randomUUID } from 'node:crypto';
import { link, open, readFile, rename, unlink } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { LifeboatError } from '../domain/error.ts';
import type { ConfigurationFile } from '../ports/configuration-file.ts';
import { makeFolder } from './make-folder.ts';

/** The configuration file at `path`; nothing is opened before it is asked for. */
export function configurationFile(path: string): ConfigurationFile {
  return {
    path,
    read: () => readText(path),
    async readOther(other) {
      const absolute = resolve(other);
      const text = await readText(absolute);
      return text === null ? null : { path: absolute, text };
    },
    async write(text, { replace }) {
      try {
        makeFolder(dirname(path), 0o700);
        await writeAtOnce(path, text, replace);
      } catch (error) {
        throw error instanceof LifeboatError ? error : notWritten(error, path);
      }
    },
  };
}

async function readText(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw new LifeboatError(
      'config-invalid',
      `The configuration ${path} could not be read (${codeOf(error)}).`,
      { hint: 'Check that it is a file, and the rights on it.', cause: error },
    );
  }
}

/** Nobody ever sees half of it: written whole under another name, then given the right one. */
async function writeAtOnce(path: string, text: string, replace: boolean): Promise<void> {
  const temporary = `${path}.${randomUUID()}.tmp`;
  try {
    const handle = await open(temporary, 'wx', 0o600);
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    // A link refuses to replace, unlike a rename.
    if (replace) await rename(temporary, path);
    else await linkNew(temporary, path);
  } finally {
    await unlink(temporary).catch(() => undefined);
  }
}

async function linkNew(temporary: string, path: string): Promise<void> {
  await link(temporary, path).catch((error: unknown) => {
    if (codeOf(error) !== 'EEXIST') throw error;
    throw new LifeboatError(
      'conflict',
      `The configuration ${path} exists already. It was not changed.`,
      { hint: 'Name another file with LIFEBOAT_CONFIG, or say that this one is to be replaced.' },
    );
  });
}

function notWritten(error: unknown, path: string): LifeboatError {
  return new LifeboatError(
    'config-invalid',
    `The configuration ${path} could not be written (${codeOf(error)}). What was there is untouched.`,
    {
      hint: 'Check the rights on its folder, or name another file with LIFEBOAT_CONFIG.',
      cause: error,
    },
  );
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? 'unknown'; // what the system calls fail with
}
