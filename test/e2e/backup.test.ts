import { beforeEach, describe, expect, it } from 'vitest';
import { inSandbox } from '../harness/in-sandbox.ts';
import type { Person } from '../harness/person.ts';

const { sandbox, person } = inSandbox();

let ana: Person;

beforeEach(() => {
  ana = person();
});

/** How often Azure was asked to start something since the last `clearRequests`. */
async function posts(): Promise<number> {
  const requests = await sandbox().control.requests();
  return requests.filter(
    ({ method, path }) => method === 'POST' && /\/(backup|restore)\?/.test(path),
  ).length;
}

describe('apim backup', () => {
  it('backs a service up and says until when it can be restored', async () => {
    const { code, stdout, stderr } = await ana.apim(
      'backup',
      'contoso-prod',
      '--reason',
      'release',
    );

    expect(code).toBe(0);
    expect(stdout).toMatch(
      /^✓ Backup of contoso-prod done in \d\d:\d\d: \w+, restorable until .+ UTC \(in 29 d\)\.\n$/,
    );
    expect(stderr).toContain('cannot be cancelled');
    expect(stderr).toMatch(/^backup contoso-prod running · \d\d:\d\d · .*Azure accepted it/m);
    expect(stderr).toMatch(/^backup contoso-prod succeeded · \d\d:\d\d$/m);
  });

  it('answers the operation and the backup it made, for scripts', async () => {
    const { code, command, data } = await ana.json('backup', 'contoso-dev');
    const { data: catalogue } = await ana.json('backups');

    expect(code).toBe(0);
    expect(command).toBe('backup');
    const [operation] = data.operations ?? [];
    expect(data.operations).toHaveLength(1);
    expect(operation).toMatchObject({
      kind: 'backup',
      service: 'contoso-dev',
      status: 'succeeded',
      parent: null,
      error: null,
    });
    expect(catalogue.backups).toMatchObject([
      {
        id: operation?.backup,
        service: 'contoso-dev',
        storage: 'stcontosodr/apim-backups',
        purpose: 'manual',
        estimated: false,
        restorable: true,
        tier: 'Developer',
        state: 'present',
      },
    ]);
    expect(catalogue.backups?.[0]?.name).toMatch(
      /^contoso-dev\.Developer\.westeurope\.\d{8}T\d{6}Z\.apimbackup$/,
    );
  });

  it('backs several services up side by side', async () => {
    const { code, data } = await ana.json('backup', 'contoso-dr', 'contoso-pay');

    expect(code).toBe(0);
    expect(data.operations?.map(({ service, status }) => [service, status])).toEqual([
      ['contoso-dr', 'succeeded'],
      ['contoso-pay', 'succeeded'],
    ]);
  });

  it('backs everything up that can be, with --all', async () => {
    const { code, data, stderr } = await ana.json('backup', '--all');

    expect(code).toBe(0);
    expect(stderr).toContain('Left out, since their tier has no backup: contoso-v2.');
    expect(data.operations?.map(({ service }) => service).sort()).toEqual([
      'contoso-dev',
      'contoso-dr',
      'contoso-eu',
      'contoso-pay',
      'contoso-prod',
      'contoso-std',
    ]);
    expect(data.operations?.every(({ status }) => status === 'succeeded')).toBe(true);
  });

  it('exits 3 and names each reason when some of several are refused', async () => {
    const { code, error, data } = await ana.json('backup', 'contoso-pay', 'contoso-v2');

    expect(code).toBe(3);
    expect(error?.code).toBe('partial');
    expect(data.operations).toMatchObject([{ service: 'contoso-pay', status: 'succeeded' }]);
    expect(data.refused).toMatchObject([{ service: 'contoso-v2', code: 'tier-has-no-backup' }]);
  });

  it('returns once Azure accepted it with --no-wait; follow goes on', async () => {
    const started = await ana.json('backup', 'contoso-eu', '--no-wait');
    const id = started.data.operations?.[0]?.id ?? '';
    const followed = await ana.json('follow', id.slice(0, 8));
    const again = await ana.apim('follow');

    expect(started.code).toBe(0);
    expect(started.data.operations).toMatchObject([{ status: 'running', endedAt: null }]);
    expect(followed.code).toBe(0);
    expect(followed.data.operations).toMatchObject([{ id, status: 'succeeded' }]);
    expect(again).toMatchObject({ code: 0, stdout: expect.stringContaining('Nothing runs.') });
  });

  it('exits 8 after --timeout with the id and how to follow it', async () => {
    await sandbox().control.setOptions({ backupSeconds: 3 });
    const stopped = await ana.json('backup', 'contoso-pay', '--timeout', '1s');
    await sandbox().control.setOptions({ backupSeconds: 1 });
    const id = stopped.data.operations?.[0]?.id ?? 'none';

    expect(stopped.code).toBe(8);
    expect(stopped.error).toMatchObject({
      code: 'still-running',
      message: expect.stringContaining(id),
      hint: expect.stringContaining(`apim follow ${id}`),
    });
    expect((await ana.json('follow', id)).data.operations).toMatchObject([{ status: 'succeeded' }]);
  });

  it('only shows what it would do with --plan', async () => {
    await sandbox().control.clearRequests();
    const { code, data } = await ana.json('backup', 'contoso-prod', '--plan');
    const { stdout } = await ana.apim('backup', 'contoso-prod', '--plan');

    expect(code).toBe(0);
    expect(await posts()).toBe(0);
    const open = data.checks?.filter(({ verdict }) => verdict !== 'pass' && verdict !== 'skip');
    expect(open).toMatchObject([{ name: 'lifecycle', verdict: 'warn' }]);
    expect(data.plans).toMatchObject([{ kind: 'backup', azureName: 'contoso-prod' }]);
    expect(data.operations ?? []).toEqual([]);
    expect(stdout).toContain('Back up contoso-prod  Premium · westeurope');
    expect(stdout).toContain('az resource invoke-action --action backup --ids');
    expect((await ana.json('status')).data.operations).toEqual([]);
  });

  it('takes a name of one’s own, once', async () => {
    const name = 'before-the-move.apimbackup';
    const first = await ana.json('backup', 'contoso-dr', '--name', name);
    await sandbox().control.clearRequests();
    const second = await ana.json('backup', 'contoso-dr', '--name', name);

    expect(first.code).toBe(0);
    expect(second.code).toBe(6);
    expect(second.error?.code).toBe('name-taken');
    expect(await posts()).toBe(0);
  });

  it('sends one POST for one backup', async () => {
    await sandbox().control.clearRequests();
    await ana.json('backup', 'contoso-prod');

    expect(await posts()).toBe(1);
  });

  it('keeps the service’s settings with the record, which no backup holds', async () => {
    const { data } = await ana.json('backup', 'contoso-prod');
    const { data: shown } = await ana.json('show', data.operations?.[0]?.backup ?? '');

    expect(JSON.stringify(shown)).toContain('api.contoso.com');
  });
});

