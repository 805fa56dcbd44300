import type { Snapshot } from '../ports/store.ts';
import type { Log } from '../ports/system.ts';

/** Those who want to hear of changes. */
export type Subscribers = {
  add(listener: (snapshot: Snapshot) => void): () => void;
  /** Tells everybody, each revision once. */
  tell(snapshot: Snapshot): void;
  /** Takes a snapshot as known, without a word. */
  settle(snapshot: Snapshot): void;
  count(): number;
};

/** A list of listeners; one that throws is logged and disturbs nobody else. */
export function subscribers(log: Log): Subscribers {
  const listeners = new Map<symbol, (snapshot: Snapshot) => void>();
  let told: Snapshot | null = null;
  return {
    add(listener) {
      const key = Symbol('listener'); // one function may subscribe twice
      listeners.set(key, listener);
      return () => {
        listeners.delete(key);
      };
    },
    tell(snapshot) {
      if (snapshot === told) return;
      told = snapshot;
      for (const listener of [...listeners.values()]) {
        try {
          listener(snapshot);
        } catch (error) {
          log.error('a listener of the store failed', { error: String(error) });
        }
      }
    },
    settle(snapshot) {
      told = snapshot;
    },
    count: () => listeners.size,
  };
}
