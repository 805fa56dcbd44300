import { asLifeboatError, type Lifeboat, type LifeboatError } from '@lifeboat/core';
import type { Identity } from '@lifeboat/core/live';
import { type Observable, observable } from '../observable.ts';

/** What is known of the way to Azure. */
export type Sight = {
  /** Who is signed in; null while nobody knows. */
  who: Identity | null;
  /** Why Azure cannot be seen; null when it can, or when nobody tried yet. */
  problem: LifeboatError | null;
  /** Whether it is being read right now. */
  reading: boolean;
  /** When the last reading ended. Milliseconds since the epoch. */
  readAt: number | null;
};

/** Keeps what is on the screen young, at a calm pace. */
export type Reader = Observable<Sight> & {
  /** Reads what is visible now, however young it is. */
  readNow(): void;
  /** Unfocused terminals read nothing. */
  focus(focused: boolean): void;
  stop(): Promise<void>;
};

/** How old what is on the screen may become before it is read again. Milliseconds. */
export const screenAgesMs = { service: 60_000, storage: 10 * 60_000 } as const;
/** How often the reader looks what is old. Milliseconds. */
const turnMs = 5_000;
/** How often a lost sign-in is tried again by itself. Milliseconds. */
const retryMs = 60_000;

type Parts = {
  lifeboat: Lifeboat;
  /** Ids of the services on the screen. */
  visible: Observable<readonly string[]>;
  /** Called after each reading, so that the screens look at the store. */
  onRead(): void;
};

/** A reader that begins at once, after the caller's turn. */
export function createReader({ lifeboat, visible, onRead }: Parts): Reader {
  const { clock, log } = lifeboat.ports;
  const sight = observable<Sight>({ who: null, problem: null, reading: false, readAt: null });
  const done = new AbortController();
  let isFocused = true;
  let isAsked = false;
  let wake: (() => void) | null = null;
  let failedAt = Number.NEGATIVE_INFINITY;

  const work = () => {
    const ids = new Set(visible.get());
    const services = lifeboat.configuration.services.filter(({ id }) => ids.has(id));
    return { ports: lifeboat.ports, configuration: { ...lifeboat.configuration, services } };
  };

  async function turn(calm: Calm): Promise<void> {
    const asked = isAsked;
    isAsked = false;
    if (!asked && (!isFocused || isResting())) return;
    const current = work();
    if (sight.get().who === null || asked) {
      begin();
      await lookWho();
    }
    if (current.configuration.services.length === 0) return rest();
    try {
      const problem = asked ? await calm.all(current) : await calm.old(current);
      if (problem === 'nothing') rest();
      else ended(problem);
    } catch (error) {
      ended(asLifeboatError(error));
    }
    onRead();
  }

  function begin(): void {
    if (!sight.get().reading) sight.update((before) => ({ ...before, reading: true }));
  }

  function rest(): void {
    if (sight.get().reading) sight.update((before) => ({ ...before, reading: false }));
  }

  function ended(problem: LifeboatError | null): void {
    if (problem !== null) failedAt = clock.monotonic();
    sight.update((before) => ({ ...before, reading: false, readAt: clock.now(), problem }));
  }

  function isResting(): boolean {
    return sight.get().problem !== null && clock.monotonic() - failedAt < retryMs;
  }

  async function lookWho(): Promise<void> {
    const [first] = lifeboat.configuration.services;
    if (first === undefined && lifeboat.configuration.path === null) return;
    try {
      const { session } = lifeboat.ports.azure('default');
      const who = await session.identity(done.signal);
      sight.update((before) => {
        const isBack = before.problem?.code === 'not-signed-in';
        return { ...before, who, problem: isBack ? null : before.problem };
      });
    } catch (error) {
      if (done.signal.aborted) return;
      const problem = asLifeboatError(error);
      failedAt = clock.monotonic();
      sight.update((before) => ({ ...before, problem }));
    }
  }

  async function wait(): Promise<void> {
    const woken = new AbortController();
    wake = () => woken.abort();
    try {
      const signal = AbortSignal.any([done.signal, woken.signal]);
      await clock.sleep(turnMs, signal, { background: true });
    } catch {
      // Woken, or done.
    }
    wake = null;
  }

  async function run(): Promise<void> {
    const calm = await loadCalm(done.signal, begin);
    while (!done.signal.aborted) {
      await turn(calm).catch((error) => log.warn('the reader failed', { error: String(error) }));
      if (!isAsked) await wait();
    }
  }
  const running = run().catch((error) => log.error('nothing is read', { error: String(error) }));

  return {
    get: sight.get,
    subscribe: sight.subscribe,
    readNow() {
      isAsked = true;
      wake?.();
    },
    focus(focused) {
      if (focused && !isFocused) wake?.();
      isFocused = focused;
    },
    async stop() {
      done.abort();
      await running;
    },
  };
}

type Work = Pick<Lifeboat, 'ports' | 'configuration'>;
type Calm = {
  /** Reads what is old; `nothing` when nothing was. */
  old(work: Work): Promise<LifeboatError | null | 'nothing'>;
  all(work: Work): Promise<LifeboatError | null>;
};

/** The parts of core that read Azure, loaded after the first frame. */
async function loadCalm(signal: AbortSignal, onBegin: () => void): Promise<Calm> {
  const { createCalmRefresh, refreshFleet } = await import('@lifeboat/core/follow');
  const calm = createCalmRefresh(screenAgesMs, onBegin);
  return {
    async old(work) {
      const services = await calm.services(work, signal);
      const storages = await calm.storages(work, signal);
      if (services === null && storages === null) return 'nothing';
      return (services && worst(services)) ?? (storages && worst(storages)) ?? null;
    },
    all: async (work) =>
      worst(await refreshFleet(work, { services: work.configuration.services, signal })),
  };
}

/** What keeps us from seeing everything, before what concerns one service only. */
function worst(refreshed: {
  services: { problem: LifeboatError | null }[];
  storages: { problem: LifeboatError | null }[];
}): LifeboatError | null {
  const problems = [...refreshed.services, ...refreshed.storages].flatMap(
    ({ problem }) => problem ?? [],
  );
  const general = problems.find(({ code }) => code === 'not-signed-in');
  if (general !== undefined) return general;
  const all = refreshed.services.length + refreshed.storages.length;
  const unreachable = problems.filter(({ code }) => code === 'azure-unreachable');
  return unreachable.length === all ? (unreachable[0] ?? null) : null;
}
