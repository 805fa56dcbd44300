import { fourFieldVersion } from '../checks/api-version.ts';
import type { StorageAccess } from '../domain/configuration.ts';

const accessTypes: Readonly<Record<StorageAccess, string>> = {
  'system-identity': 'SystemAssignedManagedIdentity',
  'user-identity': 'UserAssignedManagedIdentity',
  'access-key': 'AccessKey',
};

/**
 * The Azure CLI line that does the same without Lifeboat. A key is never in it: it stands as
 * `$STORAGE_KEY` for the person to fill in. Source: facts/azure.md 1.1 (read 2026-11-23).
 */
export function rawCommand(request: {
  kind: 'backup' | 'restore';
  resourceId: string;
  apiVersion: string;
  account: string;
  container: string;
  blobName: string;
  access: StorageAccess;
  clientId: string | null;
}): string {
  const keyed = request.access === 'access-key';
  const body = {
    storageAccount: request.account,
    containerName: request.container,
    backupName: request.blobName,
    ...(request.apiVersion === fourFieldVersion ? {} : { accessType: accessTypes[request.access] }),
    ...(request.access === 'user-identity' ? { clientId: request.clientId } : {}),
  };
  const json = JSON.stringify(body);
  // The key stands outside the single quotes, so that the shell puts it in; everything else is literal.
  const quoted = keyed
    ? `${shellQuoted(`${json.slice(0, -1)},"accessKey":"`)}"$STORAGE_KEY"'"}'`
    : shellQuoted(json);
  const id = /^[\w./-]+$/.test(request.resourceId)
    ? request.resourceId
    : shellQuoted(request.resourceId);
  return `az resource invoke-action --action ${request.kind} --ids ${id} --api-version ${request.apiVersion} --request-body ${quoted}`;
}

/** One word for a POSIX shell, taken literally. */
function shellQuoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
