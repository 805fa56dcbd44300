import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Store } from '../../../../packages/core/src/ports/store.ts';
import {
  type JsonFileStoreOptions,
  openJsonFileStore,
} from '../../../../packages/core/src/store/json-file/open-json-file-store.ts';
import { fixedDisk } from '../../../../packages/core/src/testing/fixed-disk.ts';
import { manualClock } from '../../../../packages/core/src/testing/manual-clock.ts';
import { type MemoryLog, memoryLog } from '../../../../packages/core/src/testing/memory-log.ts';
import type { StoreBench } from '../../../contract/store.ts';

/** A state folder of its own, and stores on it. */
export type FolderBench = StoreBench & {
  folder: string;
  file: string;
  last: string;
  auditFile: string;
  lockFile: string;
  log: MemoryLog;
  open(changes?: Partial<JsonFileStoreOptions>): Store;
};

/** Makes the folder's parent; the store makes the folder. */
export async function folderBench(parent: string = tmpdir()): Promise<FolderBench> {
  const place = await mkdtemp(join(parent, 'lifeboat-store-'));
  const folder = join(place, 'state');
  const log = memoryLog();
  const opened: Store[] = [];
  const paths = {
    file: join(folder, 'store.json'),
    lockFile: join(folder, 'store.lock'),
    auditFile: join(folder, 'audit.jsonl'),
  };
  return {
    ...paths,
    last: `${paths.file}.last`,
    folder,
    log,
    open(changes: Partial<JsonFileStoreOptions> = {}) {
      const store = openJsonFileStore({
        ...paths,
        group: null,
        clock: manualClock(),
        ids: { next: () => crypto.randomUUID() },
        random: Math.random,
        log,
        disk: fixedDisk(),
        actor: { who: 'ana', host: 'laptop', door: 'cli' },
        ...changes,
      });
      opened.push(store);
      return store;
    },
    async close() {
      for (const store of opened) await store.close();
      await rm(place, { recursive: true, force: true });
    },
  };
}
