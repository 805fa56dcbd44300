import { type Sandbox, startSandbox } from '@lifeboat/sandbox';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { emptyConfiguration } from '../../../../packages/core/src/config/load-configuration.ts';
import type { Service, Storage } from '../../../../packages/core/src/domain/configuration.ts';
import { serviceId } from '../../../../packages/core/src/domain/configuration.ts';
import { isEnded, type Operation } from '../../../../packages/core/src/domain/operation.ts';
import type { Azure } from '../../../../packages/core/src/ports/azure.ts';
import type { Clock } from '../../../../packages/core/src/ports/time.ts';
import { fakePorts } from '../../../../packages/core/src/testing.ts';
import { startBackup } from '../../../../packages/core/src/workflows/back-up.ts';
import { lookOnce } from '../../../../packages/core/src/workflows/look-once.ts';
import { planBackup } from '../../../../packages/core/src/workflows/plan-backup.ts';
import { planRestore } from '../../../../packages/core/src/workflows/plan-restore.ts';
import { startRestore } from '../../../../packages/core/src/workflows/restore.ts';
import { runStandingChecks } from '../../../../packages/core/src/workflows/run-standing-checks.ts';
import type { Work } from '../../../../packages/core/src/workflows/work.ts';
import { azureOf, cloudOf, production } from '../../azure/sandbox-azure.ts';
import { notPassed } from './plans.ts';

let sandbox: Sandbox;
let azures: Record<string, Azure>;
const closers: (() => Promise<void>)[] = [];
const { signal } = new AbortController();
const groups = { 'contoso-prod': 'rg-prod', 'contoso-dr': 'rg-dr', 'contoso-eu': 'rg-eu' };
const id = (name: keyof typeof groups) =>
  `/subscriptions/${production}/resourceGroups/${groups[name]}/providers/Microsoft.ApiManagement/service/${name}`;
/** Kept by all accounts here, so that a plan has nothing to say of it. */
const spare = {
  name: 'old',
  enabled: true,
  type: 'Lifecycle',
  definition: { actions: { baseBlob: { delete: { daysAfterCreationGreaterThan: 60 } } } },
};

beforeAll(async () => {
  sandbox = await startSandbox({ backupSeconds: 1, restoreSeconds: 1, refusalSeconds: 0 });
  closers.push(() => sandbox.close());
  const reached = await Promise.all(
    ['lifeboat-restore', 'lifeboat-backup', 'vera@contoso.com', 'vm-oncall'].map(
      async (who) => [who, await azureOf(sandbox, who)] as const,
    ),
  );
  for (const [, { close }] of reached) closers.push(close);
  azures = Object.fromEntries(reached.map(([who, { azure }]) => [who, azure]));
  for (const account of [
    'stcontosodr',
    'stcontosowe',
    'stcontosocors',
    'stcontosonokey',
    'stcontosoclosed',
  ])
    await sandbox.control.setLifecycle(account, [spare]);
});
afterAll(async () => {
  for (const close of closers.reverse()) await close();
});

function storageOf(account: string, changes: Partial<Storage> = {}): Storage {
  return {
    key: account,
    account,
    container: 'apim-backups',
    access: 'system-identity',
    clientId: null,
    accessKey: { from: 'azure' },
    subscription: production,
    resourceGroup: 'rg-backup',
    ...changes,
  };
}

function serviceOf(
  name: keyof typeof groups,
  storage: Storage,
  changes: Partial<Service> = {},
): Service {
  return {
    label: name,
    id: serviceId('sandbox', id(name)),
    cloud: 'sandbox',
    subscription: production,
    resourceGroup: groups[name],
    azureName: name,
    resourceId: id(name),
    environment: name === 'contoso-prod' ? 'production' : 'standby',
    storage,
    signIn: 'default',
    everyMs: null,
    schedule: null,
    keepMs: null,
    standby: name === 'contoso-prod' ? 'contoso-dr' : null,
    ping: null,
    configured: true,
    ...changes,
  };
}

