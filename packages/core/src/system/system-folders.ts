import { createWriteStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { LifeboatError } from '../domain/error.ts';
import type { Folders } from '../ports/folders.ts';
import type { Ids } from '../ports/time.ts';

const partEnding = '.part';
/** What a killed process left is removed by whoever writes the same file this much later. Milliseconds. */
const leftAfterMs = 60 * 60 * 1000;

/** The machine's folders. A file has its name only when all of it is on the disk. */
export function systemFolders(ids: Ids): Folders {
  return {
    async list(folder) {
      try {
        const entries = await readdir(folder, { recursive: true, withFileTypes: true });
        return entries
          .filter((entry) => entry.isFile() && !entry.name.endsWith(partEnding))
          .map((entry) => join(entry.parentPath, entry.name))
          .map((path) => path.slice(join(folder, '/').length).replaceAll('\\', '/'));
      } catch (error) {
        if (codeOf(error) === 'ENOENT') return [];
        throw failure('read', folder, error);
      }
    },
    async write(folder, name, pieces) {
      const file = join(folder, name);
      const part = `${file}.${ids.next()}${partEnding}`;
      const source = Readable.from(pieces);
      let inner: unknown = null;
      source.on('error', (error) => {
        inner = error; // the caller's own, which tells more than that a file was not written
      });
      try {
        await mkdir(dirname(file), { recursive: true, mode: 0o700 });
        await removeLeft(file);
        await pipeline(source, createWriteStream(part, { flags: 'wx', mode: 0o600, flush: true }));
        await rename(part, file);
        await syncFolder(dirname(file));
      } catch (error) {
        await rm(part, { force: true }).catch(() => undefined);
        throw inner === error ? error : failure('written', file, error);
      }
    },
    async remove(folder, name) {
      await rm(join(folder, name), { force: true }).catch((error: unknown) => {
        throw failure('removed', join(folder, name), error);
      });
    },
  };
}

async function removeLeft(file: string): Promise<void> {
  const start = `${basename(file)}.`;
  const parts = (await readdir(dirname(file))).filter(
    (name) => name.startsWith(start) && name.endsWith(partEnding),
  );
  for (const name of parts) {
    const path = join(dirname(file), name);
    const facts = await stat(path).catch(() => null);
    // By the disk's own clock: the folder was touched just now.
    const now = (await stat(dirname(file))).mtimeMs;
    if (facts !== null && now - facts.mtimeMs > leftAfterMs) await rm(path, { force: true });
  }
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  await handle.sync().catch(() => undefined); // not every file system can
  await handle.close();
}

function failure(what: string, path: string, error: unknown): LifeboatError {
  const words = error instanceof Error ? error.message : String(error);
  return new LifeboatError('storage-failed', `${path} could not be ${what}: ${words}`, {
    hint: 'Look at the rights on that folder and at the room on its disk, and run it again.',
    cause: error,
  });
}

function codeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : null;
}