describe('naming services', () => {
  it('takes the beginning of a name where only one service has it', async () => {
    const { code, data } = await ana.json('backup', 'contoso-de', '--plan');

    expect(code).toBe(0);
    expect(data.plans).toMatchObject([{ service: 'contoso-dev' }]);
  });

  it('exits 2 where several have it, and names them', async () => {
    const { code, stderr } = await ana.apim('backup', 'contoso-p');

    expect(code).toBe(2);
    expect(stderr).toContain('contoso-prod, contoso-pay');
  });

  it('exits 5 for a typo, with the nearest name', async () => {
    const { code, error } = await ana.json('backup', 'contoso-prdo');

    expect(code).toBe(5);
    expect(error).toMatchObject({
      code: 'service-not-found',
      hint: expect.stringContaining('contoso-prod'),
    });
  });

  it('takes a full resource id of a service it never heard of', async () => {
    await sandbox().control.call('POST', '/world/services', { name: 'stranger', tier: 'Basic' });
    const id =
      '/subscriptions/5b5c0000-0000-4000-8000-000000000002/resourceGroups/rg-platform/providers/Microsoft.ApiManagement/service/stranger';
    const { code, data } = await ana.json(
      'backup',
      id,
      '--storage',
      sandbox().blobEndpoint.replace('{account}', 'stcontosodr/apim-backups'),
      '--access',
      'access-key',
    );

    expect({ code, data }).toMatchObject({
      code: 0,
      data: { operations: [{ service: 'stranger', status: 'succeeded' }] },
    });
  });
});

describe('naming backups', () => {
  it('knows one by id, name, URL, latest: and time', async () => {
    const first = await ana.json('backup', 'contoso-prod', '--name', 'one.apimbackup');
    const second = await ana.json('backup', 'contoso-prod', '--name', 'two.apimbackup');
    const [older, newer] = [first, second].map(({ data }) => data.operations?.[0]);
    const url = sandbox().blobEndpoint.replace('{account}', 'stcontosodr/apim-backups');
    const named = async (word: string) =>
      (await ana.json('show', word)).data.backups?.map(({ id }) => id);

    expect(older?.backup).not.toBe(newer?.backup);
    expect(await named(older?.backup ?? '')).toEqual([older?.backup]);
    expect(await named('one.apimbackup')).toEqual([older?.backup]);
    expect(await named(`${url}/one.apimbackup`)).toEqual([older?.backup]);
    expect(await named('latest:contoso-prod')).toEqual([newer?.backup]);
    expect(await named(`contoso-prod@${newer?.startedAt}`)).toEqual([older?.backup]);
  });

  it('exits 5 for one that is not there', async () => {
    expect(await ana.json('show', 'bnobodyhere')).toMatchObject({
      code: 5,
      error: { code: 'backup-not-found' },
    });
  });
});
