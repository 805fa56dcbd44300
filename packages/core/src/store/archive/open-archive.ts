import { chmod, open, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Archive, ArchivedKind, ArchivedShapes } from '../../ports/archive.ts';
import { makeFolder } from '../../system/make-folder.ts';
import { systemCode, writeFailure } from '../json-file/store-failure.ts';
import { misfitReason } from '../records/misfit-reason.ts';

/** Where archived records are. */
export type ArchiveOptions = {
  folder: string;
  folderMode: number;
  fileMode: number;
  /** Hides secrets in a line before it is written. */
  mask(text: string): string;
};

type Line = { at: number; record: { id: string } };

/**
 * The archive as files of JSON lines, one a kind and month: `operation-2026-11.jsonl`. Lines are on
 * the disk when `append` resolves; a torn one is counted and passed over.
 * Errors: `store-unwritable`.
 */
export function openArchive(options: ArchiveOptions): Archive {
  return {
    async append(kind, records) {
      const byFile = Map.groupBy(records, ({ at }) => fileName(kind, at));
      try {
        if (byFile.size > 0) makeFolder(options.folder, options.folderMode);
        for (const [name, lines] of byFile) {
          const text = lines.map((line) => `${options.mask(JSON.stringify(line))}\n`).join('');
          await appendTo(join(options.folder, name), text, options.fileMode);
        }
      } catch (error) {
        throw writeFailure(error, options.folder);
      }
    },
    async read<K extends ArchivedKind>(kind: K, { from, to }: { from: number; to: number }) {
      const found = new Map<string, Line>();
      let unreadable = 0;
      for (const name of await filesOf(options.folder, kind)) {
        const text = await readFile(join(options.folder, name), 'utf8');
        for (const line of text.split('\n').filter((each) => each !== '')) {
          const read = parse(kind, line);
          if (read === null) unreadable += 1;
          else if (read.at >= from && read.at <= to) found.set(read.record.id, read);
        }
      }
      const inOrder = [...found.values()].sort((one, other) => one.at - other.at);
      // Only what fits the kind's schema was let in.
      return { records: inOrder.map(({ record }) => record as ArchivedShapes[K]), unreadable };
    },
  };
}

function fileName(kind: string, at: number): string {
  return `${kind}-${new Date(at).toISOString().slice(0, 7)}.jsonl`;
}

async function filesOf(folder: string, kind: string): Promise<string[]> {
  const form = new RegExp(`^${kind}-\\d{4}-\\d{2}\\.jsonl$`);
  try {
    return (await readdir(folder)).filter((name) => form.test(name)).sort();
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return [];
    throw error;
  }
}

async function appendTo(file: string, text: string, mode: number): Promise<void> {
  const handle = await open(file, 'a+', mode);
  try {
    await chmod(file, mode); // the umask may have taken the group's rights
    const { size } = await handle.stat();
    const torn =
      size > 0 && (await handle.read(Buffer.alloc(1), 0, 1, size - 1)).buffer[0] !== 0x0a;
    await handle.appendFile(torn ? `\n${text}` : text);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function parse(kind: string, text: string): Line | null {
  try {
    const line: unknown = JSON.parse(text);
    if (typeof line !== 'object' || line === null || !('at' in line) || !('record' in line))
      return null;
    if (typeof line.at !== 'number' || misfitReason(kind, line.record) !== null) return null;
    return line as Line; // as its parts were just seen to be
  } catch {
    return null;
  }
}
