import { chmod, type FileHandle, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { AuditEntry } from '../../domain/audit.ts';
import type { Audit } from '../../ports/audit.ts';
import { systemCode, writeFailure } from '../json-file/store-failure.ts';
import { lastLines } from './read-lines.ts';

/** How the audit file is opened. */
export type AuditFileOptions = {
  file: string;
  mode: number;
  /** Hides secrets in the line before it is written. */
  mask?: (text: string) => string;
  /** Makes the folder; called before the first append. */
  prepare?: () => Promise<void>;
};

/** How often an append tries again when another process's torn line swallowed its own. */
const tries = 3;

/**
 * The audit trail in `audit.jsonl`: one line an entry, each in one write to the end, on the disk when
 * `append` resolves. A line torn by a kill stays alone on its line.
 * Errors: `store-unwritable`.
 */
export function openAuditFile(options: AuditFileOptions): Audit {
  const { file, mode } = options;
  const mask = options.mask ?? ((text) => text);
  let turn: Promise<unknown> = Promise.resolve();
  let prepared: Promise<void> | null = null;

  async function write(line: string): Promise<void> {
    prepared ??= options.prepare?.() ?? Promise.resolve();
    await prepared;
    const { handle, made } = await openToAppend(file, mode);
    try {
      for (let attempt = 1; ; attempt += 1) {
        const before = await append(handle, line);
        await handle.sync();
        if (await standsAlone(handle, before, line)) break;
        if (attempt === tries) throw new Error('the line could not be kept whole');
      }
    } finally {
      await handle.close();
    }
    if (made) await syncFolderOf(file);
  }

  return {
    append(entry: AuditEntry) {
      const line = mask(JSON.stringify(entry));
      // In turn, so that entries of this process stand in the order they were made.
      const written = turn.then(() => write(line));
      turn = written.catch(() => undefined);
      return written.catch((error: unknown) => {
        throw writeFailure(error, file);
      });
    },
    async read(limit) {
      const lines = await lastLines(file, limit);
      // Brings zod along, which costs start-up time and is not needed to append.
      const { parseLine } = await import('./parse-line.ts');
      const entries = lines.map(parseLine);
      return {
        entries: entries.filter((entry) => entry !== null),
        unreadable: entries.filter((entry) => entry === null).length,
      };
    },
  };
}

async function openToAppend(
  file: string,
  mode: number,
): Promise<{ handle: FileHandle; made: boolean }> {
  try {
    const handle = await open(file, 'ax+', mode);
    await chmod(file, mode); // the umask may have taken the group's rights
    return { handle, made: true };
  } catch (error) {
    if (systemCode(error) !== 'EEXIST') throw error;
    return { handle: await open(file, 'a+', mode), made: false };
  }
}

/** Appends the line in one write, on a line of its own; answers where the file ended before. */
async function append(handle: FileHandle, line: string): Promise<number> {
  const { size } = await handle.stat();
  const start = size > 0 && (await byteAt(handle, size - 1)) !== 0x0a ? '\n' : '';
  const bytes = Buffer.from(`${start}${line}\n`);
  const { bytesWritten } = await handle.write(bytes);
  if (bytesWritten < bytes.length) {
    throw Object.assign(new Error('the disk took half a line'), { code: 'ENOSPC' });
  }
  return size;
}

/** Whether the line is there as a line: a process killed in its write may have left half of its own before it. */
async function standsAlone(handle: FileHandle, from: number, line: string): Promise<boolean> {
  const { size } = await handle.stat();
  const start = Math.max(0, from - 1);
  const bytes = Buffer.alloc(size - start);
  await handle.read(bytes, 0, bytes.length, start);
  const text = `${start === 0 ? '\n' : ''}${bytes.toString()}`;
  return text.includes(`\n${line}\n`);
}

async function byteAt(handle: FileHandle, position: number): Promise<number | undefined> {
  const { buffer } = await handle.read(Buffer.alloc(1), 0, 1, position);
  return buffer[0];
}

async function syncFolderOf(file: string): Promise<void> {
  const folder = await open(dirname(file), 'r');
  await folder.sync().catch(() => undefined); // not every file system can
  await folder.close();
}
