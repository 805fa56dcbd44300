import type { StartRequest } from '../ports/azure.ts';

/** The version of the original how-to; later ones know `accessType`. */
const firstApiVersion = '2014-02-14';

/** The POST's body as JSON, or why there is none. */
export type StartBody = { ok: true; json: string } | { ok: false; words: string };

/**
 * The body of a backup or a restore: one schema for both. It holds the access key where that is how
 * the service gets in: keep it out of every log and error.
 * Source: swagger 2024-05-01 and the 2014-02-14 text (facts/azure.md 1.1, read 2026-11-23).
 */
export function startBody(request: StartRequest): StartBody {
  const place = {
    storageAccount: request.account,
    containerName: request.container,
    backupName: request.blobName,
  };
  const isFirst = request.apiVersion === firstApiVersion;
  if (isFirst && request.access !== 'access-key') {
    return refused(`api-version ${firstApiVersion} knows access keys only`);
  }
  switch (request.access) {
    case 'access-key': {
      if (request.accessKey === null) return refused('there is no access key');
      const accessKey = request.accessKey.reveal();
      return body(
        isFirst ? { ...place, accessKey } : { ...place, accessType: 'AccessKey', accessKey },
      );
    }
    case 'system-identity':
      return body({ ...place, accessType: 'SystemAssignedManagedIdentity' });
    case 'user-identity':
      if (request.clientId === null)
        return refused('there is no client id of the user-assigned identity');
      return body({
        ...place,
        accessType: 'UserAssignedManagedIdentity',
        clientId: request.clientId,
      });
  }
}

function body(value: Record<string, string>): StartBody {
  return { ok: true, json: JSON.stringify(value) };
}

function refused(words: string): StartBody {
  return { ok: false, words };
}
