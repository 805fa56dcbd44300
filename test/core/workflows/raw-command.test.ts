import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { rawCommand } from '../../../packages/core/src/workflows/raw-command.ts';

const request = {
  kind: 'backup' as const,
  resourceId:
    '/subscriptions/s/resourceGroups/g/providers/Microsoft.ApiManagement/service/contoso-prod',
  apiVersion: '2024-05-01',
  account: 'stcontosodr',
  container: 'apim-backups',
  blobName: "odd 'name'.apimbackup",
  access: 'system-identity' as const,
  clientId: null,
};

/** The words a shell makes of the line. */
function words(line: string): string[] {
  const script = `set -- ${line}\nprintf '%s\\0' "$@"`;
  return execFileSync('/bin/sh', ['-c', script], { env: { STORAGE_KEY: 'k+/=' }, encoding: 'utf8' })
    .split('\0')
    .slice(0, -1);
}

function bodyOf(line: string): unknown {
  const all = words(line);
  return JSON.parse(all[all.indexOf('--request-body') + 1] ?? '');
}

describe('the line that does the same without Lifeboat', () => {
  it('is one a shell understands, whatever the blob is called', () => {
    expect(words(rawCommand(request)).slice(0, 5)).toEqual([
      'az',
      'resource',
      'invoke-action',
      '--action',
      'backup',
    ]);
    expect(bodyOf(rawCommand(request))).toEqual({
      storageAccount: 'stcontosodr',
      containerName: 'apim-backups',
      backupName: "odd 'name'.apimbackup",
      accessType: 'SystemAssignedManagedIdentity',
    });
  });

  it('leaves the key for the person to put in', () => {
    const line = rawCommand({ ...request, access: 'access-key' });

    expect(line).toContain('$STORAGE_KEY');
    expect(bodyOf(line)).toMatchObject({ accessType: 'AccessKey', accessKey: 'k+/=' });
  });

  it('names the client id of a user-assigned identity', () => {
    expect(
      bodyOf(rawCommand({ ...request, access: 'user-identity', clientId: 'c-1' })),
    ).toMatchObject({ clientId: 'c-1' });
  });

  it('has four fields in the version of the original how-to', () => {
    const line = rawCommand({ ...request, apiVersion: '2014-02-14', access: 'access-key' });

    expect(Object.keys(bodyOf(line) as object).sort()).toEqual([
      'accessKey',
      'backupName',
      'containerName',
      'storageAccount',
    ]);
  });
});
