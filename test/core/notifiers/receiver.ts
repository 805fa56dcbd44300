import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Answered, Heard } from '../../contract/notifier.ts';

/** Somebody who is told things, on loopback. */
export type LoopbackReceiver = {
  origin: string;
  heard: Heard[];
  answer(answered: Answered): void;
  arrived(): Promise<void>;
  /** Resolves as soon as it has heard so many. */
  hears(count: number): Promise<void>;
  close(): Promise<void>;
};

/** Starts a receiver that answers 200 until told otherwise. */
export async function startReceiver(): Promise<LoopbackReceiver> {
  const heard: Heard[] = [];
  let next: Answered = { status: 200 };
  const waiting: (() => void)[] = [];
  async function hears(count: number): Promise<void> {
    while (heard.length < count) await new Promise<void>((resolve) => waiting.push(resolve));
  }
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      heard.push({
        method: request.method ?? '',
        path: request.url ?? '',
        headers: Object.fromEntries(
          Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
        ),
        body: Buffer.concat(chunks).toString('utf8'),
      });
      for (const wake of waiting.splice(0)) wake();
      if (next === 'hang') return;
      if (next === 'reset') return void request.socket.resetAndDestroy();
      response.writeHead(next.status, next.headers);
      response.end(next.text);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    heard,
    answer(answered) {
      next = answered;
    },
    hears,
    arrived: () => hears(1),
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
