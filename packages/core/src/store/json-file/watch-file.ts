import { type FSWatcher, watch } from 'node:fs';
import { basename, dirname } from 'node:path';

/**
 * Calls `look` whenever the file may have changed, and each `everyMs` in any case: the system's
 * notices are quick but not sure (they need a watch to be free, and miss renames on some systems).
 * Never keeps the process alive. Returns the way to stop.
 */
export function watchFile(file: string, everyMs: number, look: () => void): () => void {
  const timer = setInterval(look, everyMs);
  timer.unref();
  const watcher = tryWatch(dirname(file), (name) => {
    if (name === null || name === basename(file)) look();
  });
  return () => {
    clearInterval(timer);
    watcher?.close();
  };
}

function tryWatch(folder: string, notice: (name: string | null) => void): FSWatcher | null {
  try {
    const watcher = watch(folder, { persistent: false }, (_event, name) => notice(name));
    watcher.on('error', () => watcher.close()); // the timer goes on
    return watcher;
  } catch {
    return null; // no watch to be had, or no folder yet
  }
}
