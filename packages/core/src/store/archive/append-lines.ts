import { chmod, type FileHandle, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { systemCode } from '../json-file/store-failure.ts';

/**
 * Appends lines to a file, made if it is not there; they are on the disk when this resolves. They
 * begin on a line of their own, whatever a killed writer left before them. Errors: the system's.
 */
export async function appendLines(
  file: string,
  lines: readonly string[],
  mode: number,
): Promise<void> {
  if (lines.length === 0) return;
  const { handle, made } = await openToAppend(file, mode);
  try {
    // The empty line costs a byte; asking how the file ends would leave room for a kill in between.
    await writeAll(handle, Buffer.from(`\n${lines.join('\n')}\n`));
    await handle.sync();
  } finally {
    await handle.close();
  }
  if (made) await syncFolder(dirname(file));
}

async function writeAll(handle: FileHandle, bytes: Buffer): Promise<void> {
  // One write to the end of the file is one piece, also beside other writers.
  const { bytesWritten } = await handle.write(bytes);
  if (bytesWritten < bytes.length) {
    throw Object.assign(new Error('the disk took half of it'), { code: 'ENOSPC' });
  }
}

async function openToAppend(
  file: string,
  mode: number,
): Promise<{ handle: FileHandle; made: boolean }> {
  try {
    const handle = await open(file, 'ax', mode);
    await chmod(file, mode); // the umask may have taken the group's rights
    return { handle, made: true };
  } catch (error) {
    if (systemCode(error) !== 'EEXIST') throw error;
    return { handle: await open(file, 'a', mode), made: false };
  }
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  await handle.sync().catch(() => undefined); // not every file system can
  await handle.close();
}
