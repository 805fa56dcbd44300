import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openLifeboat } from '@lifeboat/core/node';
import { type Sandbox, startSandbox } from '@lifeboat/sandbox';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { cli } from '../tui/cli/fake-cli.ts';
import { rightFor } from './azure-calls.ts';
import { fences, readDocument } from './documents.ts';

const roleShape = z.strictObject({
  Name: z.string(),
  IsCustom: z.literal(true),
  Description: z.string(),
  Actions: z.array(z.string()),
  NotActions: z.array(z.string()).length(0),
  DataActions: z.array(z.string()),
  NotDataActions: z.array(z.string()).length(0),
  AssignableScopes: z.array(z.string()),
});

const azure = readDocument('docs/azure.md');
const roles = fences(azure)
  .filter(({ language }) => language === 'json')
  .map(({ text }): unknown => JSON.parse(text))
  .flatMap((block) => roleShape.safeParse(block).data ?? []);

function rightsOf(...names: string[]): string[] {
  const found = roles.filter(({ Name }) => names.includes(Name));
  expect(found.map(({ Name }) => Name).toSorted()).toEqual(names.toSorted());
  return found.flatMap(({ Actions, DataActions }) => [...Actions, ...DataActions]);
}

let sandbox: Sandbox;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lifeboat-roles-'));
  sandbox = await startSandbox({
    backupSeconds: 1,
    restoreSeconds: 1,
    retryAfterSeconds: 1,
    activityLogLagSeconds: 0,
    lifecycleSeconds: 0,
    undeleteAfterSeconds: 0,
  });
});

afterAll(async () => {
  await sandbox?.close();
  await rm(folder, { recursive: true, force: true });
});

/** Runs `apim` in this process and gives the rights that its calls took, each once. */
async function rightsTaken(exit: number, ...argv: string[]): Promise<string[]> {
  await sandbox.control.clearRequests();
  const environment = { ...sandbox.environment, LIFEBOAT_STATE_DIR: join(folder, 'state') };
  const place = { platform: process.platform, workingFolder: folder };
  const ended = await cli(argv, {
    environment: { ...environment, LANG: 'C.UTF-8' },
    open: (request) => openLifeboat({ ...place, environment, ...request, door: 'cli' }),
  });
  expect({ ...ended, exit: ended.exit }, ended.err).toMatchObject({ exit });
  const calls = await sandbox.control.requests();
  return [...new Set(calls.flatMap((call) => rightFor(call) ?? []))].sort();
}

describe('the roles of docs/azure.md', () => {
  it('are five, as Azure wants them written', () => {
    expect(roles.map(({ Name }) => Name)).toEqual([
      'Lifeboat Backup',
      'Lifeboat Restore',
      'Lifeboat Undelete',
      'Lifeboat Storage Keys',
      'Lifeboat Blobs',
    ]);
  });

  it('let Lifeboat Backup do no restore, and nobody but Lifeboat Undelete write, overwrite or delete', () => {
    const others = roles.filter(({ Name }) => Name !== 'Lifeboat Undelete');
    const all = others.flatMap(({ Actions, DataActions }) => [...Actions, ...DataActions]);

    expect(rightsOf('Lifeboat Backup').filter((right) => right.includes('restore'))).toEqual([]);
    expect(all.filter((right) => /\*|\/write$|\/delete$/.test(right))).toEqual([]);
  });

  it('cover all that looking and backing up take, with Azure answering in either way', async () => {
    const backup = rightsOf('Lifeboat Backup', 'Lifeboat Blobs');
    const taken = [
      ...(await rightsTaken(0, 'backup', 'contoso-prod')),
      ...(await rightsTaken(0, 'services')),
      ...(await rightsTaken(0, 'reconcile')),
      ...(await rightsTaken(0, 'show', 'latest:contoso-prod', '--verify')),
      ...(await rightsTaken(0, 'doctor')),
      ...(await rightsTaken(0, 'doctor', 'contoso-prod')),
      ...(await rightsTaken(0, 'recover', 'contoso-prod')),
    ];
    await sandbox.control.setOptions({ shape: 'azure-async-operation' });
    taken.push(...(await rightsTaken(0, 'backup', 'contoso-dev')));
    await sandbox.control.setOptions({ shape: 'location' });
    await sandbox.control.call('POST', '/world/services/contoso-eu/operations', { seconds: 60 });
    taken.push(...(await rightsTaken(6, 'backup', 'contoso-eu')));

    await sandbox.control.deleteService('contoso-pay');
    taken.push(...(await rightsTaken(5, 'backup', 'contoso-pay')));

    expect([...new Set(taken)].filter((right) => !backup.includes(right))).toEqual([]);
    // Nothing in the roles is idle either.
    const idle = backup.filter((right) => !taken.includes(right));
    expect(idle).toEqual([]);
  });

  it('cover a restore', async () => {
    const line = ['restore', 'contoso-dr', '--from', 'latest:contoso-prod'];
    const taken = await rightsTaken(0, ...line, '--confirm', 'contoso-dr');

    const restore = rightsOf('Lifeboat Restore', 'Lifeboat Blobs');
    expect(taken.filter((right) => !restore.includes(right))).toEqual([]);
    expect(taken).toContain('Microsoft.ApiManagement/service/restore/action');
  });

  it('cover an undelete', async () => {
    await sandbox.control.deleteService('contoso-dev');
    const taken = await rightsTaken(0, 'undelete', 'contoso-dev');

    expect(taken).toEqual(rightsOf('Lifeboat Undelete').toSorted());
  });

  it('cover an access key that comes from Azure, and a new machine', async () => {
    const all = rightsOf('Lifeboat Backup', 'Lifeboat Storage Keys', 'Lifeboat Blobs');
    const url = `${sandbox.blobEndpoint.replace('{account}', 'stcontosodr')}/apim-backups`;
    const init = ['init', '--cloud', sandbox.configFile, '--from-storage', url, '--access'];
    const taken = [
      ...(await rightsTaken(0, 'backup', 'contoso-std')),
      ...(await rightsTaken(0, '--config', join(folder, 'new.yaml'), ...init, 'access-key')),
    ];

    expect([...new Set(taken)].filter((right) => !all.includes(right))).toEqual([]);
    expect(taken).toEqual(
      expect.arrayContaining([
        'Microsoft.Storage/storageAccounts/listKeys/action',
        'Microsoft.Storage/storageAccounts/read',
        'Microsoft.Resources/subscriptions/read',
      ]),
    );
  });

  it('would be noticed if a call needed more', () => {
    const call = { front: 'main', method: 'DELETE', path: '/subscriptions/s/resourceGroups/g' };

    expect(() => rightFor(call)).toThrow('names no right');
  });
});