/** Works in the sandbox as somebody: its time, its Azure, real waiting for nothing but looks. */
function workOf(
  storage: Storage,
  who = 'lifeboat-restore',
): Work & { prod: Service; dr: Service; eu: Service } {
  const clock: Clock = {
    now: () => sandbox.clock.now(),
    monotonic: () => performance.now(),
    // Nothing here waits but the limit of a look, which is not to come.
    sleep: (_, stop) =>
      new Promise((_resolve, reject) => {
        stop?.addEventListener('abort', () => reject(stop.reason), { once: true });
      }),
  };
  const azure = azures[who];
  if (azure === undefined) throw new Error(who);
  const ports = { ...fakePorts(), clock, azure: () => azure };
  const [prod, dr, eu] = [
    serviceOf('contoso-prod', storage),
    serviceOf('contoso-dr', storage),
    serviceOf('contoso-eu', storage),
  ];
  const configuration = {
    ...emptyConfiguration(),
    cloud: cloudOf(sandbox),
    storages: { [storage.key]: storage },
    services: [prod, dr, eu],
  };
  return { ports, configuration, prod, dr, eu };
}

type World = ReturnType<typeof workOf>;

async function planOf(work: World, service: Service, force: string[] = []) {
  const storage = service.storage ?? storageOf('stcontosodr');
  const wish = { service, storage, purpose: 'manual' as const, name: null, parent: null };
  return planBackup(work, { ...wish, reason: force.length === 0 ? null : 'to see', force }, signal);
}

/** What Azure makes of a backup although a check fails: the code it is refused with. */
async function whatAzureSays(work: World, service: Service, force: string): Promise<string> {
  const planned = await planOf(work, service, [force]);
  let operation: Operation;
  try {
    operation = await startBackup(work, planned, signal);
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : 'odd';
  }
  for (let turn = 0; turn < 10 && !isEnded(operation.status); turn += 1) {
    await sandbox.clock.advance(120_000);
    operation = await lookOnce(work, operation, signal);
  }
  return operation.error?.code ?? operation.status;
}

type Undo = () => Promise<unknown>;
type Case = {
  what: string;
  storage: Storage;
  as?: string;
  service?: 'prod' | 'eu';
  spoil?: () => Promise<Undo>;
  check: string;
  /** What the sandbox answers all the same. */
  refusal: string;
};

const key = { access: 'access-key' } as const;

const cases: Case[] = [
  {
    what: 'a workspace',
    storage: storageOf('stcontosodr'),
    spoil: async () => {
      await sandbox.control.addWorkspace('contoso-prod', 'team-a');
      return () => sandbox.control.removeWorkspace('contoso-prod', 'team-a');
    },
    check: 'workspaces',
    refusal: 'BackupFailed',
  },
  {
    what: 'work of others',
    storage: storageOf('stcontosodr'),
    spoil: async () => {
      await sandbox.control.call('POST', '/world/services/contoso-prod/operations', {
        seconds: 86_400,
      });
      return () => sandbox.control.call('DELETE', '/world/services/contoso-prod/operations');
    },
    check: 'idle',
    refusal: 'ServiceLocked',
  },
  {
    what: 'no right to back up',
    storage: storageOf('stcontosodr'),
    as: 'vera@contoso.com',
    check: 'own-rights',
    refusal: 'AuthorizationFailed',
  },
  {
    what: 'a read-only lock above the service',
    storage: storageOf('stcontosodr'),
    spoil: async () => {
      const scope = `/subscriptions/${production}/resourceGroups/rg-prod`;
      await sandbox.control.addLock({ name: 'freeze', scope, level: 'ReadOnly' });
      return () => sandbox.control.removeLock('freeze');
    },
    check: 'locks',
    refusal: 'ScopeLocked',
  },
  {
    what: 'no identity',
    storage: storageOf('stcontosodr'),
    spoil: async () => {
      await sandbox.control.setIdentity('contoso-prod', false);
      return () => sandbox.control.setIdentity('contoso-prod', true);
    },
    check: 'identity',
    refusal: 'BackupFailed',
  },
  {
    what: 'an identity that is not assigned',
    storage: storageOf('stcontosodr', {
      access: 'user-identity',
      clientId: 'a11d0000-0000-4000-8000-0000000000ff',
    }),
    service: 'eu',
    check: 'identity',
    refusal: 'BackupFailed',
  },
  {
    what: 'a closed firewall',
    storage: storageOf('stcontosoclosed'),
    check: 'storage-network',
    refusal: 'BackupFailed',
  },
  {
    what: 'a key and a firewall in the region of the service',
    storage: storageOf('stcontosowe', key),
    check: 'storage-network',
    refusal: 'BackupFailed',
  },
  {
    what: 'no shared keys',
    storage: storageOf('stcontosonokey', key),
    check: 'shared-key',
    refusal: 'BackupFailed',
  },
  { what: 'CORS', storage: storageOf('stcontosocors'), check: 'cors', refusal: 'BackupFailed' },
  {
    what: 'no right to the key',
    storage: storageOf('stcontosodr', key),
    as: 'vm-oncall',
    check: 'list-keys',
    refusal: 'not-allowed',
  },
];

