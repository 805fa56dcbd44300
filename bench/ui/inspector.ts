/** A process seen through Node's inspector. */
export type Inspector = {
  /** Collects all that can be collected and tells what is left of the heap. MB (10^6 bytes). */
  heapMb(): Promise<number>;
  close(): void;
};

/** What `--inspect` says on stderr, with the address to connect to. */
const listening = /ws:\/\/127\.0\.0\.1:\d+\/[0-9a-f-]+/;

/** Connects to a process by what it wrote. Rejects when it did not say where it listens. */
export function connectInspector(written: string): Promise<Inspector> {
  const [address] = listening.exec(written) ?? [];
  if (address === undefined) throw new Error('The process does not say where it is inspected.');
  const socket = new WebSocket(address);
  let next = 1;
  const ask = (method: string): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const id = next++;
      const hear = ({ data }: MessageEvent): void => {
        const answer = JSON.parse(String(data));
        if (answer.id !== id) return;
        socket.removeEventListener('message', hear);
        if (answer.error === undefined) resolve(answer.result);
        else reject(new Error(answer.error.message));
      };
      socket.addEventListener('message', hear);
      socket.send(JSON.stringify({ id, method }));
    });
  return new Promise((resolve, reject) => {
    socket.addEventListener('error', () =>
      reject(new Error(`Nothing is inspected at ${address}.`)),
    );
    socket.addEventListener('open', () =>
      resolve({
        async heapMb() {
          await ask('HeapProfiler.collectGarbage');
          // Its own type is in node:inspector; only this number is wanted.
          const { usedSize } = (await ask('Runtime.getHeapUsage')) as { usedSize: number };
          return usedSize / 1_000_000;
        },
        close: () => socket.close(),
      }),
    );
  });
}
