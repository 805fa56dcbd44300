import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { services } from '../harness/arm.ts';
import { inSandbox } from '../harness/in-sandbox.ts';
import type { Answer, Person } from '../harness/person.ts';

const day = 86_400_000;
// The sandbox's clock starts 32 days back, so that its first backup is expired by now.
const { sandbox, arm, person } = inSandbox({
  start: new Date(Date.now() - 32 * day).toISOString(),
});

/** Somebody whose memory holds an expired backup of contoso-prod and a fresh one of contoso-dr. */
let ana: Person;
let expired: string;

beforeAll(async () => {
  ana = person();
  expired = backupOf(await ana.json('backup', 'contoso-prod'));
  await sandbox().control.advance({ days: 32 });
  await ana.json('backup', 'contoso-dr');
});

beforeEach(() => sandbox().control.clearRequests());

function backupOf({ data }: Answer): string {
  return data.operations?.[0]?.backup ?? '';
}

async function posts(): Promise<string[]> {
  const requests = await sandbox().control.requests();
  return requests
    .filter(({ method, path }) => method === 'POST' && /\/(backup|restore)\?/.test(path))
    .map(({ path }) => path);
}

describe('refused before anything is sent', () => {
  it('a backup of a tier that has none: 7', async () => {
    const { code, error, data } = await ana.json('backup', 'contoso-v2');

    expect(code).toBe(7);
    expect(error).toMatchObject({
      code: 'tier-has-no-backup',
      message: expect.stringContaining('StandardV2'),
      hint: expect.stringContaining('classic'),
      azure: null,
    });
    expect(data.operations ?? []).toEqual([]);
    expect(await posts()).toEqual([]);
  });

  it('a restore into another tier: 7', async () => {
    const words = ['--from', 'latest:contoso-dr', '--confirm', 'contoso-dev'];
    const { code, error } = await ana.json('restore', 'contoso-dev', ...words);

    expect(code).toBe(7);
    expect(error).toMatchObject({ code: 'tier-differs' });
    expect(error?.message).toContain('Premium');
    expect(error?.message).toContain('Developer');
    expect(await posts()).toEqual([]);
  });

  it('an expired backup: 7, and how to let Azure be the judge', async () => {
    const words = ['--from', expired, '--confirm', 'contoso-dr'];
    const { code, error } = await ana.json('restore', 'contoso-dr', ...words);

    expect(code).toBe(7);
    expect(error?.code).toBe('backup-expired');
    expect(`${error?.message} ${error?.hint}`).toContain('--force expired --reason');
    expect(await posts()).toEqual([]);
  });

  it('a restore that nobody confirmed: 7, the plan and what to pass', async () => {
    const { code, stdout, stderr } = await ana.apim(
      'restore',
      'contoso-dr',
      '--from',
      'latest:contoso-dr',
    );

    expect(code).toBe(7);
    expect(stdout).toContain('Restore into contoso-dr  Premium · northeurope');
    expect(stdout).toContain('the target is backed up first');
    expect(stderr).toContain('--confirm contoso-dr');
    expect(await posts()).toEqual([]);
  });

  it('a restore confirmed with another name: 7', async () => {
    const words = ['--from', 'latest:contoso-dr', '--confirm', 'contoso-prod'];
    const { code, error } = await ana.json('restore', 'contoso-dr', ...words);

    expect(code).toBe(7);
    expect(error?.code).toBe('not-confirmed');
    expect(await posts()).toEqual([]);
  });

  it('a standby’s own latest: 7, with what was meant', async () => {
    const words = ['--from', 'latest', '--confirm', 'contoso-dr'];
    const { code, error } = await ana.json('restore', 'contoso-dr', ...words);

    expect(code).toBe(7);
    expect(error).toMatchObject({
      code: 'standby-latest',
      hint: expect.stringContaining('latest:contoso-prod'),
    });
  });

  it('a target whose name is abbreviated: 5', async () => {
    const words = ['--from', 'latest:contoso-dr', '--confirm', 'contoso-dr'];

    expect(await ana.json('restore', 'contoso-d', ...words)).toMatchObject({
      code: 5,
      error: { code: 'service-not-found' },
    });
  });

  it('a service that somebody else keeps busy: 6', async () => {
    const path = '/world/services/contoso-pay/operations';
    await sandbox().control.call('POST', path, { seconds: 600, caller: 'raj@contoso.com' });

    const { code, error } = await ana.json('backup', 'contoso-pay');

    expect(code).toBe(6);
    expect(error?.code).toBe('service-busy');
    expect(await posts()).toEqual([]);
    await sandbox().control.call('DELETE', path);
  });

  it('a service with an open operation of ours: 6, with its id', async () => {
    await sandbox().control.setOptions({ backupSeconds: 4 });
    const started = await ana.json('backup', 'contoso-eu', '--no-wait');
    const id = started.data.operations?.[0]?.id ?? 'none';
    const second = await ana.json('backup', 'contoso-eu');
    const restore = await ana.json(
      ...([
        'restore',
        'contoso-eu',
        '--from',
        'latest:contoso-dr',
        '--confirm',
        'contoso-eu',
      ] as const),
    );
    await sandbox().control.setOptions({ backupSeconds: 1 });

    for (const { code, error } of [second, restore]) {
      expect(code).toBe(6);
      expect(error?.code).toBe('operation-open');
      expect(`${error?.message} ${error?.hint}`).toContain(id);
    }
    expect(await posts()).toHaveLength(1);
    expect((await ana.json('follow', id)).code).toBe(0);
  });

  it('anything that changes Azure where it is read-only: 7', async () => {
    const { code, error } = await ana.json('backup', 'contoso-prod', '--read-only');

    expect(code).toBe(7);
    expect(error?.code).toBe('read-only');
    expect(await posts()).toEqual([]);
  });

  it('a service that is not there: 5', async () => {
    ana.configure((config) => {
      config.services.gone = { ...config.services['contoso-dev'], name: 'gone' };
    });
    const { code, error } = await ana.json('backup', 'gone');

    expect(code).toBe(5);
    expect(error?.code).toBe('service-not-found');
    expect(await posts()).toEqual([]);
  });
});

