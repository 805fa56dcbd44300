import type { Server } from 'node:http';
import type { Clock } from '@lifeboat/core';
import type { App, Logger } from '@slack/bolt';
import { createFreshness } from './freshness.ts';
import { answerHealth, type Health, serveHealth } from './health.ts';
import { createHttpReceiver } from './http-receiver.ts';
import { createSocketReceiver } from './socket-receiver.ts';
import { createSocketSlot } from './socket-slot.ts';

/** How Slack reaches the bot, with what proves it is Slack. */
export type Way =
  | { kind: 'socket'; appToken: string; apiUrl: string }
  | { kind: 'http'; signingSecret: string };

/** The way in, open. */
export type Transport = { server: Server; close(): Promise<void> };

type Parts = {
  app: App;
  way: Way;
  at: { port: number; host: string };
  clock: Clock;
  logger: Logger;
  look(): Omit<Health, 'ready' | 'sockets'>;
};

/** How often the sockets are looked at. Milliseconds. */
const tendEveryMs = 5_000;

/** Opens the way in and keeps it open. Rejects when the port is taken. */
export async function startTransport(parts: Parts): Promise<Transport> {
  return parts.way.kind === 'http'
    ? startHttp(parts, parts.way.signingSecret)
    : startSockets(parts, parts.way);
}

async function startHttp(
  { app, at, clock, logger, look }: Parts,
  signingSecret: string,
): Promise<Transport> {
  const handler = answerHealth(() => {
    const seen = look();
    return { ...seen, ready: !seen.draining, sockets: null };
  });
  const routes = [{ path: '/health', method: 'GET', handler }];
  const receiver = createHttpReceiver({ signingSecret, logger, routes });
  const fresh = createFreshness(clock);
  app.use(async ({ context, next }) => {
    const { signature, timestamp } = context;
    const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);
    // Without an ack Bolt answers 404.
    if (fresh({ signature: text(signature), timestamp: text(timestamp) })) await next();
    else logger.warn('a request was too old, too young, or came before');
  });
  receiver.init(app);
  const server = await receiver.start(at);
  return { server, close: () => closed(server) };
}

/** Two sockets: while one is renewed, the other hears (facts T5). */
async function startSockets(
  { app, at, clock, logger, look }: Parts,
  way: Extract<Way, { kind: 'socket' }>,
): Promise<Transport> {
  const make = () => {
    const receiver = createSocketReceiver({ ...way, logger });
    receiver.init(app);
    return receiver;
  };
  const onTrouble = (error: unknown): void => logger.error(`a socket: ${String(error)}`);
  const slots = [1, 2].map(() => createSocketSlot({ make, clock, onTrouble }));
  const server = await serveHealth(() => {
    const sockets = slots.filter((slot) => slot.connected()).length;
    const seen = look();
    return { ...seen, ready: sockets > 0 && !seen.draining, sockets };
  }, at);
  const stop = new AbortController();
  const tending = (async () => {
    while (!stop.signal.aborted) {
      for (const slot of slots) slot.tend();
      await clock.sleep(tendEveryMs, stop.signal).catch(() => undefined);
    }
  })();
  return {
    server,
    async close() {
      stop.abort();
      await tending;
      await Promise.all([...slots.map((slot) => slot.close()), closed(server)]);
    },
  };
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
