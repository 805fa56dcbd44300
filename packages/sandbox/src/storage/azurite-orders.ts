import type { Server } from 'node:https';
import { createRequire } from 'node:module';
import { type ClockSegment, timeAt } from '../clock/clock.ts';

/** What the parent says: the first message starts the server, later ones change clock and accounts. */
export type AzuriteOrder = {
  id: number;
  clock: ClockSegment;
  /** In the form of AZURITE_ACCOUNTS: `name:key1:key2;…`. */
  accounts: string;
  certificateFile: string;
  keyFile: string;
};

/** What this process answers to each order, once it is in force. */
export type AzuriteReport = { id: number; port: number };

type BlobServer = {
  httpServer: Server;
  accountDataStore: { refresh(): void };
  start(): Promise<void>;
};
type BlobServerModule = { default: new (configuration: object) => BlobServer };
type BlobConfigurationModule = { default: new (...settings: unknown[]) => object };

const RealDate = Date;
const require = createRequire(import.meta.url);

function installClock(current: () => ClockSegment): void {
  const now = () => Math.floor(timeAt(current(), RealDate.now()));
  globalThis.Date = new Proxy(RealDate, {
    construct: (target, values, newTarget) =>
      Reflect.construct(target, values.length === 0 ? [now()] : values, newTarget),
    apply: () => new RealDate(now()).toString(),
    get: (target, property, receiver) =>
      property === 'now' ? now : Reflect.get(target, property, receiver),
  });
}

async function startServer(order: AzuriteOrder): Promise<BlobServer> {
  // Azurite's command line cannot be told to take new accounts or to end with its parent; its classes can.
  const { default: BlobServer } =
    require('azurite/dist/src/blob/BlobServer.js') as BlobServerModule;
  const { default: BlobConfiguration } =
    require('azurite/dist/src/blob/BlobConfiguration.js') as BlobConfigurationModule;
  const unused = '';
  const configuration = new BlobConfiguration(
    '127.0.0.1',
    0,
    60, // keep-alive, seconds
    unused, // metadata file: kept in memory
    unused, // extent file: kept in memory
    [],
    false, // access log
    undefined,
    false, // debug log
    undefined,
    false, // loose
    true, // skipApiVersionCheck: clients are newer than Azurite
    order.certificateFile,
    order.keyFile,
    unused, // password
    'basic', // OAuth is accepted over TLS; the front has checked the token
    true, // path style only
    true, // in memory
  );
  const server = new BlobServer(configuration);
  await server.start();
  return server;
}

function portOf(server: BlobServer): number {
  const address = server.httpServer.address();
  return address !== null && typeof address === 'object' ? address.port : 0;
}

/**
 * Runs Azurite's blob service in this process, which does nothing else, and
 * whose `Date` tells the sandbox's time.
 *
 * Azurite stamps blobs with `Date` and offers no other clock. In a process of
 * its own the global may be replaced, and then every time that storage knows
 * (creation, last change, the life of a SAS) is the sandbox's by itself;
 * rewriting headers afterwards would miss what a signature holds, and could
 * not tell two writes in one second apart.
 *
 * Effects: sets AZURITE_ACCOUNTS, replaces `Date`, ends with its parent.
 */
export function obeyOrders(host: NodeJS.Process): void {
  let running: Promise<BlobServer> | null = null;
  let segment: ClockSegment | null = null;

  host.on('message', async (order: AzuriteOrder) => {
    if (segment === null) installClock(() => segment ?? order.clock);
    segment = order.clock;
    host.env.AZURITE_ACCOUNTS = order.accounts;
    running ??= startServer(order);
    const server = await running;
    server.accountDataStore.refresh();
    const report: AzuriteReport = { id: order.id, port: portOf(server) };
    host.send?.(report);
  });

  // The parent is gone, also after a kill: nothing is left to serve.
  host.on('disconnect', () => host.exit(0));
  // A terminal's ctrl-c reaches the whole group; the parent decides when this ends.
  host.on('SIGINT', () => undefined);
}
