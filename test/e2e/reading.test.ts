import { beforeAll, describe, expect, it } from 'vitest';
import { inSandbox } from '../harness/in-sandbox.ts';
import type { Person } from '../harness/person.ts';

const day = 86_400_000;
// 28 days back, so that a backup of then ends within days of now.
const { sandbox, arm, person } = inSandbox({
  start: new Date(Date.now() - 28 * day).toISOString(),
});

let ana: Person;
const verdict = async (service: string) =>
  (await ana.json('services')).data.services?.find(({ name }) => name === service)?.verdict;

beforeAll(async () => {
  ana = person();
  await ana.json('backup', 'contoso-pay', 'contoso-dev');
  await sandbox().control.advance({ days: 28 });
  await ana.json('backup', 'contoso-prod', 'contoso-dev', '--reason', 'nightly');
});

describe('the fleet', () => {
  it('is shown worst verdict first, with what can be restored until when', async () => {
    const { code, data } = await ana.json('services');
    const verdicts = data.services?.map(({ name, verdict: each }) => `${name} ${each}`) ?? [];

    expect(code).toBe(0);
    expect(verdicts).toEqual(
      expect.arrayContaining([
        'contoso-prod fresh',
        'contoso-dev fresh',
        'contoso-pay stale',
        'contoso-eu never',
        'contoso-v2 cannot',
      ]),
    );
    const ranks = ['contoso-pay stale', 'contoso-prod fresh', 'contoso-v2 cannot'];
    expect(verdicts.filter((each) => ranks.includes(each))).toEqual(ranks);
    const prod = data.services?.find(({ name }) => name === 'contoso-prod');
    expect(prod).toMatchObject({
      tier: 'Premium',
      region: 'westeurope',
      azureName: 'contoso-prod',
    });
    const { data: shown } = await ana.json('show', prod?.lastBackup ?? '');
    expect(shown.backups?.[0]?.expiresAt).toBe(prod?.restorableUntil);
  });

  it('says so in a table', async () => {
    const { stdout } = await ana.apim('services');

    expect(stdout).toMatch(
      /^SERVICE +ENV +TIER +REGION +BACKUPS +NEWEST +RESTORABLE UNTIL +FAILOVER$/m,
    );
    expect(stdout).toMatch(/^contoso-prod +PRODUCTION +Premium +westeurope \+1 +✓ fresh/m);
    expect(stdout).toMatch(/^contoso-v2 +test +StandardV2 +westeurope +cannot/m);
  });

  it('shows a running backup as running', async () => {
    await sandbox().control.setOptions({ backupSeconds: 3 });
    const { data } = await ana.json('backup', 'contoso-dr', '--no-wait');
    const [operation] = data.operations ?? [];

    expect(await verdict('contoso-dr')).toBe('running');
    expect((await ana.json('status')).data.operations).toMatchObject([
      { id: operation?.id, status: 'running' },
    ]);
    expect((await ana.apim('status')).stdout).toContain(operation?.id.slice(0, 8));
    await ana.json('follow');
    await sandbox().control.setOptions({ backupSeconds: 1 });
    expect(await verdict('contoso-dr')).toBe('fresh');
  });

  it('notices a service that was deleted in Azure', async () => {
    const who = person();
    await sandbox().control.call('POST', '/world/services', { name: 'short-lived' });
    who.configure((config) => {
      config.services['short-lived'] = { ...config.services['contoso-dev'] };
    });
    await sandbox().control.call('DELETE', '/world/services/short-lived');

    const { data } = await who.json('services');

    expect(data.services?.find(({ name }) => name === 'short-lived')?.verdict).toBe('gone');
  });
});

describe('status', () => {
  it('exits 0 to a person and 3 to a monitor when something needs a person', async () => {
    await ana.json('services');
    const plain = await ana.apim('status');
    const checked = await ana.json('status', '--check');

    expect(plain.code).toBe(0);
    expect(plain.stdout).toContain('Needs a person');
    expect(plain.stdout).toContain('contoso-eu');
    expect(checked).toMatchObject({ code: 3, error: { code: 'warnings' } });
    expect(checked.data.warnings).toEqual(
      expect.arrayContaining([expect.objectContaining({ service: 'contoso-pay' })]),
    );
  });

  it('exits 0 to a monitor when the one service asked for is well', async () => {
    await ana.json('services');
    const waiting = await ana.json('status', 'contoso-prod', '--check');
    ana.configure((config) => {
      for (const service of Object.values(config.services)) delete service.schedule;
    });
    const { code, data } = await ana.json('status', 'contoso-prod', '--check');

    // Its schedule waits, and nothing watches.
    expect(waiting.error?.message).toContain('1 with a schedule that nothing runs (contoso-prod)');
    expect(data.services).toMatchObject([{ name: 'contoso-prod', verdict: 'fresh' }]);
    expect(code).toBe(0);
  });
});

