import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { LifeboatError } from '../../domain/error.ts';
import { maskSecrets } from '../../domain/mask.ts';
import type { Archive } from '../../ports/archive.ts';
import type { Recovery, Snapshot, Store } from '../../ports/store.ts';
import type { Disk, Log, ThisProcess } from '../../ports/system.ts';
import type { Clock, Ids, Random } from '../../ports/time.ts';
import type { StoreDocument } from '../document/document.ts';
import { changeWatch } from './change-watch.ts';
import { currentDocument } from './current-document.ts';
import { fileAccess } from './file-access.ts';
import { prepareStateFolder } from './state-folder.ts';
import { type StoreFiles, storeFile } from './store-file.ts';
import { openStoreLock } from './store-lock.ts';
import { updateQueue } from './update-queue.ts';

/** What the store on disk needs. */
export type JsonFileStoreOptions = {
  /** Absolute paths in one folder: the data, the lock beside it, and the trail that a rebuild replays. */
  file: string;
  lockFile: string;
  auditFile: string;
  /** What long ended: a rebuild must not bring it back. Default: nothing did. */
  archive?: Pick<Archive, 'ids'>;
  /** Account group that shares the folder (2770/0660); null for one's own (0700/0600). */
  group: string | null;
  clock: Pick<Clock, 'now'>;
  ids: Ids;
  random: Random;
  log: Log;
  disk: Disk;
  /** Who is named in the audit trail when a rebuild is needed. */
  actor: Pick<ThisProcess, 'who' | 'host' | 'door'>;
  /** Hides secrets in a record's JSON before it is kept; default: what looks like one. */
  mask?: (text: string) => string;
  /** How long to try for the lock, in milliseconds; default 60,000. */
  lockPatienceMs?: number;
  /** File operations to use instead of the system's, so that a test may let one fail. */
  files?: Partial<StoreFiles>;
};

/**
 * The Store port on `store.json`, for any number of processes of one machine (promise 4). Opens
 * nothing before it is first used, holds no process open.
 * Errors besides the port's: `store-on-network`; `config-invalid` for an unknown group.
 */
export function openJsonFileStore(options: JsonFileStoreOptions): Store {
  const { file, log } = options;
  const access = fileAccess(options.group);
  const mask = options.mask ?? maskSecrets;
  const onDisk = storeFile({
    file,
    mode: access.fileMode,
    ids: options.ids,
    // zod takes its time to load, and a file of our own needs no judge.
    judge: async () => (await import('../records/misfit-reason.ts')).misfitReason,
    ...(options.files && { files: options.files }),
  });
  const lock = openStoreLock({
    file: options.lockFile,
    mode: access.fileMode,
    random: options.random,
    log,
    patienceMs: options.lockPatienceMs ?? 60_000,
    pause: (ms) => pause(ms),
  });
  const current = currentDocument(
    onDisk,
    async (look) => {
      const { recover } = await import('./recover.ts');
      return recover(look, { ...options, mode: access.fileMode, mask, storeFile: onDisk });
    },
    (document) => reportForeign(document, file, log),
  );
  const watch = changeWatch({ file, current, log, refresh: newest });
  const queue = updateQueue({
    lock,
    current,
    keep: async () => (await import('../records/keep-record.ts')).recordKeeper(mask),
    announce: watch.announce,
  });
  let prepared: Promise<void> | null = null;
  let closed = false;

  function ready(): Promise<void> {
    if (closed) throw new LifeboatError('internal', 'The store was used after it was closed.');
    prepared ??= prepare(options).catch((error: unknown) => {
      prepared = null; // the next call may find the disk in better order
      throw error;
    });
    return prepared;
  }

  async function newest(): Promise<Snapshot> {
    await ready();
    const unusable = await current.refresh();
    if (unusable === null) return current.snapshot();
    try {
      await queue.add(() => undefined); // whoever has the lock makes or mends the file
    } catch (error) {
      if (unusable.kind === 'damaged' || !isFirstUse(options)) throw error;
      log.warn('the store could not be made', { file });
    }
    return current.snapshot();
  }

  return {
    read: newest,
    async update(change) {
      await ready();
      return queue.add(change);
    },
    subscribe: watch.subscribe,
    async recovery() {
      await newest();
      return current.recovery() ?? misfitReport(current.document(), file);
    },
    async close() {
      closed = true;
      watch.close();
      await prepared?.catch(() => undefined);
      await queue.idle();
      lock.close();
    },
  };
}

async function prepare({ file, group, disk, log }: JsonFileStoreOptions): Promise<void> {
  const folder = dirname(file);
  await prepareStateFolder(folder, fileAccess(group));
  const facts = await disk.look(folder).catch(() => null);
  if (facts === null) return log.warn('nothing is known of the disk', { folder });
  if (!facts.network) return;
  throw new LifeboatError(
    'store-on-network',
    `The state folder ${folder} is on a network file system (${facts.fileSystem}), where locks cannot be relied on. Nothing was read or written.`,
    { hint: 'Set LIFEBOAT_STATE_DIR to a folder on a local disk.' },
  );
}

/** Nothing that a store was ever made of: an empty one may be shown where none can be written. */
function isFirstUse({ file, auditFile }: JsonFileStoreOptions): boolean {
  return ![file, `${file}.last`, auditFile].some((path) => existsSync(path));
}

function reportForeign(document: StoreDocument, file: string, log: Log): void {
  const misfits = document.misfits.map(({ kind, why }) => ({ kind, why }));
  if (misfits.length > 0) log.warn('records of the store do not fit', { file, misfits });
  else log.info('the store was written by another Lifeboat or by hand', { file });
}

/** Records set aside inside the file: kept there, shown to nobody, and said here. */
function misfitReport({ misfits }: StoreDocument, file: string): Recovery | null {
  if (misfits.length === 0) return null;
  return {
    setAside: file,
    from: [],
    lost: misfits.map(
      ({ kind, why }) =>
        `A ${kind} record does not fit (${why}). It stays in the file under "misfits", but is not used.`,
    ),
  };
}
