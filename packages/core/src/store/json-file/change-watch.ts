import { statSync } from 'node:fs';
import type { Snapshot } from '../../ports/store.ts';
import type { Log } from '../../ports/system.ts';
import { subscribers } from '../subscribers.ts';
import type { CurrentDocument } from './current-document.ts';
import { systemCode } from './store-failure.ts';
import { watchFile } from './watch-file.ts';

/** Tells subscribers of changes, our own and other processes'. */
export type ChangeWatch = {
  subscribe(listener: (snapshot: Snapshot) => void): () => void;
  /** Shows subscribers the current document, if it is news to them. */
  announce(): void;
  close(): void;
};

/** How often the file is looked at in any case; half of the second that product.md allows. */
const everyMs = 500;

/** Watches the file only while somebody listens; holds no process open. */
export function changeWatch(options: {
  file: string;
  current: CurrentDocument;
  refresh: () => Promise<unknown>;
  log: Log;
}): ChangeWatch {
  const { file, current, log } = options;
  const listeners = subscribers(log);
  /** The file as it was when the first subscriber came, if nobody had read it yet. */
  let baseline: string | null = null;
  let stop: (() => void) | null = null;
  let looking = false;
  let problem: string | null = null;

  function announce(): void {
    if (!current.loaded()) return;
    const snapshot = current.snapshot();
    const nothingNew = baseline !== null && (baseline === markOf(file) || snapshot.revision === 0);
    baseline = null;
    if (nothingNew) listeners.settle(snapshot);
    else listeners.tell(snapshot);
  }

  async function look(): Promise<void> {
    if (looking) return;
    looking = true;
    try {
      await options.refresh();
      if (stop !== null) announce();
      problem = null;
    } catch (error) {
      const code = systemCode(error) ?? 'unknown';
      if (code !== problem) log.warn('the store cannot be watched', { file, code });
      problem = code; // said once, not twice a second
    } finally {
      looking = false;
    }
  }

  function start(): void {
    if (current.loaded()) listeners.settle(current.snapshot());
    else baseline = markOf(file);
    stop = watchFile(file, everyMs, () => void look());
  }

  function end(): void {
    stop?.();
    stop = null;
  }

  return {
    subscribe(listener) {
      const remove = listeners.add(listener);
      if (stop === null) start();
      return () => {
        remove();
        if (listeners.count() === 0) end();
      };
    },
    announce,
    close: end,
  };
}

function markOf(file: string): string {
  const stats = statSync(file, { bigint: true, throwIfNoEntry: false });
  return stats === undefined ? 'missing' : `${stats.ino}:${stats.size}:${stats.mtimeNs}`;
}
