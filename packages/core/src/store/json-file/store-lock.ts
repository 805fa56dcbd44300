import { chmodSync, statSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { LifeboatError } from '../../domain/error.ts';
import type { Log } from '../../ports/system.ts';
import type { Random } from '../../ports/time.ts';
import { loadSqlite } from './quiet-sqlite.ts';
import { isBusy, lockFailure } from './store-failure.ts';

/** One process at a time, on this machine. */
export type StoreLock = {
  /** Runs `work` alone. Errors: `store-unwritable` when the lock cannot be had. */
  hold<T>(work: () => Promise<T>): Promise<T>;
  close(): void;
};

/** How a lock is made. */
export type StoreLockOptions = {
  file: string;
  mode: number;
  random: Random;
  log: Log;
  /** How long to try before giving up, in milliseconds. */
  patienceMs: number;
  /** Waits; on the real clock, since other processes hold the lock in real time. */
  pause(ms: number): Promise<void>;
};

/**
 * The store's lock: an exclusive transaction on an empty SQLite file. The kernel takes it back when
 * the holder dies, however it dies, and nobody else does: a stopped process keeps it until it goes
 * on, so that it can never overwrite what came after. Nothing but SQLite may open the file: POSIX
 * drops a process's locks when it closes any descriptor of it.
 * Source: sqlite.org "File Locking And Concurrency", section 3, read 2026-11-23.
 */
export function openStoreLock(options: StoreLockOptions): StoreLock {
  const { file, random, pause } = options;
  let releasedAt = Number.NEGATIVE_INFINITY;
  let connection: { database: DatabaseSync; inode: bigint } | null = null;

  function open(): { database: DatabaseSync; inode: bigint } {
    const { DatabaseSync } = loadSqlite();
    const database = new DatabaseSync(file, { timeout: 0 });
    const { ino, mode } = statSync(file, { bigint: true });
    // SQLite makes the file with the process's umask.
    if ((Number(mode) & 0o777) !== options.mode) chmodQuietly(file, options.mode);
    return { database, inode: ino };
  }

  function close(): void {
    connection?.database.close();
    connection = null;
  }

  /** One try. Null when somebody else holds it, or when the file we locked is no longer the file. */
  function take(): DatabaseSync | null {
    connection ??= open();
    const { database, inode } = connection;
    try {
      database.exec('BEGIN EXCLUSIVE');
      if (isStill(file, inode)) return database;
      close(); // deleted or replaced: a lock on a file nobody else can see locks nobody out
    } catch (error) {
      if (isBusy(error)) return null;
      close();
      if (isStill(file, inode)) throw error;
    }
    return null;
  }

  async function wait(): Promise<DatabaseSync> {
    const start = performance.now();
    // Straight after letting go, others get their chance: they only look now and then.
    if (start - releasedAt < 1) await pause(1 + random());
    let said = false;
    for (let tries = 0; ; tries += 1) {
      const database = take();
      if (database !== null) return database;
      const waitedMs = performance.now() - start;
      if (waitedMs > options.patienceMs) throw outOfPatience(file, waitedMs);
      if (!said && waitedMs > 2_000) {
        said = true;
        options.log.warn('waiting for the store: another process holds its lock', { file });
      }
      // Short at first, then up to 15 ms; the jitter keeps many from coming back together.
      await pause(1 + random() * Math.min(15, 2 + tries));
    }
  }

  return {
    async hold(work) {
      const database = await wait().catch((error: unknown) => {
        throw lockFailure(error, file);
      });
      try {
        return await work();
      } finally {
        // Nothing was written to it; this only lets go.
        database.exec('ROLLBACK');
        releasedAt = performance.now();
      }
    },
    close,
  };
}

function isStill(file: string, inode: bigint): boolean {
  return statSync(file, { bigint: true, throwIfNoEntry: false })?.ino === inode;
}

function chmodQuietly(file: string, mode: number): void {
  try {
    chmodSync(file, mode);
  } catch {
    // Somebody else of the group made it: its mode is theirs to set, and we could open it.
  }
}

function outOfPatience(file: string, waitedMs: number): LifeboatError {
  return new LifeboatError(
    'store-unwritable',
    `Another Lifeboat process has held the store's lock ${file} for ${Math.round(waitedMs / 1000)} s. Nothing was written.`,
    {
      hint: 'Look for a stopped apim process (ctrl-z leaves one): let it go on with `fg`, or end it.',
    },
  );
}