describe('what would stop a backup', () => {
  it.each(cases)(
    '$what fails $check and no other check, and Azure refuses it',
    async ({ storage, as, spoil, check, refusal, service }) => {
      const undo = await spoil?.();
      try {
        const work = workOf(storage, as);
        const target = service === 'eu' ? work.eu : work.prod;
        const { plan } = await planOf(work, target);
        const failed = plan.checks.filter(({ verdict }) => verdict === 'fail');

        expect(failed.map(({ name }) => name)).toEqual([check]);
        expect(await whatAzureSays(work, target, check)).toBe(refusal);
      } finally {
        await undo?.();
      }
    },
  );

  it('is nothing where nothing is wrong, and Azure takes it', async () => {
    const work = workOf(storageOf('stcontosodr'));
    const { plan } = await planOf(work, work.prod);

    expect(notPassed(plan.checks)).toEqual({});
    expect(await whatAzureSays(work, work.prod, 'cors')).toBe('succeeded');
  });

  it('is no container that is missing, which warns, nor a policy or an early rule', async () => {
    const work = workOf(storageOf('stcontosodr', { container: 'not-there' }));
    expect(notPassed((await planOf(work, work.prod)).plan.checks)).toEqual({ container: 'warn' });

    await sandbox.control.setContainer('stcontosodr', 'apim-backups', { immutableDays: 7 });
    const early = {
      ...spare,
      definition: { actions: { baseBlob: { delete: { daysAfterCreationGreaterThan: 7 } } } },
    };
    await sandbox.control.setLifecycle('stcontosodr', [early]);
    const other = workOf(storageOf('stcontosodr'));
    expect(notPassed((await planOf(other, other.prod)).plan.checks)).toEqual({
      immutability: 'warn',
      lifecycle: 'warn',
    });
    await sandbox.control.setContainer('stcontosodr', 'apim-backups', { immutableDays: null });
    await sandbox.control.setLifecycle('stcontosodr', [spare]);
  });

  it('is no missing role, which warns, although Azure refuses it', async () => {
    const scope = `/subscriptions/${production}/resourceGroups/rg-backup/providers/Microsoft.Storage/storageAccounts/stcontosodr`;
    const grant = { principal: 'contoso-prod', role: 'Storage Blob Data Contributor', scope };
    expect(await sandbox.control.revokeRole(grant)).toBe(1);
    const work = workOf(storageOf('stcontosodr'));

    expect(notPassed((await planOf(work, work.prod)).plan.checks)).toEqual({
      'storage-role': 'warn',
    });
    expect(await whatAzureSays(work, work.prod, 'cors')).toBe('BackupFailed');
    await sandbox.control.assignRole(grant);
  });
});

