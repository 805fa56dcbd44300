import { describe, expect, it } from 'vitest';
import type { Block } from '../../../../packages/core/src/commands/report.ts';
import { readinessOf } from '../../../../packages/core/src/domain/standing.ts';
import { runStandingChecks } from '../../../../packages/core/src/workflows/run-standing-checks.ts';
import { lifeboatOf, runLine } from '../../commands/run-line.ts';
import { type Company, company, runThrough } from '../world.ts';
import { notPassed } from './plans.ts';

const day = 86_400_000;
const words = (blocks: readonly Block[]): string => JSON.stringify(blocks);
const { signal } = new AbortController();

async function look(one: Company) {
  const [standing] = await runStandingChecks(one.work, signal);
  const checks = (standing?.checks ?? []).map((check) => ({ ...check, code: null }));
  return { standing: standing ?? null, open: notPassed(checks) };
}

/** The account lives where contoso-prod does, with a copy elsewhere that stopped so long ago. */
function copied(one: Company, behindMs: number): void {
  const now = one.work.ports.clock.now();
  one.azure.changeAccount('stcontosodr', ({ resource }) => ({
    resource: { ...resource, primaryRegion: 'westeurope', secondaryRegion: 'northeurope' },
    geoCopy: { status: 'Live', lastSyncAt: now - behindMs, canFailover: true },
  }));
}

async function putBackup(one: Company, ageMs: number): Promise<void> {
  const { clock, store } = one.work.ports;
  await store.update((draft) =>
    draft.put('backup', {
      id: 'b1',
      service: one.prod.id,
      label: one.prod.label,
      account: one.storage.account,
      container: one.storage.container,
      name: 'n',
      url: 'u',
      purpose: 'scheduled',
      createdAt: clock.now() - ageMs,
      estimated: false,
      tier: 'Premium',
      region: 'westeurope',
      state: 'present',
      seenAt: null,
      etag: null,
      sizeBytes: 1,
      operation: null,
      note: null,
      settings: null,
      imported: false,
    }),
  );
}

describe('a standby pair', () => {
  it.each<[string, (one: Company) => void | Promise<void>, Record<string, string>]>([
    ['nothing', () => {}, {}],
    [
      'another tier',
      (one) => void one.azure.putService(one.dr.resourceId, { tier: 'Standard' }),
      { 'standby-tier': 'fail' },
    ],
    [
      'a storage that is lost with the service',
      (one) =>
        one.azure.changeAccount('stcontosodr', ({ resource }) => ({
          resource: { ...resource, primaryRegion: 'westeurope', secondaryRegion: null },
        })),
      { 'storage-region': 'warn' },
    ],
    [
      'a copy without the newest backup',
      async (one) => {
        copied(one, 20 * 3_600_000);
        await putBackup(one, 10 * 3_600_000);
      },
      { 'geo-copy': 'warn' },
    ],
    [
      'a resource group in the region of the service',
      (one) => void one.azure.world.groups.set('rg-prod', 'westeurope'),
      { 'standby-group': 'warn' },
    ],
    [
      'a standby without identity',
      (one) =>
        void one.azure.putService(one.dr.resourceId, {
          identity: { principalId: null, userAssigned: [] },
        }),
      { identity: 'fail' },
    ],
    [
      'a standby without a role',
      (one) =>
        void one.azure.putService(one.dr.resourceId, {
          identity: { principalId: 'p-9', userAssigned: [] },
        }),
      { 'storage-role': 'warn' },
    ],
    [
      'a firewall before the standby',
      (one) =>
        one.azure.changeAccount('stcontosodr', ({ resource }) => ({
          resource: {
            ...resource,
            network: { ...resource.network, open: false, trustedServices: false },
          },
        })),
      { 'storage-network': 'fail' },
    ],
    [
      'a standby that is not there',
      (one) => one.azure.removeService(one.dr.resourceId),
      { 'standby-tier': 'fail', identity: 'unknown', 'storage-role': 'unknown' },
    ],
  ])('with %s has that said, and only that', async (_, spoil, expected) => {
    const one = company();
    await spoil(one);

    expect((await look(one)).open).toEqual(expected);
  });

  it.each([
    'apiManagement.get',
    'subscriptions.resourceGroup',
    'storageAccounts.list',
    'storageAccounts.geoCopy',
    'authorization.roles',
  ] as const)('is unknown, and not failed, when %s sees nothing', async (name) => {
    const one = company();
    copied(one, 0);
    one.azure.refuse(name, 'no-network');

    const { standing, open } = await look(one);

    expect(new Set(Object.values(open))).toEqual(new Set(['unknown']));
    expect(readinessOf(standing, one.work.ports.clock.now())).toBe('unknown');
  });

  it('is looked at once a day, and at once when the standby is another', async () => {
    const one = company();
    const { clock } = one.work.ports;

    expect(await runStandingChecks(one.work, signal)).toHaveLength(1);
    await clock.advance(day - 1);
    expect(await runStandingChecks(one.work, signal)).toHaveLength(0);
    await clock.advance(1);
    expect(await runStandingChecks(one.work, signal)).toHaveLength(1);
    clock.setWall(clock.now() - 3 * day);
    expect(await runStandingChecks(one.work, signal)).toHaveLength(1);
    const other = { ...one.dr, label: 'contoso-dr2', id: 'public|other' };
    const services = [{ ...one.prod, standby: 'contoso-dr2' }, other];
    const configuration = { ...one.work.configuration, services };
    expect(await runStandingChecks({ ...one.work, configuration }, signal)).toHaveLength(1);
  });

  it('is looked at although Azure hangs, in seconds', async () => {
    const one = company();
    const never = () => new Promise<never>(() => undefined);
    one.azure.script('storageAccounts.list', never);
    one.azure.script('apiManagement.get', never);
    const begun = one.work.ports.clock.now();

    const [standing] = await runThrough(one, runStandingChecks(one.work, signal));

    expect(standing?.checks.some(({ verdict }) => verdict === 'unknown')).toBe(true);
    expect(one.work.ports.clock.now() - begun).toBeLessThanOrEqual(30_000);
  });

  it('is not kept when the person stops it', async () => {
    const one = company();
    const stopped = new AbortController();
    one.azure.script('apiManagement.get', (perform) => {
      stopped.abort(new Error('stopped'));
      return perform();
    });

    await expect(runStandingChecks(one.work, stopped.signal)).rejects.toThrow('stopped');
    expect((await one.work.ports.store.read()).all('standing')).toEqual([]);
  });
});

