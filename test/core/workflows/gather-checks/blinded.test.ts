import { describe, expect, it } from 'vitest';
import { blockingCheck } from '../../../../packages/core/src/domain/plan.ts';
import { lookLimitMs } from '../../../../packages/core/src/workflows/gather-checks/look-within.ts';
import { type Company, company, runThrough } from '../world.ts';
import { backupPlan, restorePlan, withBackup } from './plans.ts';

/** Every look of a plan but the one at the service itself, without which nothing could be sent. */
const looks = [
  'apiManagement.workspaces',
  'authorization.permissions',
  'authorization.locks',
  'authorization.roles',
  'storageAccounts.list',
  'storageAccounts.get',
  'storageAccounts.container',
  'storageAccounts.blobService',
  'storageAccounts.lifecycle',
  'storageAccounts.geoCopy',
  'blobs.head',
  'blobs.list',
  'activityLog.read',
  'subscriptions.list',
] as const;
const kinds = [
  'no-network',
  'not-signed-in',
  'denied',
  'throttled',
  'error',
  'foreign-origin',
] as const;
const cases = looks.flatMap((look) => kinds.map((kind) => [look, kind] as const));

/** The company, its storage opened with a key where that is looked at too. */
function blindable(): Company {
  const one = withBackup(company());
  one.azure.refuse('blobs.head', 'denied', { when: () => false });
  return one;
}

describe('a look that sees nothing', () => {
  it.each(cases)('stops neither restore nor backup: %s, %s', async (look, kind) => {
    const one = blindable();
    one.azure.refuse(look, kind);

    for (const access of ['system-identity', 'access-key'] as const) {
      const storage = { ...one.storage, access };
      const restore = await restorePlan(one, { storage });
      const backup = await backupPlan(one, { storage });

      expect(blockingCheck(restore.plan)).toBeNull();
      expect(blockingCheck(backup.plan)).toBeNull();
    }
  });

  it.each(['throttled', 'error'] as const)(
    'at the service itself stops neither: %s',
    async (kind) => {
      const one = blindable();
      one.azure.refuse('apiManagement.get', kind);

      expect(blockingCheck((await restorePlan(one)).plan)).toBeNull();
      expect(blockingCheck((await backupPlan(one)).plan)).toBeNull();
    },
  );

  it('anywhere at all leaves a restore that can be started', async () => {
    const one = blindable();
    for (const look of looks) one.azure.refuse(look, 'error');
    one.azure.refuse('apiManagement.get', 'error');

    const { plan } = await restorePlan(one);

    expect(blockingCheck(plan)).toBeNull();
    const unknown = plan.checks.filter(({ verdict }) => verdict === 'unknown');
    expect(unknown.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['tier', 'idle', 'own-rights', 'locks', 'cors', 'backup-present']),
    );
    for (const { measured } of unknown) expect(measured).not.toBe('');
  });

  it('because its account or container is gone stops no restore by that alone', async () => {
    const one = blindable();
    for (const look of [
      'storageAccounts.get',
      'storageAccounts.container',
      'storageAccounts.blobService',
      'authorization.roles',
    ] as const)
      one.azure.refuse(look, 'absent');
    const storage = { ...one.storage, resourceGroup: 'rg-storage' };

    expect(blockingCheck((await restorePlan(one, { storage })).plan)).toBeNull();
  });
});

describe('a look that never ends', () => {
  const never = () => new Promise<never>(() => undefined);

  it.each([...looks, 'apiManagement.get' as const])(
    'is given up after its time: %s',
    async (look) => {
      const one = blindable();
      const begun = one.work.ports.clock.now();
      one.azure.script(look, never, never, never);

      const { plan } = await runThrough(one, restorePlan(one));

      expect(blockingCheck(plan)).toBeNull();
      expect(one.work.ports.clock.now() - begun).toBeLessThanOrEqual(2 * lookLimitMs);
    },
  );

  it('says that there was no answer', async () => {
    const one = blindable();
    one.azure.script('authorization.locks', never);

    const { plan } = await runThrough(one, backupPlan(one));

    expect(plan.checks.find(({ name }) => name === 'locks')).toMatchObject({
      verdict: 'unknown',
      measured: 'no answer within 10 seconds',
    });
  });

  it('does not begin before the sign-in, which may take longer, is there', async () => {
    const one = blindable();
    const { clock } = one.work.ports;
    const begun = clock.now();
    const slow = async () => {
      await clock.sleep(60_000);
      return { token: 't', expiresAt: begun + 3_600_000 };
    };
    one.azure.script('session.token', slow, slow);
    const asked: number[] = [];
    one.azure.script('apiManagement.get', (perform) => {
      asked.push(clock.now() - begun);
      return perform();
    });

    const { plan } = await runThrough(one, restorePlan(one));

    expect(asked).toEqual([60_000]);
    expect(plan.checks.find(({ name }) => name === 'tier')?.verdict).toBe('pass');
  });

  it('leaves nothing behind that sleeps, once all have answered', async () => {
    const one = blindable();

    await restorePlan(one);

    expect(one.work.ports.clock.sleepers()).toEqual([]);
  });
});
