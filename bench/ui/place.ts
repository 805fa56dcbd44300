import { mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { putBackup, seenService, serviceName } from '../store/history.ts';
import { configurationOf, environmentIn, openIn } from '../store/open.ts';

const hourMs = 3_600_000;

/** A fleet that was looked at a minute ago, in a store on disk, and how the program finds it. */
export type Place = { services: number; environment: Readonly<Record<string, string>> };

/** An Azure that takes every connection and never says a word. */
export type SilentAzure = { port: number; close(): void };

/** Opens it on a free port of loopback. */
export function silentAzure(): Promise<SilentAzure> {
  const server = createServer((socket) => void socket.on('error', () => undefined));
  return new Promise((resolve, reject) => {
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      resolve({ port, close: () => void server.close() });
    });
  });
}

/** A configuration may have 512 KiB. */
const mostInWords = 1_000;

/** The same with the least that a service needs. */
function shortConfiguration(services: number): string {
  const [head = ''] = configurationOf(0).split(/^services:$/m);
  const lines = Array.from(
    { length: services },
    (_, n) =>
      `  ${serviceName(n)}: {subscription: 5b5c0000-0000-4000-8000-000000000001, resourceGroup: rg-prod}\n`,
  );
  return `${head}services:\n${lines.join('')}`;
}

/** Writes a fleet with so many daily backups of each service and the operations that made them. */
export async function writePlace(
  folder: string,
  fleet: { services: number; backups: number; azure: SilentAzure },
): Promise<Place> {
  const { services, backups, azure } = fleet;
  await mkdir(folder, { recursive: true });
  const configuration = (services > mostInWords ? shortConfiguration : configurationOf)(services)
    .replace(/https:\/\/\{account\}\.[a-z.]+/, `https://localhost:${azure.port}/{account}`)
    .replaceAll(/https:\/\/[a-z.]+\.test/g, `https://localhost:${azure.port}`);
  await writeFile(join(folder, 'config.yaml'), configuration);
  const lifeboat = await openIn(folder);
  const now = Date.now();
  await lifeboat.ports.store.update((draft) => {
    for (let service = 0; service < services; service += 1) {
      draft.put('service', seenService(service, now));
      for (let index = 0; index < backups; index += 1) {
        const at = now - hourMs * (1 + index * 24);
        putBackup(draft.put, { service, index, at }, now, 'made');
      }
    }
  });
  await lifeboat.close();
  const { environment } = environmentIn(folder);
  return {
    services,
    environment: { ...environment, HOME: folder, AZURE_CLIENT_SECRET: 'never-asked-for' },
  };
}
