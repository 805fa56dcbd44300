import { randomUUID } from 'node:crypto';
import { chmod, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { makeFolder } from '../../system/make-folder.ts';

/** Files that only their owner may read: kept tokens, keys, federated tokens. */
export type PrivateFiles = {
  /** The text, or null when there is no such file. Throws the system's error for everything else. */
  read(path: string): Promise<string | null>;
  /** Replaces the file in one step (mode 0600, its folder made with 0700). */
  write(path: string, text: string): Promise<void>;
  /** True when there was a file to remove. */
  remove(path: string): Promise<boolean>;
};

/** The files of this machine. */
export const privateFiles: PrivateFiles = {
  async read(path) {
    try {
      return await readFile(path, 'utf8');
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return null;
      throw error;
    }
  },

  // A reader sees the old text or the new one, never half of it: written beside, then renamed.
  async write(path, text) {
    makeFolder(dirname(path), 0o700);
    const beside = `${path}.${randomUUID()}.new`;
    try {
      const file = await open(beside, 'wx', 0o600);
      try {
        await file.writeFile(text);
        await file.sync();
      } finally {
        await file.close();
      }
      // The mode given to open() is narrowed by the umask, never widened; a file of ours stays 0600.
      await chmod(beside, 0o600);
      await rename(beside, path);
    } catch (error) {
      await rm(beside, { force: true });
      throw error;
    }
  },

  async remove(path) {
    try {
      await rm(path);
      return true;
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return false;
      throw error;
    }
  },
};

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
