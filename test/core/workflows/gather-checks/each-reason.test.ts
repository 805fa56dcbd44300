import { describe, expect, it } from 'vitest';
import type { Storage } from '../../../../packages/core/src/domain/configuration.ts';
import type { StorageAccountResource } from '../../../../packages/core/src/ports/storage-accounts.ts';
import { type Company, company } from '../world.ts';
import { backupPlan, notPassed, restorePlan, withBackup } from './plans.ts';

/** A way to spoil something, and what that brings about; the storage may be opened otherwise. */
type Reason = [
  what: string,
  spoil: (one: Company) => void,
  expected: Record<string, string>,
  access?: Partial<Storage>,
];

const key = { access: 'access-key' } as const;
const user = { access: 'user-identity', clientId: 'c-1' } as const;

function network(
  one: Company,
  changes: Partial<StorageAccountResource['network']>,
  more: Partial<StorageAccountResource> = {},
): void {
  one.azure.changeAccount('stcontosodr', ({ resource }) => ({
    resource: { ...resource, ...more, network: { ...resource.network, open: false, ...changes } },
  }));
}

function account(one: Company, changes: Partial<StorageAccountResource>): void {
  one.azure.changeAccount('stcontosodr', ({ resource }) => ({
    resource: { ...resource, ...changes },
  }));
}

function service(one: Company, changes: Parameters<Company['azure']['putService']>[1]): void {
  for (const { resourceId } of [one.prod, one.dr]) one.azure.putService(resourceId, changes);
}

/** One rule that spares backups, so that a plan has nothing to say. */
function calm(): Company {
  const one = withBackup(company());
  const rule = { name: 'old', enabled: true, deletesAfterDays: 60, prefixes: [] };
  one.azure.changeAccount('stcontosodr', () => ({ lifecycle: [rule] }));
  return one;
}

const noIdentity = { principalId: null, userAssigned: [] };

/** What stops or warns a backup and a restore alike. */
const reasons: Reason[] = [
  ['nothing is wrong', () => {}, {}],
  ['a workspace', (one) => service(one, { workspaces: 1 }), { workspaces: 'fail' }],
  ['a busy service', (one) => service(one, { provisioningState: 'Updating' }), { idle: 'fail' }],
  [
    'a read-only lock',
    (one) =>
      one.azure.world.locks.push({ name: 'freeze', level: 'ReadOnly', scope: '/subscriptions' }),
    { locks: 'fail' },
  ],
  [
    'a lock against deletion',
    (one) =>
      one.azure.world.locks.push({ name: 'keep', level: 'CanNotDelete', scope: '/subscriptions' }),
    {},
  ],
  ['no identity', (one) => service(one, { identity: noIdentity }), { identity: 'fail' }],
  ['no such identity', () => {}, { identity: 'fail' }, user],
  ['no role', (one) => void one.azure.world.roles.splice(0), { 'storage-role': 'warn' }],
  [
    'no role of a user-assigned identity',
    (one) =>
      service(one, {
        identity: {
          principalId: null,
          userAssigned: [{ id: '/i', clientId: 'C-1', principalId: 'p-9' }],
        },
      }),
    { 'storage-role': 'warn' },
    user,
  ],
  ['no network', (one) => network(one, { trustedServices: false }), { 'storage-network': 'fail' }],
  [
    'trust only, and a user-assigned identity',
    (one) => {
      service(one, {
        identity: {
          principalId: null,
          userAssigned: [{ id: '/i', clientId: 'c-1', principalId: 'p-9' }],
        },
      });
      one.azure.world.roles.push({
        role: 'ba92f5b4-2d11-453d-a403-e96b0029c9fe',
        principalId: 'p-9',
        scope: '/subscriptions',
      });
      network(one, {});
    },
    { 'storage-network': 'warn' },
    user,
  ],
  [
    'a firewall, and a key from elsewhere',
    (one) => network(one, { ipRules: 1 }, { primaryRegion: 'eastus' }),
    { 'storage-network': 'warn' },
    key,
  ],
  [
    'a perimeter',
    (one) => network(one, { publicAccess: 'SecuredByPerimeter' }),
    { 'storage-network': 'unknown' },
  ],
  [
    'no shared key',
    (one) => account(one, { sharedKeyAllowed: false }),
    { 'shared-key': 'fail' },
    key,
  ],
  ['no shared key, where none is used', (one) => account(one, { sharedKeyAllowed: false }), {}],
  [
    'CORS',
    (one) => one.azure.changeAccount('stcontosodr', () => ({ corsRules: 1 })),
    { cors: 'fail' },
  ],
  [
    'no right to the key',
    (one) => {
      one.azure.world.permissions.splice(0, 1, {
        actions: ['*'],
        notActions: ['Microsoft.Storage/storageAccounts/listKeys/action'],
      });
    },
    { 'list-keys': 'fail' },
    key,
  ],
  [
    'a primary location that does not answer',
    (one) => account(one, { primaryAvailable: false }),
    { 'storage-account': 'warn' },
  ],
  [
    'an account that is not among those that can be seen',
    (one) => account(one, { name: 'stother' }),
    {
      'storage-account': 'unknown',
      'storage-network': 'unknown',
      cors: 'unknown',
      'storage-role': 'unknown',
    },
  ],
  [
    'a configured place where the account is not',
    () => {},
    { 'storage-account': 'warn' },
    { resourceGroup: 'rg-elsewhere' },
  ],
];

