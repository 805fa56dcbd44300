import { readFileSync } from 'node:fs';
import { Agent as HttpsAgent } from 'node:https';
import { BlobServiceClient, newPipeline } from '@azure/storage-blob';
import type { Sandbox } from '@lifeboat/sandbox';
import { Agent, fetch, type RequestInit, type Response } from 'undici';

type BlobCredential = NonNullable<Parameters<typeof newPipeline>[0]>;

/** Clients of a sandbox that trust its CA and nobody else's. */
export type Trusting = {
  /** Options for any credential of @azure/identity. */
  identity: { authorityHost: string; disableInstanceDiscovery: true; tlsOptions: { ca: string } };
  /** A plain request to a full URL, or to a path of the main origin. */
  send: (target: string, init?: RequestInit) => Promise<Response>;
  /** A form posted to a sign-in endpoint, with the answer's status and body. */
  post: (
    path: string,
    form: Record<string, string>,
  ) => Promise<{ status: number; body: Record<string, unknown> }>;
  /** A client of one storage account, as made by the SDK. */
  blobs: (account: string, credential: BlobCredential) => BlobServiceClient;
  close: () => Promise<void>;
};

export function trusting(sandbox: Sandbox): Trusting {
  const ca = readFileSync(sandbox.caFile, 'utf8');
  const dispatcher = new Agent({ connect: { ca } });
  const agent = new HttpsAgent({ ca, keepAlive: true });
  const send: Trusting['send'] = (target, init = {}) =>
    fetch(target.startsWith('/') ? `${sandbox.origin}${target}` : target, { ...init, dispatcher });
  return {
    identity: { authorityHost: sandbox.origin, disableInstanceDiscovery: true, tlsOptions: { ca } },
    send,
    async post(path, form) {
      const answer = await send(path, { method: 'POST', body: new URLSearchParams(form) });
      return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
    },
    blobs(account, credential) {
      const pipeline = newPipeline(credential, { retryOptions: { maxTries: 1 } });
      pipeline.factories.unshift({
        create: (next) => ({
          sendRequest: (request) => next.sendRequest(Object.assign(request, { agent })),
        }),
      });
      return new BlobServiceClient(sandbox.blobEndpoint.replace('{account}', account), pipeline);
    },
    async close() {
      agent.destroy();
      await dispatcher.destroy();
    },
  };
}
