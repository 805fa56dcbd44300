/** A value that screens can watch. */
export type Observable<T> = {
  get(): T;
  /** Calls `listener` after each change; returns the way to stop. */
  subscribe(listener: () => void): () => void;
};

/** The same, for its owner. */
export type Changing<T> = Observable<T> & {
  set(value: T): void;
  update(change: (before: T) => T): void;
};

/** A value of one's own; setting the same value tells nobody. */
export function observable<T>(initial: T): Changing<T> {
  let value = initial;
  const listeners = new Set<() => void>();
  const set = (next: T): void => {
    if (Object.is(next, value)) return;
    value = next;
    for (const listener of [...listeners]) listener();
  };
  return {
    get: () => value,
    set,
    update: (change) => set(change(value)),
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