function storageOf(one: Company, access: Partial<Storage> | undefined): Storage {
  return { ...one.storage, ...access };
}

describe('a plan of a backup', () => {
  const immutable = { immutableDays: 7, legalHold: false };
  const backupOnly: Reason[] = [
    [
      'no right',
      (one) =>
        void one.azure.world.permissions.splice(0, 1, { actions: ['*/read'], notActions: [] }),
      { 'own-rights': 'fail' },
    ],
    ['a tier without backup', (one) => service(one, { tier: 'StandardV2' }), { tier: 'fail' }],
    ['a missing container', (one) => one.azure.removeContainer(one.storage), { container: 'warn' }],
    [
      'immutability',
      (one) =>
        one.azure.changeAccount('stcontosodr', () => ({
          immutable: new Map([['apim-backups', immutable]]),
        })),
      { immutability: 'warn' },
    ],
    [
      'no lifecycle rule',
      (one) => one.azure.changeAccount('stcontosodr', () => ({ lifecycle: [] })),
      { lifecycle: 'warn' },
    ],
  ];
  const cases = [...reasons, ...backupOnly].filter(
    ([what]) =>
      what !== 'a configured place where the account is not' &&
      !what.startsWith('an account that is not among'),
  );

  it.each(cases)('with %s says that, and only that', async (_, spoil, expected, access) => {
    const one = calm();
    spoil(one);
    const { plan } = await backupPlan(one, { storage: storageOf(one, access) });

    expect(notPassed(plan.checks)).toEqual(expected);
  });
});