describe('refused by Azure', () => {
  it('an expired backup that was forced: 1, in Azure’s own words', async () => {
    const { code, error, data } = await ana.json(
      ...['restore', 'contoso-dr', '--from', expired, '--confirm', 'contoso-dr'],
      ...['--force', 'expired', '--reason', 'nothing else is left'],
    );

    expect(code).toBe(1);
    expect(error).toMatchObject({
      code: 'azure-failed',
      azure: {
        status: 400,
        code: 'RestoreFailed',
        message: 'Cannot restore: backup expired',
        requestId: expect.stringMatching(/^[\w-]{30,}$/),
      },
    });
    expect(data.operations).toMatchObject([
      { kind: 'restore', status: 'failed' },
      { kind: 'backup', status: 'succeeded' },
    ]);
  });

  it('a POST by a policy: 4, with its code, words and request id, also for people', async () => {
    const failure = {
      kind: 'Backup',
      at: 'post',
      status: 403,
      code: 'RequestDisallowedByPolicy',
      message: 'A policy says no.',
    };
    await sandbox().control.call('POST', '/world/services/contoso-dev/failures', failure);

    const { code, stderr } = await ana.apim('backup', 'contoso-dev');

    expect(code).toBe(4);
    expect(stderr).toContain('RequestDisallowedByPolicy');
    expect(stderr).toContain('A policy says no.');
    expect(await posts()).toHaveLength(1);
  });

  it('a right that is missing: 4, with the action', async () => {
    const one = person({ AZURE_CLIENT_SECRET: 'sandbox-secret-of-lifeboat-backup' });
    const { clientId } = await identity('lifeboat-backup');
    one.configure((config) => {
      config.auth.clientId = clientId;
    });
    await one.json('reconcile');
    const { code, error } = await one.json(
      ...['restore', 'contoso-dr', '--from', 'latest:contoso-dr', '--confirm', 'contoso-dr'],
    );

    expect(code).toBe(4);
    expect(error?.code).toBe('not-allowed');
    expect(error?.message).toContain('Microsoft.ApiManagement/service/restore/action');
    expect(error?.hint).toContain('Privileged Identity Management');

    const azure = await one.json(
      ...['restore', 'contoso-dr', '--from', 'latest:contoso-dr', '--confirm', 'contoso-dr'],
      ...['--force', 'own-rights', '--reason', 'to see what Azure says'],
    );

    expect(azure.code).toBe(4);
    expect(azure.error).toMatchObject({
      code: 'not-allowed',
      azure: { status: 403, code: 'AuthorizationFailed' },
    });
    expect(azure.error?.azure?.message).toContain('Microsoft.ApiManagement/service/restore/action');
  });

  it.each([true, false])(
    'a service another Lifeboat works on, shown as busy %j: 6',
    async (busy) => {
      await sandbox().control.setOptions({ busyDuringOperations: busy, backupSeconds: 4 });
      const raj = person();
      const first = await raj.json('backup', 'contoso-std', '--no-wait');
      const second = await ana.json('backup', 'contoso-std');
      await sandbox().control.setOptions({ busyDuringOperations: true, backupSeconds: 1 });

      expect(first.code).toBe(0);
      expect(second.code).toBe(6);
      expect(second.error?.code).toBe('service-busy');
      expect((await raj.json('follow')).code).toBe(0);
    },
  );
});

it('leaves the target as it was after all these refusals', async () => {
  expect(await arm().names(services.dr, 'apis')).toEqual(['orders']);
});

/** A principal's ids, by its name. */
async function identity(name: string): Promise<{ clientId: string }> {
  const { token } = await sandbox().control.token({
    principal: name,
    audience: 'https://management.azure.com',
  });
  const claims: { appid: string } = JSON.parse(
    Buffer.from(token.split('.')[1] ?? '', 'base64url').toString(),
  );
  return { clientId: claims.appid };
}
