import { createLifeboat, type Lifeboat } from '@lifeboat/core';
import type { Backup, RecordKind, Service, Snapshot } from '@lifeboat/core/live';
import {
  type FakeAzure,
  type FakePorts,
  fakeAzure,
  fakePorts,
  fixedDisk,
  manualClock,
  memoryConfigurationFile,
  sampleResourceId,
} from '@lifeboat/core/testing';
import { emptyConfiguration } from '../../packages/core/src/config/load-configuration.ts';
import type { Operation } from '../../packages/core/src/domain/operation.ts';
import type { ServiceSeen } from '../../packages/core/src/domain/service-seen.ts';
import type { RecordShapes } from '../../packages/core/src/ports/store.ts';

/** The time of every sample: 23 November 2026, 03:00 UTC, a Monday. */
export const sampleNow = Date.UTC(2026, 10, 23, 3);

const hour = 3_600_000;
const day = 24 * hour;

/** A Lifeboat on fakes, with what tests change in it. */
export type SampleFleet = { lifeboat: Lifeboat; ports: FakePorts; azure: FakeAzure };

const storage = {
  key: 'main',
  account: 'stcontosodr',
  container: 'apim-backups',
  access: 'system-identity' as const,
  clientId: null,
  accessKey: { from: 'azure' as const },
  subscription: null,
  resourceGroup: null,
};

/** A configured service of the sample. */
export function sampleService(label: string, changes: Partial<Service> = {}): Service {
  const resourceId = sampleResourceId(label);
  const [, , subscription = ''] = resourceId.split('/');
  return {
    label,
    id: `public|${resourceId.toLowerCase()}`,
    cloud: 'public',
    subscription,
    resourceGroup: 'rg-prod',
    azureName: label,
    resourceId,
    environment: 'production',
    storage,
    signIn: 'default',
    everyMs: day,
    schedule: '0 2 * * *',
    keepMs: null,
    standby: null,
    ping: null,
    configured: true,
    ...changes,
  };
}

/** What Azure said of it a few seconds ago. */
export function sampleSeen(service: Service, changes: Partial<ServiceSeen> = {}): ServiceSeen {
  return {
    id: service.id,
    label: service.label,
    at: sampleNow - 4_000,
    exists: true,
    tier: 'Premium',
    region: 'westeurope',
    regions: [],
    provisioningState: 'Succeeded',
    gatewayUrl: `https://${service.azureName}.azure-api.net`,
    storageReadAt: sampleNow - 60_000,
    storageProblem: null,
    ...changes,
  };
}

/** A backup of it, made so long before the sample's time. */
export function sampleBackup(
  service: Service,
  agoMs: number,
  changes: Partial<Backup> = {},
): Backup {
  const createdAt = sampleNow - agoMs;
  const stamp = new Date(createdAt).toISOString().slice(0, 19).replaceAll(/[-:]/g, '');
  const name = `${service.azureName}.Premium.westeurope.${stamp}Z.apimbackup`;
  return {
    id: `b${service.label.replace('contoso-', '')}${Math.round(agoMs / hour)}`,
    service: service.id,
    label: service.label,
    account: 'stcontosodr',
    container: 'apim-backups',
    name,
    url: `https://stcontosodr.blob.core.windows.net/apim-backups/${name}`,
    purpose: 'scheduled',
    createdAt,
    estimated: false,
    tier: 'Premium',
    region: 'westeurope',
    state: 'present',
    seenAt: sampleNow - 60_000,
    etag: '0x1',
    sizeBytes: 4_200_000,
    operation: null,
    note: null,
    settings: null,
    imported: false,
    ...changes,
  };
}

/** An operation on it; running for 12 and a half minutes unless told otherwise. */
export function sampleOperation(service: Service, changes: Partial<Operation> = {}): Operation {
  const startedAt = sampleNow - 12 * 60_000 - 31_000;
  return {
    id: `0fab0000-0000-4000-8000-${service.label.length.toString().padStart(12, '0')}`,
    kind: 'restore',
    status: 'running',
    service: service.id,
    label: service.label,
    resourceId: service.resourceId,
    signIn: 'default',
    tier: 'Premium',
    region: 'northeurope',
    stateBefore: 'Succeeded',
    purpose: null,
    account: 'stcontosodr',
    container: 'apim-backups',
    blobName: 'contoso-prod.Premium.westeurope.20261122T020000Z.apimbackup',
    blobUrl:
      'https://stcontosodr.blob.core.windows.net/apim-backups/contoso-prod.Premium.westeurope.20261122T020000Z.apimbackup',
    backup: null,
    access: 'system-identity',
    apiVersion: '2024-05-01',
    parent: null,
    requester: { who: 'ana@contoso.com', host: 'ana-laptop', door: 'cli' },
    reason: null,
    process: 'another-process',
    plannedAt: startedAt - 2_000,
    attempts: [{ at: startedAt - 1_000, answer: 'accepted' }],
    startedAt,
    endedAt: null,
    location: `https://management.azure.com${service.resourceId}/operationresults/one?api-version=2024-05-01`,
    asyncOperation: null,
    requestId: '6f100000-0000-4000-8000-000000000001',
    correlationId: 'c0440000-0000-4000-8000-000000000001',
    nextLookAt: sampleNow + 60 * day,
    lastAnswer: { at: sampleNow - 8_000, words: 'Azure says it is still running' },
    seenRunningAt: sampleNow - 8_000,
    missedLooks: 0,
    blind: null,
    error: null,
    settings: null,
    ...changes,
  };
}

