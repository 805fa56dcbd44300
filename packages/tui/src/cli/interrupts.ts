import { LifeboatError } from '@lifeboat/core';

/** Ctrl-c, a closed terminal or a polite kill. */
export type Interrupts = {
  /** Aborts on the first one: commands stop waiting and say how to go on. */
  signal: AbortSignal;
  /** Resolves on the second one: leave at once. */
  second: Promise<void>;
  /** Counts one, also for a key that reached us as a key (ctrl-c while a question is open). */
  interrupt(): void;
  /** Stops listening. */
  close(): void;
};

/** Listens to the process's signals through `listen`, which returns the way to stop. */
export function listenForInterrupts(listen: (listener: () => void) => () => void): Interrupts {
  const controller = new AbortController();
  const { promise, resolve } = Promise.withResolvers<void>();
  const interrupt = (): void => {
    if (controller.signal.aborted) resolve();
    else controller.abort(new LifeboatError('interrupted', 'Interrupted.'));
  };
  return { signal: controller.signal, second: promise, interrupt, close: listen(interrupt) };
}
