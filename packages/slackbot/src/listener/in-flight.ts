/** The work under way, and whether more is taken. */
export type InFlight = {
  /** Counts the work until it settles. */
  run<T>(work: () => Promise<T>): Promise<T>;
  count(): number;
  draining(): boolean;
  /** Takes no more; resolves when what runs has ended. */
  drain(): Promise<void>;
};

/** Nothing under way. */
export function createInFlight(): InFlight {
  const running = new Set<Promise<unknown>>();
  let draining = false;
  return {
    async run(work) {
      const one = work();
      running.add(one);
      try {
        return await one;
      } finally {
        running.delete(one);
      }
    },
    count: () => running.size,
    draining: () => draining,
    async drain() {
      draining = true;
      while (running.size > 0) await Promise.allSettled(running);
    },
  };
}
