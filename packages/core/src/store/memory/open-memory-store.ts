import { LifeboatError } from '../../domain/error.ts';
import type { Snapshot, Store } from '../../ports/store.ts';
import type { Log } from '../../ports/system.ts';
import { applyChange } from '../document/apply-change.ts';
import { type Entry, emptyDocument, type StoreDocument, snapshotOf } from '../document/document.ts';
import type { KeepRecord } from '../document/draft.ts';
import { recordKeeper } from '../records/keep-record.ts';
import { subscribers } from '../subscribers.ts';

/** What several memory stores share, as several processes share a file. */
export type SharedMemory = {
  document: StoreDocument;
  snapshot: Snapshot;
  /** One per open handle; called after each change. */
  readonly handles: Set<(snapshot: Snapshot) => void>;
};

/** An empty memory to open handles on. */
export function sharedMemory(): SharedMemory {
  return { document: emptyDocument, snapshot: snapshotOf(emptyDocument), handles: new Set() };
}

/**
 * The Store port without a disk: same rules as the file, gone with the process. Records are frozen,
 * so that a test notices who changes one in place.
 */
export function openMemoryStore(
  options: { shared?: SharedMemory; log?: Log; mask?: (text: string) => string } = {},
): Store {
  const memory = options.shared ?? sharedMemory();
  const keep = freezing(recordKeeper(options.mask ?? ((text) => text)));
  const listeners = subscribers(options.log ?? silent);
  memory.handles.add(listeners.tell);
  let open = true;

  function assertOpen(): void {
    if (!open) throw new LifeboatError('internal', 'The store was used after it was closed.');
  }

  return {
    async read() {
      assertOpen();
      return memory.snapshot;
    },
    async update(change) {
      assertOpen();
      const { document, answer } = applyChange(memory.document, keep, change);
      if (document !== memory.document) {
        memory.document = document;
        memory.snapshot = snapshotOf(document);
        for (const tell of [...memory.handles]) tell(memory.snapshot);
      }
      return answer;
    },
    subscribe: (listener) => listeners.add(listener),
    recovery: async () => null,
    async close() {
      open = false;
      memory.handles.delete(listeners.tell);
    },
  };
}

const silent: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };

function freezing(keep: KeepRecord): KeepRecord {
  return (kind, record, before): Entry => {
    const entry = keep(kind, record, before);
    freezeWhole(entry.record);
    return entry;
  };
}

function freezeWhole(value: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  Object.freeze(value);
  for (const inner of Object.values(value)) freezeWhole(inner);
}