describe('the catalogue', () => {
  it('lists newest first, of one service or all', async () => {
    const all = (await ana.json('backups')).data.backups ?? [];
    const one = (await ana.json('backups', 'contoso-dev')).data.backups ?? [];
    const times = all.map(({ createdAt }) => createdAt);

    expect(times).toEqual([...times].sort().reverse());
    expect(new Set(one.map(({ service }) => service))).toEqual(new Set(['contoso-dev']));
    expect(one).toHaveLength(2);
  });

  it('verifies a backup by reading its blob', async () => {
    const { code, data } = await ana.json('show', 'latest:contoso-prod', '--verify');
    const { stdout } = await ana.apim('show', 'latest:contoso-prod', '--verify');

    expect(code).toBe(0);
    expect(data.checks?.every(({ verdict: each }) => each === 'pass')).toBe(true);
    expect(stdout).toContain('only a drill proves that it restores');
  });

  it('keeps a note and shows it', async () => {
    await ana.json('note', 'latest:contoso-prod', 'before', 'the', 'gateway', 'upgrade');
    const { data } = await ana.json('show', 'latest:contoso-prod');
    const { stdout } = await ana.apim('backups');
    const cleared = await ana.json('note', 'latest:contoso-prod', '--clear');

    expect(data.note).toBe('before the gateway upgrade');
    expect(stdout).toContain('before the gateway upgrade');
    expect(cleared.code).toBe(0);
    expect((await ana.json('show', 'latest:contoso-prod')).data.note).toBe(null);
  });

  it('tells whose last restorable backup ends soon', async () => {
    const { code, data } = await ana.json('expiring');
    const { stdout } = await ana.apim('expiring', '--within', '3d');

    expect(code).toBe(0);
    expect(new Set(data.warnings?.map(({ service }) => service))).toEqual(new Set(['contoso-pay']));
    expect(stdout).toContain('contoso-pay');
    expect(stdout).not.toContain('contoso-dev');
  });

  it('stops warning once there is a fresh backup', async () => {
    const who = person();
    await who.json('reconcile');
    const before = (await who.json('expiring')).data.warnings ?? [];
    await who.json('backup', 'contoso-pay');
    const after = (await who.json('expiring')).data.warnings ?? [];

    expect(before.length).toBeGreaterThan(0);
    expect(after).toEqual([]);
  });
});

describe('reconcile', () => {
  it('imports blobs it does not know, marked estimated, and none twice', async () => {
    const who = person();
    const first = await who.json('reconcile');
    const second = await who.json('reconcile');
    const { data } = await who.json('backups', 'contoso-prod');

    expect(first.code).toBe(0);
    expect(first.data.backups?.length).toBeGreaterThanOrEqual(4);
    expect(second.data.backups).toEqual([]);
    expect(data.backups?.[0]).toMatchObject({
      tier: 'Premium',
      region: 'westeurope',
      restorable: true,
    });
  });

  it('marks what vanished as missing, and does not restore from it', async () => {
    const made = await ana.json('backup', 'contoso-std');
    const backup = made.data.operations?.[0]?.backup ?? '';
    const { data } = await ana.json('show', backup);
    await arm().deleteBlob(String(data.url));

    const reconciled = await ana.json('reconcile');
    const { data: after } = await ana.json('show', backup);

    expect(JSON.stringify(reconciled.data.storages)).toContain(backup);
    expect(after.backups).toMatchObject([{ state: 'missing', restorable: false }]);
    expect(await ana.json('show', 'latest:contoso-std')).toMatchObject({
      code: 5,
      error: { code: 'backup-not-found' },
    });
  });

  it('marks nothing missing when the storage could not be read', async () => {
    await sandbox().control.addFault({
      front: 'storage',
      count: null,
      play: { kind: 'status', status: 403 },
    });
    const { code, data } = await ana.json('reconcile');
    await sandbox().control.removeFaults();

    expect(code).not.toBe(0);
    expect(data.storages).toMatchObject([{ missing: [] }]);
    expect((await ana.json('show', 'latest:contoso-prod')).data.backups).toMatchObject([
      { state: 'present' },
    ]);
  });
});

describe('the audit trail', () => {
  it('has who did what, from which door and why', async () => {
    const { data } = await ana.json('audit', 'contoso-prod');

    expect(data.entries).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          door: 'cli',
          subject: 'contoso-prod',
          why: 'nightly',
          operation: expect.any(String),
        }),
      ]),
    );
  });

  it('shows the newest with --limit', async () => {
    const { data } = await ana.json('audit', '--limit', '2');
    const { stdout } = await ana.apim('audit');

    expect(data.entries).toHaveLength(2);
    expect(stdout).toContain('Azure took the backup');
  });
});
