import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:https';
import { BlockBlobClient, newPipeline, StorageSharedKeyCredential } from '@azure/storage-blob';
import type { Sandbox } from '@lifeboat/sandbox';
import { z } from 'zod';

/** The resource manager as its owners (ana, and finn in the other tenant) use it: by hand, with a new token for each request, since time may have jumped. */
export type Arm = {
  send(
    method: string,
    path: string,
    body?: object,
  ): Promise<{ status: number; headers: NodeJS.Dict<string | string[]>; body: unknown }>;
  /** The names in a child collection of a service, such as `apis`. */
  names(service: string, collection: string): Promise<string[]>;
  storageAccounts(): Promise<{ id: string; name: string }[]>;
  /** The keys of a storage account. */
  accountKeys(account: string): Promise<string[]>;
  /** Deletes a blob of stcontosodr behind everybody's back. */
  deleteBlob(url: string): Promise<void>;
};

const named = z.object({
  value: z.array(z.object({ id: z.string(), name: z.string() })),
  nextLink: z.string().nullish(),
});
const keys = z.object({ keys: z.array(z.object({ value: z.string() })) });

const version = 'api-version=2024-05-01';

export const subscriptions = {
  production: '5b5c0000-0000-4000-8000-000000000001',
  platform: '5b5c0000-0000-4000-8000-000000000002',
  fabrikam: '5b5c0000-0000-4000-8000-000000000003',
} as const;

/** The resource id of a service. */
export function serviceId(
  subscription: keyof typeof subscriptions,
  group: string,
  name: string,
): string {
  return `/subscriptions/${subscriptions[subscription]}/resourceGroups/${group}/providers/Microsoft.ApiManagement/service/${name}`;
}

/** Where the services are that tests use most. */
export const services = {
  prod: serviceId('production', 'rg-prod', 'contoso-prod'),
  dr: serviceId('production', 'rg-dr', 'contoso-dr'),
  pay: serviceId('production', 'rg-pay', 'contoso-pay'),
  eu: serviceId('production', 'rg-eu', 'contoso-eu'),
  dev: serviceId('platform', 'rg-platform', 'contoso-dev'),
  std: serviceId('platform', 'rg-platform', 'contoso-std'),
  v2: serviceId('platform', 'rg-platform', 'contoso-v2'),
} as const;

export function armOf(sandbox: Sandbox): Arm {
  const ca = readFileSync(sandbox.caFile, 'utf8');
  const all = async (path: string): Promise<{ id: string; name: string }[]> => {
    const found: { id: string; name: string }[] = [];
    for (let next: string | null | undefined = path; next; ) {
      const page: z.output<typeof named> = named.parse((await arm.send('GET', next)).body);
      found.push(...page.value);
      next = page.nextLink;
    }
    return found;
  };
  const arm: Arm = {
    async send(method, path, body) {
      const { token } = await sandbox.control.token({
        principal: path.includes(subscriptions.fabrikam) ? 'finn@fabrikam.com' : 'ana@contoso.com',
        audience: 'https://management.azure.com',
      });
      const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
      return new Promise((resolve, reject) => {
        const url = path.startsWith('/') ? `${sandbox.origin}${path}` : path;
        const call = request(url, { method, ca, headers }, (answer) => {
          let text = '';
          answer.setEncoding('utf8');
          answer.on('data', (chunk) => {
            text += chunk;
          });
          answer.on('error', reject);
          answer.on('end', () =>
            resolve({
              status: answer.statusCode ?? 0,
              headers: answer.headers,
              body: text === '' ? null : JSON.parse(text),
            }),
          );
        });
        call.on('error', reject);
        call.end(body === undefined ? undefined : JSON.stringify(body));
      });
    },
    async names(service, collection) {
      const found = await all(`${service}/${collection}?${version}`);
      return found.map(({ name }) => name);
    },
    async storageAccounts() {
      const found: { id: string; name: string }[] = [];
      for (const id of Object.values(subscriptions)) {
        const path = `/subscriptions/${id}/providers/Microsoft.Storage/storageAccounts`;
        found.push(...(await all(`${path}?api-version=2023-05-01`)));
      }
      return found;
    },
    async accountKeys(account) {
      const id = (await arm.storageAccounts()).find(({ name }) => name === account)?.id;
      const { body } = await arm.send('POST', `${id}/listKeys?api-version=2023-05-01`);
      return keys.parse(body).keys.map(({ value }) => value);
    },
    async deleteBlob(url) {
      const [key = ''] = await arm.accountKeys('stcontosodr');
      const agent = new Agent({ ca });
      const pipeline = newPipeline(new StorageSharedKeyCredential('stcontosodr', key));
      pipeline.factories.unshift({
        create: (next) => ({
          sendRequest: (request) => next.sendRequest(Object.assign(request, { agent })),
        }),
      });
      await new BlockBlobClient(url, pipeline).delete();
      agent.destroy();
    },
  };
  return arm;
}