describe('whether a failover is ready', () => {
  it('stands in the fleet with its age', async () => {
    const one = company();
    await runStandingChecks(one.work, signal);
    await one.work.ports.clock.advance(3 * 3_600_000);

    const fleet = await runLine(lifeboatOf(one), 'services');
    const status = await runLine(lifeboatOf(one), 'status');

    expect(words(fleet.blocks)).toContain('ready, 3 h ago');
    expect(words(status.blocks)).toContain(
      'contoso-dr stands by for contoso-prod: failover ready, checked 3 h ago.',
    );
    expect(status.data.services).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ name: 'contoso-dr', failover: null }),
        expect.objectContaining({
          name: 'contoso-prod',
          failover: expect.objectContaining({
            standby: 'contoso-dr',
            ready: 'ready',
            checkedAt: '2026-11-23T03:00:00Z',
          }),
        }),
      ]),
    );
  });

  it('says what speaks against it, and that nobody looked yet', async () => {
    const one = company();

    expect(words((await runLine(lifeboatOf(one), 'services')).blocks)).toContain('not checked');
    one.azure.putService(one.dr.resourceId, { tier: 'Standard' });
    await runStandingChecks(one.work, signal);

    expect(words((await runLine(lifeboatOf(one), 'status')).blocks)).toContain(
      'failover not ready, checked now: the service is Premium, its standby Standard.',
    );
  });
});

describe('the doctor of one service', () => {
  it('looks at all that bears on it and on its standby, and changes nothing', async () => {
    const one = company();
    const { revision } = await one.work.ports.store.read();

    const report = await runLine(lifeboatOf(one), 'doctor contoso-prod');

    const names = (report.data.checks as { name: string }[]).map(({ name }) => name);
    expect(names).toEqual(
      expect.arrayContaining([
        'tier',
        'workspaces',
        'own-rights',
        'locks',
        'cors',
        'lifecycle',
        'standby-tier',
        'geo-copy',
      ]),
    );
    expect((await one.work.ports.store.read()).revision).toBe(revision);
    expect(
      one.azure.calls().filter(({ name }) => /start|create|undelete|remove/.test(name)),
    ).toEqual([]);
  });

  it('offers to create a container that is not there', async () => {
    const one = company();
    one.azure.removeContainer(one.storage);

    const { data } = await runLine(lifeboatOf(one), 'doctor contoso-prod');

    expect(data.checks).toContainEqual(
      expect.objectContaining({
        name: 'container',
        verdict: 'warn',
        remedy:
          'az storage container create --name apim-backups --account-name stcontosodr --auth-mode login',
      }),
    );
  });

  it('finds a service that was deleted', async () => {
    const one = company();
    one.azure.deleteService(one.prod.resourceId);

    const { data } = await runLine(lifeboatOf(one), 'doctor contoso-prod');

    expect(data.checks).toContainEqual(
      expect.objectContaining({ name: 'soft-deleted', verdict: 'fail' }),
    );
  });
});
