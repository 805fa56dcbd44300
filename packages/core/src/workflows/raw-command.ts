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
  // Double quotes let the shell put the key in; the other accesses need no shell at all.
  const quoted = keyed
    ? `"${json.slice(0, -1).replaceAll('"', '\\"')},\\"accessKey\\":\\"$STORAGE_KEY\\"}"`
    : `'${json}'`;
  return `az resource invoke-action --action ${request.kind} --ids ${request.resourceId} --api-version ${request.apiVersion} --request-body ${quoted}`;
}
