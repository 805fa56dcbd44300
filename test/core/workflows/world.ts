import { emptyConfiguration } from '../../../packages/core/src/config/load-configuration.ts';
import {
  type Configuration,
  type Service,
  type Storage,
  serviceId,
} from '../../../packages/core/src/domain/configuration.ts';
import type { Operation } from '../../../packages/core/src/domain/operation.ts';
import {
  type FakeAzure,
  type FakePorts,
  fakeAzure,
  fakePorts,
  manualClock,
  numberedIds,
  sampleProcess,
  sampleResourceId,
} from '../../../packages/core/src/testing.ts';
import { createLeases } from '../../../packages/core/src/workflows/lease.ts';
import {
  type PlannedBackup,
  planBackup,
} from '../../../packages/core/src/workflows/plan-backup.ts';
import type { Work } from '../../../packages/core/src/workflows/work.ts';

/** A small company: contoso-prod and its standby contoso-dr, one storage, all pretended. */
export type Company = {
  work: Work & { ports: FakePorts };
  azure: FakeAzure;
  prod: Service;
  dr: Service;
  storage: Storage;
};

/** Where the company's backups go. */
export const place = { account: 'stcontosodr', container: 'apim-backups' };

/** The company, with both services at rest and an empty container. */
export function company(options: Partial<Parameters<typeof fakeAzure>[0]> = {}): Company {
  const clock = manualClock();
  const azure = fakeAzure({ clock, ...options });
  const ports = fakePorts({ clock, azure: azure.azure });
  const storage: Storage = {
    key: 'main',
    ...place,
    access: 'system-identity',
    clientId: null,
    accessKey: { from: 'azure' },
    subscription: null,
    resourceGroup: null,
  };
  const prod = service('contoso-prod', storage, { standby: 'contoso-dr' });
  const dr = service('contoso-dr', storage);
  azure.putAccount(place.account, [place.container]);
  azure.putService(prod.resourceId);
  azure.putService(dr.resourceId, { region: 'northeurope' });
  const configuration: Configuration = {
    ...emptyConfiguration(),
    path: '/etc/lifeboat/config.yaml',
    storages: { main: storage },
    services: [prod, dr],
  };
  return { work: { ports, configuration }, azure, prod, dr, storage };
}

/** The same company seen from another process on the same machine and store. */
export function otherProcess(one: Company, id: string, pid = 4_002): Company {
  const process = sampleProcess({ id, pid });
  const { memory, clock } = one.work.ports;
  const ports = fakePorts({
    clock,
    memory,
    azure: one.azure.azure,
    thisProcess: process,
    processes: one.work.ports.processes,
    ids: numberedIds(9_000),
  });
  return { ...one, work: { ...one.work, ports } };
}

function service(label: string, storage: Storage, changes: Partial<Service> = {}): Service {
  const resourceId = sampleResourceId(label);
  const [, , subscription = ''] = resourceId.split('/');
  return {
    label,
    id: serviceId('public', resourceId),
    cloud: 'public',
    subscription,
    resourceGroup: 'rg-prod',
    azureName: label,
    resourceId,
    environment: 'production',
    storage,
    signIn: 'default',
    everyMs: null,
    schedule: null,
    keepMs: null,
    standby: null,
    ping: null,
    configured: true,
    ...changes,
  };
}

/** A planned manual backup of contoso-prod, unless another service is given. */
export function plannedBackup(one: Company, target: Service = one.prod): Promise<PlannedBackup> {
  const wish = {
    service: target,
    storage: one.storage,
    purpose: 'manual' as const,
    name: null,
    parent: null,
    reason: null,
  };
  return planBackup(one.work, wish);
}

/** Another process that does one thing and is then stopped, as by ctrl-z: it neither ends nor beats. */
export function stoppedProcess(one: Company, id: string): Company {
  const other = otherProcess(one, id, 4_003);
  const { clock } = one.work.ports;
  const stopped = { ...clock, sleep: () => new Promise<void>(() => undefined) };
  const ports = fakePorts({ ...other.work.ports, clock: stopped, ids: numberedIds(9_001) });
  return { ...other, work: { ...other.work, ports: { ...ports, leases: createLeases(ports) } } };
}

/** The operation as the store has it. */
export async function stored(one: Company, id: string): Promise<Operation | null> {
  return (await one.work.ports.store.read()).get('operation', id);
}

/** Runs until `promise` settles, moving the clock from sleeper to sleeper. */
export async function runThrough<T>(one: Company, promise: Promise<T>): Promise<T> {
  let settled = false;
  const done = promise.finally(() => {
    settled = true;
  });
  done.catch(() => undefined);
  let sleeps = 0;
  while (sleeps < 10_000 && !settled) {
    const woken = await one.work.ports.clock.advanceToNext();
    if (woken) sleeps += 1;
    // Nobody sleeps: something real is awaited, such as the loading of a command, which takes as long
    // as the machine is busy. What never comes ends with the test's own time.
    else await new Promise(setImmediate);
  }
  if (!settled) throw new Error('It did not end within 10,000 sleeps.');
  return done;
}
