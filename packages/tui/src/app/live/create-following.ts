import type { Lifeboat, Operation } from '@lifeboat/core';
import type { Observable } from '../observable.ts';
import type { Loading } from './model.ts';

/** Follows every open operation that nobody else follows, whoever started it (promise 3). */
export type Following = { stop(): Promise<void> };

/** How often it looks for operations that nobody follows. Milliseconds. */
const lookEveryMs = 15_000;

/** Begins to follow when `after` has come. */
export function createFollowing(options: {
  lifeboat: Lifeboat;
  live: Observable<Loading>;
  after: Promise<void>;
  /** What a running command follows by itself. */
  isLookedAfter(operation: Operation): boolean;
  onEnd(operation: Operation): void;
}): Following {
  const { lifeboat, live, after, isLookedAfter, onEnd } = options;
  const { clock, log } = lifeboat.ports;
  const done = new AbortController();
  const { signal } = done;
  let wake: (() => void) | null = null;

  async function run(): Promise<void> {
    await after;
    if (signal.aborted) return;
    const { createFollower, deliverBriefly } = await import('@lifeboat/core/follow');
    const follower = createFollower(lifeboat, {
      tell(event) {
        if (event.kind !== 'ended') return;
        onEnd(event.operation);
        // There may be no watch that tells those who want to hear of it.
        void deliverBriefly(lifeboat, signal);
      },
      wake: () => wake?.(),
      isLookedAfter,
    });
    while (!signal.aborted) {
      await follower
        .followOpen(signal)
        .catch((error) => log.warn('nothing is followed', { error: String(error) }));
      await wait();
    }
    await follower.settled();
  }

  async function wait(): Promise<void> {
    const woken = new AbortController();
    wake = () => woken.abort();
    await clock
      .sleep(lookEveryMs, AbortSignal.any([signal, woken.signal]), { background: true })
      // Woken, or done.
      .catch(() => undefined);
  }

  // Something new that runs is not waited for.
  let known = 0;
  const unsubscribe = live.subscribe(() => {
    const loading = live.get();
    const open = loading.kind === 'ready' ? loading.model.open.length : 0;
    if (open > known) wake?.();
    known = open;
  });
  const running = run().catch((error) => log.error('following failed', { error: String(error) }));
  return {
    async stop() {
      unsubscribe();
      done.abort();
      await running;
    },
  };
}