describe('what would stop a restore', () => {
  async function made(work: World): Promise<Operation> {
    const planned = await planOf(work, work.prod);
    let operation = await startBackup(work, planned, signal);
    for (let turn = 0; turn < 10 && !isEnded(operation.status); turn += 1) {
      await sandbox.clock.advance(120_000);
      operation = await lookOnce(work, operation, signal);
    }
    expect(operation.status).toBe('succeeded');
    return operation;
  }

  it('is nothing for a standby, whose environment is another', async () => {
    const work = workOf(storageOf('stcontosodr'));
    const { account, container, blobName: name } = await made(work);
    const wish = {
      target: work.dr,
      from: { backup: null, account, container, name },
      storage: storageOf('stcontosodr'),
      noSafetyBackup: 'it is empty',
      force: [],
      reason: null,
    };
    const planned = await planRestore(work, wish, signal);

    expect(notPassed(planned.plan.checks)).toEqual({});
    const { restore } = await startRestore(work, planned, { signal, onChange() {} });
    expect(restore.status).toBe('running');
    await sandbox.clock.advance(3_600_000);
    expect((await lookOnce(work, restore, signal)).status).toBe('succeeded');
  });

  it('is no right to restore, and the rights of a backup are no help', async () => {
    const able = workOf(storageOf('stcontosodr'));
    const { account, container, blobName: name } = await made(able);
    const work = workOf(storageOf('stcontosodr'), 'lifeboat-backup');
    const wish = {
      target: work.dr,
      from: { backup: null, account, container, name },
      storage: storageOf('stcontosodr'),
      noSafetyBackup: 'it is empty',
      force: [],
      reason: null,
    };

    expect(notPassed((await planRestore(work, wish, signal)).plan.checks)).toEqual({
      'own-rights': 'fail',
    });
    const forced = await planRestore(
      work,
      { ...wish, force: ['own-rights'], reason: 'to see' },
      signal,
    );
    const { restore } = await startRestore(work, forced, { signal, onChange() {} });
    expect(restore).toMatchObject({ status: 'failed', error: { code: 'AuthorizationFailed' } });
  });

  it('is never a region that is down, of the account or of another service', async () => {
    const work = workOf(storageOf('stcontosowe'));
    const from = {
      backup: null,
      account: 'stcontosowe',
      container: 'apim-backups',
      name: 'contoso-prod.Premium.westeurope.20261123T020000Z.apimbackup',
    };
    await sandbox.control.regionDown('westeurope', { arm: 'unavailable', storage: 'unavailable' });
    const wish = {
      target: work.dr,
      from,
      storage: storageOf('stcontosowe'),
      noSafetyBackup: 'no time',
      force: [],
      reason: null,
    };
    const { plan } = await planRestore(work, wish, signal);
    await sandbox.control.regionUp('westeurope');

    expect(plan.checks.filter(({ verdict }) => verdict === 'fail')).toEqual([]);
    expect(plan.checks.find(({ name }) => name === 'backup-present')?.verdict).toBe('unknown');
  });
});

describe('the standing checks of a pair', () => {
  it('pass, and see what changes', async () => {
    const work = workOf(storageOf('stcontosodr'));
    const verdicts = async () => {
      await sandbox.clock.advance(25 * 3_600_000);
      const [standing] = await runStandingChecks(work, signal);
      return notPassed((standing?.checks ?? []).map((check) => ({ ...check, code: null })));
    };

    expect(await verdicts()).toEqual({});
    await sandbox.control.setService('contoso-dr', { tier: 'Standard' });
    await sandbox.control.setIdentity('contoso-dr', false);
    expect(await verdicts()).toEqual({ 'standby-tier': 'fail', identity: 'fail' });
    await sandbox.control.setService('contoso-dr', { tier: 'Premium' });
    await sandbox.control.setIdentity('contoso-dr', true);
    await sandbox.control.regionDown('northeurope');
    expect(new Set(Object.values(await verdicts()))).not.toContain('fail');
    await sandbox.control.regionUp('northeurope');
  });

  it('see a copy that fell behind, and an account with no copy', async () => {
    const work = workOf(storageOf('stcontosowe'));
    const backup = await planOf(work, work.prod);
    let operation = await startBackup(work, backup, signal);
    for (let turn = 0; turn < 10 && !isEnded(operation.status); turn += 1) {
      await sandbox.clock.advance(120_000);
      operation = await lookOnce(work, operation, signal);
    }
    const old = new Date(sandbox.clock.now() - 5 * 3_600_000).toISOString();
    await sandbox.control.setReplication('stcontosowe', { lastSyncTime: old });
    await sandbox.clock.advance(2 * 3_600_000);
    const [behind] = await runStandingChecks(work, signal);
    await sandbox.control.setAccount('stcontosowe', { sku: 'Standard_LRS' });
    await sandbox.clock.advance(25 * 3_600_000);
    const [single] = await runStandingChecks(work, signal);

    const open = (standing: typeof behind) =>
      notPassed((standing?.checks ?? []).map((check) => ({ ...check, code: null })));
    expect(operation.status).toBe('succeeded');
    expect(open(behind)).toEqual({ 'geo-copy': 'warn' });
    expect(open(single)).toEqual({ 'storage-region': 'warn' });
  });
});
