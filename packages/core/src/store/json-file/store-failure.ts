import { LifeboatError } from '../../domain/error.ts';

/** The system's code of an error, such as `ENOSPC`; null when it has none. */
export function systemCode(error: unknown): string | null {
  if (typeof error !== 'object' || error === null || !('code' in error)) return null;
  return typeof error.code === 'string' ? error.code : null;
}

/** SQLite's primary result code; null for any other error. Source: sqlite.org/rescode.html, 2026-11-23. */
function sqliteCode(error: unknown): number | null {
  if (systemCode(error) !== 'ERR_SQLITE_ERROR') return null;
  const code = (error as { errcode?: unknown }).errcode; // node:sqlite sets it on every such error
  return typeof code === 'number' ? code & 0xff : null;
}

const sqliteBusy = 5;

/** Whether SQLite says that somebody else holds the lock. */
export function isBusy(error: unknown): boolean {
  return sqliteCode(error) === sqliteBusy;
}

/** A failed read of a state file, as the user meets it. Nothing was changed. */
export function readFailure(error: unknown, file: string): LifeboatError {
  if (error instanceof LifeboatError) return error;
  return new LifeboatError(
    'store-unreadable',
    `The store ${file} could not be read (${wordsOf(error)}). It was left as it is.`,
    { hint: 'Check the rights on the state folder: `apim paths` shows where it is.', cause: error },
  );
}

/** A failed write of a state file: what was there before still is. */
export function writeFailure(error: unknown, file: string): LifeboatError {
  if (error instanceof LifeboatError) return error;
  const code = systemCode(error);
  const full = code === 'ENOSPC' || code === 'EDQUOT';
  const denied = code === 'EACCES' || code === 'EPERM' || code === 'EROFS';
  const what = full ? 'the disk is full' : denied ? 'not allowed' : 'the system refused';
  return new LifeboatError(
    'store-unwritable',
    `The store ${file} could not be written: ${what} (${wordsOf(error)}). What was in it is untouched.`,
    {
      hint: full
        ? 'Free some space on that disk and run the command again.'
        : 'Check the rights on the state folder, or set LIFEBOAT_STATE_DIR to another local one.',
      cause: error,
    },
  );
}

const sqliteMeanings: Readonly<Record<number, string>> = {
  3: 'not allowed',
  8: 'the file system is read-only or not ours to write',
  10: 'the disk reported an error',
  13: 'the disk is full',
  14: 'it cannot be opened',
  26: 'it holds something else',
};

/** A lock that could not be had for another reason than that somebody holds it. */
export function lockFailure(error: unknown, file: string): LifeboatError {
  const code = sqliteCode(error);
  if (code === null) return writeFailure(error, file);
  const notOurs = code === 26;
  return new LifeboatError(
    'store-unwritable',
    `The store's lock ${file} cannot be used: ${sqliteMeanings[code] ?? `SQLite says ${code}`}. The store is untouched.`,
    {
      hint: notOurs
        ? 'The lock is an empty file of no value: remove it while no apim runs.'
        : 'Check the rights on the state folder, or set LIFEBOAT_STATE_DIR to another local one.',
      cause: error,
    },
  );
}

/** The store is of a Lifeboat with a higher schema. */
export function newerStore(file: string, schema: number, ours: number): LifeboatError {
  return new LifeboatError(
    'store-newer',
    `The store ${file} was written by a newer Lifeboat (schema ${schema}; this one knows ${ours}). It was left as it is.`,
    { hint: 'Use the newer apim, or set LIFEBOAT_STATE_DIR to another folder.' },
  );
}

function wordsOf(error: unknown): string {
  return systemCode(error) ?? (error instanceof Error ? error.name : 'unknown');
}
