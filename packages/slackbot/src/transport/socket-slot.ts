import type { Clock } from '@lifeboat/core';

/** What is needed of a socket's receiver. */
export type Socket = {
  start(): Promise<unknown>;
  client: {
    on(
      event: 'connected' | 'disconnected' | 'reconnecting' | 'close',
      listener: () => void,
    ): unknown;
    disconnect(): Promise<unknown>;
  };
};

/** A place for one socket, which is kept filled. */
export type SocketSlot = {
  connected(): boolean;
  /** Looks at it: starts one where there is none, replaces one that was down too long. */
  tend(): void;
  close(): Promise<void>;
};

type Parts = {
  /** A new socket, already delivering into the app. */
  make(): Socket;
  clock: Clock;
  onTrouble(error: unknown): void;
};

/** So long a socket may mend itself; its client gives up for good on some failures (facts T3). */
const patienceMs = 40_000;
/** So long a start, and a goodbye, are waited for. */
const waitMs = 5_000;

/** An empty place. */
export function createSocketSlot({ make, clock, onTrouble }: Parts): SocketSlot {
  let current: { socket: Socket; starting: Promise<unknown>; failed: boolean } | null = null;
  let connected = false;
  let downSince = clock.monotonic();
  let closed = false;

  function fill(): void {
    const socket = make();
    const isCurrent = (): boolean => current?.socket === socket;
    socket.client.on('connected', () => {
      if (isCurrent()) connected = true;
    });
    for (const event of ['disconnected', 'reconnecting', 'close'] as const)
      socket.client.on(event, () => {
        if (!isCurrent() || !connected) return;
        connected = false;
        downSince = clock.monotonic();
      });
    downSince = clock.monotonic();
    const made = { socket, starting: Promise.resolve<unknown>(null), failed: false };
    current = made;
    made.starting = socket.start().catch((error: unknown) => {
      made.failed = true;
      onTrouble(error);
    });
  }

  async function leave(old: NonNullable<typeof current>): Promise<void> {
    // To disconnect while a start is pending rejects where nobody can catch it (facts T4).
    await Promise.race([old.starting, clock.sleep(waitMs)]);
    const gone = old.socket.client.disconnect().catch(onTrouble);
    await Promise.race([gone, clock.sleep(waitMs)]);
  }

  return {
    connected: () => connected,
    tend() {
      if (closed || connected) return;
      const old = current;
      if (old !== null && !old.failed && clock.monotonic() - downSince < patienceMs) return;
      fill();
      if (old !== null) void leave(old);
    },
    async close() {
      closed = true;
      connected = false;
      const old = current;
      current = null;
      if (old !== null) await leave(old);
    },
  };
}
