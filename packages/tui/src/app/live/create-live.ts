import { asLifeboatError, type Lifeboat, type LifeboatError } from '@lifeboat/core';
import type { Snapshot } from '@lifeboat/core/live';
import { type Observable, observable } from '../observable.ts';
import { type Loading, modelOf } from './model.ts';

/** The store, watched. */
export type Live = Observable<Loading> & {
  /** Reads the store now, so that what was just written is seen at once. */
  look(): Promise<void>;
  /** Judges again what is known: time has passed. */
  judge(): void;
  stop(): void;
};

/** A large fleet takes a while to judge: not more often than a few times a second. Milliseconds. */
const judgeEveryMs = 250;

/** Watches the store of a Lifeboat and judges it at every change. */
export function createLive({
  ports,
  configuration,
}: Pick<Lifeboat, 'ports' | 'configuration'>): Live {
  const { clock, store } = ports;
  const state = observable<Loading>({ kind: 'loading' });
  const done = new AbortController();
  let newest: Snapshot | null = null;
  let problem: LifeboatError | null = null;
  let judgedAt = Number.NEGATIVE_INFINITY;
  let waiting = false;

  function judge(): void {
    if (newest === null || done.signal.aborted) return;
    judgedAt = clock.monotonic();
    state.set({ kind: 'ready', model: modelOf(newest, configuration, clock.now()), problem });
  }

  function judgeSoon(): void {
    const wait = judgedAt + judgeEveryMs - clock.monotonic();
    if (wait <= 0) judge();
    else if (!waiting) {
      waiting = true;
      clock.sleep(wait, done.signal, { background: true }).then(
        () => {
          waiting = false;
          judge();
        },
        () => undefined,
      );
    }
  }

  async function look(): Promise<void> {
    try {
      newest = await store.read();
      problem = null;
    } catch (error) {
      problem = asLifeboatError(error);
      if (newest === null) state.set({ kind: 'unreadable', problem });
    }
    // Also when it failed: what was read before is older now.
    judgeSoon();
  }

  const unsubscribe = store.subscribe((snapshot) => {
    newest = snapshot;
    problem = null;
    judgeSoon();
  });
  return {
    get: state.get,
    subscribe: state.subscribe,
    look,
    judge,
    stop() {
      unsubscribe();
      done.abort();
    },
  };
}
