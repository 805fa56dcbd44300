import { type FileHandle, open } from 'node:fs/promises';
import { readFailure, systemCode } from '../json-file/store-failure.ts';

const chunkBytes = 64 * 1024;

/** No more than this is read from the end of the file, however few lines that holds. */
const boundBytes = 32 * 1024 * 1024;

/**
 * The last `limit` lines that are not blank, oldest first; none when there is no file. Reads from the
 * end, at most 32 MiB. Errors: `store-unreadable`.
 */
export async function lastLines(file: string, limit: number): Promise<string[]> {
  if (limit <= 0) return [];
  const handle = await openToRead(file);
  if (handle === null) return [];
  try {
    return await readBackwards(handle, limit);
  } finally {
    await handle.close();
  }
}

async function readBackwards(handle: FileHandle, limit: number): Promise<string[]> {
  const { size } = await handle.stat();
  const chunks: Buffer[] = [];
  let newlines = 0;
  let at = size;
  // One newline more than lines: the first line in hand may be cut.
  while (at > 0 && newlines <= limit + 1 && size - at < boundBytes) {
    const length = Math.min(chunkBytes, at);
    at -= length;
    const chunk = Buffer.alloc(length);
    await handle.read(chunk, 0, length, at);
    chunks.unshift(chunk);
    for (const byte of chunk) if (byte === 0x0a) newlines += 1;
  }
  const lines = Buffer.concat(chunks).toString().split('\n');
  if (at > 0) lines.shift(); // cut
  return lines.filter((line) => line.trim() !== '').slice(-limit);
}

/** Every line that is not blank, in order, without holding the file in memory. Errors: `store-unreadable`. */
export async function* allLines(file: string): AsyncGenerator<string> {
  const handle = await openToRead(file);
  if (handle === null) return;
  try {
    // Not Node's `readLines`: it also parts lines at U+2028, which JSON leaves as it is.
    let rest = '';
    for await (const chunk of handle.createReadStream({ encoding: 'utf8', autoClose: false })) {
      const lines = (rest + chunk).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) if (line.trim() !== '') yield line;
    }
    if (rest.trim() !== '') yield rest;
  } catch (error) {
    throw readFailure(error, file);
  } finally {
    await handle.close();
  }
}

async function openToRead(file: string): Promise<FileHandle | null> {
  return open(file, 'r').catch((error: unknown) => {
    if (systemCode(error) === 'ENOENT') return null;
    throw readFailure(error, file);
  });
}
