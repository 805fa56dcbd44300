import { describe, expect, it } from 'vitest';
import type { Azure } from '../../../../packages/core/src/ports/azure.ts';
import { accountBook } from '../../../../packages/core/src/workflows/gather-checks/account-looks.ts';
import { type Company, company, runThrough } from '../world.ts';
import { backupPlan, restorePlan, withBackup } from './plans.ts';

const oneWayMs = 1_000;

/** The company, with an Azure that takes its time over every look. */
function slow(): Company {
  const one = withBackup(company());
  const { ports } = one.work;
  const delayed = <T extends object>(room: T): T =>
    new Proxy(room, {
      get(target, name) {
        const real: unknown = Reflect.get(target, name);
        if (typeof real !== 'function' || name === 'url') return real;
        return async (...given: unknown[]) => {
          await ports.clock.sleep(oneWayMs);
          return real.apply(target, given);
        };
      },
    });
  const azure = (signIn: string): Azure => {
    const real = one.azure.azure(signIn);
    return {
      ...real,
      apiManagement: delayed(real.apiManagement),
      storageAccounts: delayed(real.storageAccounts),
      blobs: delayed(real.blobs),
      activityLog: delayed(real.activityLog),
      authorization: delayed(real.authorization),
      subscriptions: delayed(real.subscriptions),
    };
  };
  return { ...one, work: { ...one.work, ports: { ...ports, azure } } };
}

async function took(one: Company, work: () => Promise<unknown>): Promise<number> {
  const begun = one.work.ports.clock.now();
  await runThrough(one, work());
  return one.work.ports.clock.now() - begun;
}

describe('the looks of a plan', () => {
  // The storage's place as configured, and the services as seen before: what any installation has.
  const placed = (one: Company) => ({ ...one.storage, resourceGroup: 'rg-storage' });

  it('take as long as the slowest of them', async () => {
    const one = slow();
    const storage = placed(one);
    await took(one, () => restorePlan(one, { storage }));
    await took(one, () => backupPlan(one, { storage }));

    expect(await took(one, () => restorePlan(one, { storage }))).toBe(oneWayMs);
    // A blob that is not there does not prove its container: that is asked once more.
    expect(await took(one, () => backupPlan(one, { storage }))).toBeLessThanOrEqual(2 * oneWayMs);
  });

  it('take three times as long at most where nothing is known', async () => {
    const one = slow();

    expect(await took(one, () => restorePlan(one))).toBeLessThanOrEqual(3 * oneWayMs);
  });

  it('ask again about an identity that changed meanwhile', async () => {
    const one = slow();
    await took(one, () => restorePlan(one));
    one.azure.putService(one.dr.resourceId, {
      identity: { principalId: 'p-new', userAssigned: [] },
    });

    const { plan } = await runThrough(one, restorePlan(one));

    expect(plan.checks.find(({ name }) => name === 'storage-role')?.verdict).toBe('warn');
  });

  it('ask about one storage once, however many services are planned together', async () => {
    const one = withBackup(company());
    const accounts = accountBook(one.work);

    await Promise.all([
      backupPlan(one, { accounts }),
      backupPlan(one, { service: one.dr, accounts }),
    ]);

    expect(one.azure.calls('storageAccounts.blobService')).toHaveLength(1);
    expect(one.azure.calls('storageAccounts.list')).toHaveLength(1);
  });
});
