import type { Operation } from '../domain/operation.ts';
import { isEnded } from '../domain/operation.ts';
import { follow } from './follow.ts';
import type { Work } from './work.ts';

/** Why watching an operation stopped. `signed-out`: nobody can ask Azure until a person signs in. */
export type WatchEnd = 'ended' | 'interrupted' | 'timeout' | 'signed-out';

/** An operation as it stood when watching stopped. */
export type Watched = { operation: Operation; end: WatchEnd };

/** How several operations are watched. */
export type WatchAllOptions = {
  /** Aborts when the person stops waiting. */
  signal: AbortSignal;
  /** Stop waiting after this long; null waits to the end. Milliseconds. */
  timeoutMs: number | null;
  /** Called with all of them whenever one changed. */
  onChange(operations: readonly Operation[]): void;
};

/**
 * Follows operations side by side until each has ended, the person or the time-out stops the
 * waiting, or the sign-in is lost. Whatever stops the waiting, the operations go on in Azure.
 */
export async function watchAll(
  work: Work,
  operations: readonly Operation[],
  options: WatchAllOptions,
): Promise<Watched[]> {
  const newest = new Map(operations.map((operation) => [operation.id, operation]));
  const done = new AbortController();
  const timedOut = timer(work, options.timeoutMs, done.signal);
  try {
    return await Promise.all(
      operations.map((operation) => watchOne(work, operation.id, newest, options, timedOut)),
    );
  } finally {
    done.abort();
  }
}

async function watchOne(
  work: Work,
  id: string,
  newest: Map<string, Operation>,
  options: WatchAllOptions,
  timedOut: AbortSignal,
): Promise<Watched> {
  const signedOut = new AbortController();
  let missedBefore: number | null = null;
  const onChange = (operation: Operation): void => {
    newest.set(id, operation);
    options.onChange([...newest.values()]);
    missedBefore ??= operation.missedLooks;
    // What an earlier look found is no reason to stop: somebody may have signed in since.
    if (operation.missedLooks > missedBefore && isSignedOut(operation)) signedOut.abort();
  };
  const signal = AbortSignal.any([options.signal, timedOut, signedOut.signal]);
  try {
    return { operation: await follow(work, id, { signal, onChange }), end: 'ended' };
  } catch (error) {
    if (!signal.aborted) throw error;
    const operation = (await work.ports.store.read()).get('operation', id) ?? newest.get(id);
    if (operation === undefined) throw error;
    if (isEnded(operation.status)) return { operation, end: 'ended' };
    return { operation, end: endOf(options.signal, timedOut) };
  }
}

function isSignedOut({ status, blind }: Operation): boolean {
  return status === 'unknown' && blind?.reason === 'not-signed-in';
}

function endOf(person: AbortSignal, timedOut: AbortSignal): WatchEnd {
  if (person.aborted) return 'interrupted';
  return timedOut.aborted ? 'timeout' : 'signed-out';
}

/** A signal that aborts after `ms`; never, when that is null. */
function timer(work: Work, ms: number | null, done: AbortSignal): AbortSignal {
  const controller = new AbortController();
  if (ms === null) return controller.signal;
  work.ports.clock.sleep(ms, done).then(
    () => controller.abort(),
    // Woken because all is done: nothing to stop.
    () => undefined,
  );
  return controller.signal;
}