/** A past run that succeeded, so long ago and so long. */
export function samplePast(
  service: Service,
  kind: Operation['kind'],
  agoMs: number,
  tookMs: number,
): Operation {
  const startedAt = sampleNow - agoMs;
  return sampleOperation(service, {
    id: `0fab0000-0000-4000-8${kind === 'backup' ? 1 : 2}${service.label.length.toString().padStart(2, '0')}-${Math.round(
      agoMs / 1000,
    )
      .toString()
      .padStart(12, '0')}`,
    kind,
    status: 'succeeded',
    purpose: kind === 'backup' ? 'scheduled' : null,
    plannedAt: startedAt,
    startedAt,
    endedAt: startedAt + tookMs,
    seenRunningAt: startedAt + tookMs - 1_000,
    nextLookAt: null,
  });
}

/** A Lifeboat with these services and records; nothing is in Azure unless a test puts it there. */
export function fleetOf(
  services: readonly Service[],
  fill: (put: <K extends RecordKind>(kind: K, record: RecordShapes[K]) => void) => void,
  changes: { readOnly?: boolean; path?: string | null } = {},
): Promise<SampleFleet> {
  const clock = manualClock(sampleNow);
  const azure = fakeAzure({ clock });
  const ports = fakePorts({ clock, azure: azure.azure });
  const configuration = {
    ...emptyConfiguration(),
    path: changes.path === undefined ? '/etc/lifeboat/config.yaml' : changes.path,
    readOnly: changes.readOnly ?? false,
    storages: { main: storage },
    services: [...services],
  };
  azure.putAccount(storage.account, [storage.container]);
  for (const { resourceId } of services) azure.putService(resourceId);
  const lifeboat = createLifeboat({
    ports,
    configuration,
    configurationFile: memoryConfigurationFile(),
    disk: fixedDisk(),
    places: {
      configuration: '/etc/lifeboat/config.yaml',
      stateFolder: '/state',
      store: '/state/store.json',
      audit: '/state/audit.jsonl',
      log: '/state/log',
      archive: '/state/archive',
      tokenCache: '/state/tokens',
    },
    version: '0.1.0',
    azureFor: () => ports.azure,
    close: async () => {},
  });
  return ports.store
    .update((draft) => {
      fill((kind, record) => draft.put(kind, record));
      for (const backup of draft.all('backup')) draft.put('backup', withBlob(azure, backup));
    })
    .then(() => ({ lifeboat, ports, azure }));
}

/** The blob of a backup that is there, so that a reading of the storage finds it. */
function withBlob(azure: FakeAzure, backup: Backup): Backup {
  if (backup.state !== 'present') return backup;
  const { account, container, name, createdAt } = backup;
  return { ...backup, etag: azure.putBlob({ account, container }, name, { createdAt }).etag };
}

/** The fleet of the plan (doors.md): one of every state that is seen daily. */
export function sampleFleet(changes: { readOnly?: boolean } = {}): Promise<SampleFleet> {
  const pay = sampleService('contoso-pay');
  const eu = sampleService('contoso-eu');
  const dr = sampleService('contoso-dr', { environment: 'standby', everyMs: null, schedule: null });
  const prod = sampleService('contoso-prod', { standby: 'contoso-dr' });
  const dev = sampleService('contoso-dev', { environment: 'dev', everyMs: 2 * day });
  const v2 = sampleService('contoso-v2', { environment: 'dev', everyMs: null, schedule: null });
  return fleetOf(
    [prod, dr, pay, eu, dev, v2],
    (put) => {
      put('service', sampleSeen(pay, { regions: ['northeurope', 'uksouth'] }));
      put('service', sampleSeen(eu, { region: 'northeurope' }));
      put('service', sampleSeen(dr, { region: 'northeurope', provisioningState: 'Updating' }));
      put('service', sampleSeen(prod));
      put('service', sampleSeen(dev, { tier: 'Developer' }));
      put('service', sampleSeen(v2, { tier: 'StandardV2' }));
      for (const ago of [27, 29]) put('backup', sampleBackup(pay, ago * day));
      for (let at = 0; at < 20; at += 1) put('backup', sampleBackup(eu, 31 * hour + at * day));
      for (let at = 0; at < 25; at += 1) put('backup', sampleBackup(prod, 3 * hour + at * day));
      for (const ago of [1, 5, 9, 13])
        put('backup', sampleBackup(dev, ago * day, { tier: 'Developer' }));
      put('operation', sampleOperation(dr));
      for (const ago of [4, 11, 18])
        put('operation', samplePast(dr, 'restore', ago * day, (26 + ago / 4) * 60_000));
      for (let at = 1; at < 12; at += 1)
        put('operation', samplePast(prod, 'backup', at * day, (5 + (at % 4)) * 60_000));
      put(
        'operation',
        sampleOperation(pay, {
          kind: 'backup',
          status: 'failed',
          purpose: 'scheduled',
          endedAt: sampleNow - hour,
          startedAt: sampleNow - hour - 120_000,
          nextLookAt: null,
          error: {
            status: 409,
            code: 'ServiceLocked',
            message: 'The service is transitioning.',
            requestId: '6f100000-0000-4000-8000-000000000002',
            correlationId: null,
            details: [],
          },
        }),
      );
    },
    changes,
  );
}

/** A look at the store. */
export function storeOf({ ports }: SampleFleet): Promise<Snapshot> {
  return ports.store.read();
}
