/**
 * One thing a person did: a key by its name, a text that was pasted, or the mouse, in cells from 1.
 * `unseen` is a key that came before the screen could show what the one before it did.
 */
export type Typed =
  | { kind: 'key'; name: string; unseen?: true }
  | { kind: 'paste'; text: string }
  | { kind: 'mouse'; button: 'press' | 'wheel-up' | 'wheel-down'; column: number; row: number };

/** Keys on their way to the screens, one at a time. */
export type Keyboard = {
  push(typed: readonly Typed[]): void;
  /** Calls `listener` for each, in order; returns the way to stop. */
  listen(listener: (typed: Typed) => void): () => void;
  /** Keeps what is pushed, in order, until `release`. */
  hold(): void;
  release(): void;
};

/** Beyond this nobody is typing any more. */
const mostWaiting = 5_000;

/**
 * A keyboard that hands out one key, lets the screens follow, and then the next: of keys that arrive
 * at once, the second must not act on what was marked before the first. `later` calls back after
 * what is under way, such as `setImmediate`.
 */
export function createKeyboard(later: (callback: () => void) => unknown): Keyboard {
  const listeners = new Set<(typed: Typed) => void>();
  let waiting: Typed[] = [];
  let isBusy = false;
  let isHeld = false;

  function next(): void {
    const typed = isHeld ? undefined : waiting.shift();
    isBusy = typed !== undefined;
    if (typed === undefined) return;
    try {
      for (const listener of [...listeners]) listener(typed);
    } finally {
      // Behind what the listeners set going: the screens draw what this key did first.
      later(next);
    }
  }

  return {
    push(typed) {
      // It works always: what still waits does not matter to whoever leaves.
      const leaves = typed.find((one) => one.kind === 'key' && one.name === 'ctrl+c');
      // What is typed while no screen listens is not typed at the one that gets it.
      const wereBusy = isBusy || isHeld;
      const marked = typed.map((one, at) =>
        one.kind === 'key' && (wereBusy || at > 0) ? { ...one, unseen: true as const } : one,
      );
      waiting = leaves === undefined ? [...waiting, ...marked].slice(0, mostWaiting) : [leaves];
      if (!isBusy) next();
    },
    listen(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    hold() {
      isHeld = true;
    },
    release() {
      isHeld = false;
      if (isBusy) return;
      // Behind the frame that is drawn for whoever gets them.
      isBusy = true;
      later(next);
    },
  };
}
