import { Agent } from 'node:https';
import {
  type BlobServiceClient,
  BlobServiceClient as Client,
  newPipeline,
  type RequestPolicyFactory,
  StorageSharedKeyCredential,
} from '@azure/storage-blob';
import type { AccountKeys, BlobVault } from '../seams.ts';
import type { Azurite } from './azurite.ts';

/**
 * Reaches Azurite with the account's own key, past the front and its rules,
 * as Azure's control plane does.
 *
 * Errors: RestError as storage gives it; an unknown account is an Error.
 */
export function createVault(settings: {
  azurite: Azurite;
  ca: string;
  accounts: () => AccountKeys[];
}): BlobVault & { close(): void } {
  const { azurite, ca, accounts } = settings;
  const agent = new Agent({ ca, keepAlive: true });
  // storage-blob takes no TLS settings of its own; an agent on each request is the way in.
  const trust: RequestPolicyFactory = {
    create: (next) => ({
      async sendRequest(request) {
        await azurite.inStep();
        return next.sendRequest(Object.assign(request, { agent }));
      },
    }),
  };

  const service = (account: string): BlobServiceClient => {
    const key = accounts().find((known) => known.account === account)?.keys[0];
    if (key === undefined) throw new Error(`The sandbox has no storage account ${account}.`);
    const pipeline = newPipeline(new StorageSharedKeyCredential(account, key), {
      retryOptions: { maxTries: 1 },
    });
    pipeline.factories.unshift(trust);
    return new Client(`https://127.0.0.1:${azurite.port}/${account}`, pipeline);
  };
  const blob = (account: string, container: string, name: string) =>
    service(account).getContainerClient(container).getBlockBlobClient(name);

  return {
    async createContainer(account, container) {
      await service(account).getContainerClient(container).createIfNotExists();
    },
    containerExists: async (account, container) =>
      service(account).getContainerClient(container).exists(),
    exists: async (account, container, name) => blob(account, container, name).exists(),
    async write(account, container, name, bytes) {
      await blob(account, container, name).uploadData(bytes);
    },
    async read(account, container, name) {
      const there = blob(account, container, name);
      return (await there.exists()) ? await there.downloadToBuffer() : null;
    },
    async listContainers(account) {
      const names: string[] = [];
      for await (const { name } of service(account).listContainers()) names.push(name);
      return names;
    },
    async list(account, container) {
      const found: { name: string; createdAt: number }[] = [];
      const blobs = service(account).getContainerClient(container).listBlobsFlat();
      for await (const { name, properties } of blobs) {
        found.push({ name, createdAt: properties.createdOn?.getTime() ?? 0 });
      }
      return found;
    },
    async createdAt(account, container, name) {
      const there = blob(account, container, name);
      if (!(await there.exists())) return null;
      return (await there.getProperties()).createdOn?.getTime() ?? 0;
    },
    async remove(account, container, name) {
      await blob(account, container, name).deleteIfExists({ deleteSnapshots: 'include' });
    },
    close: () => agent.destroy(),
  };
}
