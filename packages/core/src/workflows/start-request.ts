import type { Service, Storage } from '../domain/configuration.ts';
import type { Operation } from '../domain/operation.ts';
import type { StartRequest } from '../ports/azure.ts';
import { accessKeyOf } from './access-key.ts';
import type { Work } from './work.ts';

/**
 * What the one POST of this operation says, with the access key fetched where one is needed. The
 * key lives in memory only, wrapped as a secret.
 * Errors: those of {@link accessKeyOf}.
 */
export async function startRequest(
  work: Work,
  operation: Operation,
  service: Service,
  storage: Storage,
  signal?: AbortSignal,
): Promise<StartRequest> {
  const keyed = operation.access === 'access-key';
  return {
    kind: operation.kind,
    resourceId: operation.resourceId,
    apiVersion: operation.apiVersion,
    account: operation.account,
    container: operation.container,
    blobName: operation.blobName,
    access: operation.access,
    accessKey: keyed
      ? await accessKeyOf(work, storage, service.signIn, service.subscription, signal)
      : null,
    clientId: storage.clientId,
    clientRequestId: operation.id,
    claims: null,
  };
}
