import type { Lifeboat } from '@lifeboat/core';

/** How often the file is read. Milliseconds. */
const everyMs = 2_000;

/**
 * Calls `onChange` once when the configuration file has another text than at first, such as after it was
 * mended in an editor, or written by `init` in another terminal. Returns the way to stop.
 */
export function watchConfiguration(
  { configurationFile, ports }: Pick<Lifeboat, 'configurationFile' | 'ports'>,
  onChange: () => void,
): () => void {
  const done = new AbortController();
  const run = async (): Promise<void> => {
    const first = await configurationFile.read().catch(unreadable);
    for (;;) {
      await ports.clock.sleep(everyMs, done.signal, { background: true });
      if ((await configurationFile.read().catch(unreadable)) !== first) break;
    }
    if (!done.signal.aborted) onChange();
  };
  // Stopped: nobody wants to know any more.
  run().catch(() => undefined);
  return () => done.abort();
}

const unreadable = (): string => 'unreadable';
