import { randomUUID } from 'node:crypto';
import type { Lifeboat } from '@lifeboat/core';
import { settingsOf } from './settings.ts';

type Draft = Parameters<Parameters<Lifeboat['ports']['store']['update']>[0]>[0];
type Put = Draft['put'];
type Seen = NonNullable<ReturnType<typeof seenOf>>;

function seenOf(draft: Draft) {
  return draft.get('service', '');
}

/** A backup that Lifeboat made in the past: whose, and when. */
export type Past = {
  /** Number of the service, from 0. */
  service: number;
  /** Which of the service's backups, the newest being 0. */
  index: number;
  /** When it was made. Milliseconds since 1970. */
  at: number;
};

const subscription = '5b5c0000-0000-4000-8000-000000000001';
const place = { account: 'stcontosodr', container: 'apim-backups' };
const premium = { tier: 'Premium', region: 'westeurope' };
/** How long a backup takes Azure: 7 minutes (recorded run of the .NET SDK's tests, 2019-01-01). */
const runMs = 420_000;
/** Somebody changes a service's settings now and then: every so many backups. */
const backupsPerEdition = 25;

/** Service number `n`, as the configuration and Azure name it. */
export function serviceName(n: number): string {
  return `contoso-${String(n).padStart(2, '0')}`;
}

/** Where it is in Azure. */
export function resourceIdOf(n: number): string {
  return `/subscriptions/${subscription}/resourceGroups/rg-prod/providers/Microsoft.ApiManagement/service/${serviceName(n)}`;
}

function idOf(n: number): string {
  return `sandbox|${resourceIdOf(n).toLowerCase()}`;
}

/** What Azure said of a service a minute ago, its storage read too. */
export function seenService(n: number, now: number): Seen {
  return {
    id: idOf(n),
    label: serviceName(n),
    at: now - 60_000,
    exists: true,
    ...premium,
    regions: ['northeurope'],
    provisioningState: 'Succeeded',
    gatewayUrl: `https://${serviceName(n)}.azure-api.net`,
    storageReadAt: now - 60_000,
    storageProblem: null,
  };
}

/**
 * How a backup came into the store: `imported` from a listing of the storage, with what its companion
 * tells; `made` here, with the operation that made it.
 */
export type Origin = 'imported' | 'made';

/** Puts a past backup as a real one stands in the store: its record with settings, and any operation. */
export function putBackup(put: Put, past: Past, now: number, origin: Origin = 'made'): void {
  const { service, index, at } = past;
  const label = serviceName(service);
  const stamp = new Date(at).toISOString().slice(0, 19).replaceAll(/[-:]/g, '');
  const blob = `${label}.Premium.westeurope.${stamp}Z.apimbackup`;
  const url = `https://${place.account}.blob.core.windows.net/${place.container}/${blob}`;
  const settings = {
    ...settingsOf(resourceIdOf(service), label, Math.floor(index / backupsPerEdition)),
  };
  const id = `b${String(service).padStart(3, '0')}${String(index).padStart(7, '0')}`;
  const operation = randomUUID();
  const shared = {
    service: idOf(service),
    label,
    ...place,
    ...premium,
    purpose: 'scheduled',
  } as const;
  put('backup', {
    ...shared,
    id,
    name: blob,
    url,
    createdAt: at,
    estimated: false,
    state: 'present',
    seenAt: now - 60_000,
    etag: '0x22F6842C1AFEA40',
    sizeBytes: 9_953_112,
    operation: origin === 'made' ? operation : null,
    note: null,
    settings,
    imported: origin === 'imported',
  });
  if (origin === 'imported') return;
  put('operation', {
    ...shared,
    id: operation,
    kind: 'backup',
    status: 'succeeded',
    resourceId: resourceIdOf(service),
    signIn: 'default',
    blobName: blob,
    blobUrl: url,
    backup: id,
    access: 'system-identity',
    apiVersion: '2024-05-01',
    parent: null,
    requester: { who: 'ana', host: 'jump', door: 'cli' },
    reason: null,
    process: randomUUID(),
    plannedAt: at,
    attempts: [{ at, answer: 'accepted' }],
    startedAt: at,
    endedAt: at + runMs,
    location: `https://management.azure.com${resourceIdOf(service)}/operationresults/${operation}?api-version=2024-05-01`,
    asyncOperation: null,
    requestId: randomUUID(),
    correlationId: randomUUID(),
    nextLookAt: null,
    lastAnswer: { at: at + runMs, words: 'Azure says it succeeded' },
    seenRunningAt: at + runMs - 60_000,
    missedLooks: 0,
    stateBefore: 'Succeeded',
    blind: null,
    error: null,
    settings,
  });
}