describe('a plan of a restore', () => {
  const environment = (one: Company, of: string | null): Company['dr'] => ({
    ...one.dr,
    environment: of,
  });

  it.each(reasons.filter(([what]) => what !== 'a configured place where the account is not'))(
    'with %s says that, and only that',
    async (_, spoil, expected, access) => {
      const one = calm();
      spoil(one);
      const storage = storageOf(one, access);
      const target = { ...one.dr, storage };
      const { plan } = await restorePlan(one, { storage, target });

      expect(notPassed(plan.checks)).toEqual(expected);
    },
  );

  it('without the right to restore says that, and only that', async () => {
    const one = calm();
    one.azure.world.permissions.splice(0, 1, {
      actions: ['*'],
      notActions: ['Microsoft.ApiManagement/service/restore/*'],
    });

    const { plan } = await restorePlan(one);

    expect(notPassed(plan.checks)).toEqual({ 'own-rights': 'fail' });
  });

  it('without the right to back up says that the safety backup cannot be made', async () => {
    const one = calm();
    one.azure.world.permissions.splice(0, 1, {
      actions: ['*'],
      notActions: ['Microsoft.ApiManagement/service/backup/*'],
    });

    const { plan } = await restorePlan(one);
    const without = await restorePlan(one, { noSafetyBackup: 'it is empty' });

    expect(notPassed(plan.checks)).toEqual({ 'safety-backup': 'fail' });
    expect(notPassed(without.plan.checks)).toEqual({});
  });

  it('with a safety backup into another storage looks at that one too', async () => {
    const one = calm();
    one.azure.putAccount('stother', ['apim-backups']);
    one.azure.changeAccount('stother', () => ({ corsRules: 2 }));
    const target = { ...one.dr, storage: { ...one.storage, account: 'stother' } };

    const { plan } = await restorePlan(one, { target });

    expect(notPassed(plan.checks)).toEqual({ 'safety-backup': 'fail' });
    expect(plan.checks.find(({ name }) => name === 'safety-backup')?.measured).toContain(
      '2 CORS rules',
    );
  });

  it('from one environment into another wants --cross-environment', async () => {
    const one = calm();
    const target = { ...environment(one, 'test'), label: 'contoso-test' };
    const verdict = async (changes: object) =>
      notPassed((await restorePlan(one, { target, ...changes })).plan.checks);

    expect(await verdict({})).toEqual({ environment: 'fail' });
    expect(await verdict({ crossEnvironment: true })).toEqual({ environment: 'warn' });
    expect(await verdict({ target: environment(one, 'standby') })).toEqual({});
    expect(await verdict({ target: environment(one, null) })).toEqual({ environment: 'unknown' });
  });

  it('into a deleted service says so, and how to bring it back', async () => {
    const one = calm();
    one.azure.deleteService(one.dr.resourceId);

    const { plan } = await restorePlan(one);

    const failed = plan.checks.filter(({ verdict }) => verdict === 'fail');
    expect(failed).toMatchObject([
      {
        name: 'soft-deleted',
        code: 'service-not-found',
        remedy: expect.stringContaining('apim undelete contoso-dr'),
      },
    ]);
    await expect(backupPlan(one, { service: one.dr })).resolves.toMatchObject({
      plan: {
        checks: expect.arrayContaining([
          expect.objectContaining({ name: 'soft-deleted', verdict: 'fail' }),
        ]),
      },
    });
  });

  it('into a service that never was says that it is not there', async () => {
    const one = calm();
    one.azure.removeService(one.dr.resourceId);

    await expect(restorePlan(one)).rejects.toMatchObject({ code: 'service-not-found' });
  });

  it('says which backup of the target may count as the safety backup, by the activity log', async () => {
    const one = calm();
    const { clock, store } = one.work.ports;
    const planned = await backupPlan(one, { service: one.dr });
    await store.update((draft) =>
      draft.put('backup', {
        id: 'b-dr',
        service: one.dr.id,
        label: one.dr.label,
        account: one.storage.account,
        container: one.storage.container,
        name: planned.plan.blobName,
        url: planned.plan.blobUrl,
        purpose: 'scheduled',
        createdAt: clock.now() - 3_600_000,
        estimated: false,
        tier: 'Premium',
        region: 'northeurope',
        state: 'present',
        seenAt: clock.now(),
        etag: null,
        sizeBytes: 1,
        operation: null,
        note: null,
        settings: null,
        imported: false,
      }),
    );
    const words = async () =>
      (await restorePlan(one)).plan.checks.find(({ name }) => name === 'safety-backup')?.measured;
    const event = (operationName: string, status = 'succeeded') =>
      one.azure.putEvent({
        at: clock.now() - 1_000,
        submittedAt: null,
        operationName: `microsoft.apimanagement/service/${operationName}`,
        status,
        caller: 'raj',
        correlationId: null,
        clientRequestId: null,
        resourceId: one.dr.resourceId,
        failure: null,
      });

    expect(await words()).toContain('b-dr');
    for (const harmless of ['backup/action', 'listsecrets/action', 'getssotoken/action'])
      event(harmless);
    event('apis/write', 'failed');
    expect(await words()).toContain('may count as one');
    const mend = one.azure.refuse('activityLog.read', 'denied');
    expect(await words()).toContain('is not known');
    mend();
    event('apis/write');
    expect(await words()).not.toContain('b-dr');
  });
});
