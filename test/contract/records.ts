import type { AuditEntry } from '../../packages/core/src/domain/audit.ts';
import type { Backup } from '../../packages/core/src/domain/backup.ts';
import type { Beat, Lease } from '../../packages/core/src/domain/lease.ts';
import type { Operation } from '../../packages/core/src/domain/operation.ts';
import type { ServiceSeen } from '../../packages/core/src/domain/service-seen.ts';
import type { Warning } from '../../packages/core/src/domain/warning.ts';

const at = Date.UTC(2026, 10, 23, 3);
const resourceId =
  '/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg-prod/providers/Microsoft.ApiManagement/service/contoso-prod';

export function aBackup(id: string, changes: Partial<Backup> = {}): Backup {
  return {
    id,
    service: `public|${resourceId.toLowerCase()}`,
    label: 'contoso-prod',
    account: 'stcontosodr',
    container: 'apim-backups',
    name: `contoso-prod.Premium.westeurope.${id}.apimbackup`,
    url: `https://stcontosodr.blob.core.windows.net/apim-backups/${id}.apimbackup`,
    purpose: 'manual',
    createdAt: at,
    estimated: false,
    tier: 'Premium',
    region: 'westeurope',
    state: 'present',
    seenAt: at,
    etag: '0x8DC',
    sizeBytes: 123_456,
    operation: null,
    note: null,
    settings: { sku: { name: 'Premium', capacity: 2 } },
    imported: false,
    ...changes,
  };
}

export function anOperation(id: string, changes: Partial<Operation> = {}): Operation {
  return {
    id,
    kind: 'backup',
    status: 'planned',
    service: `public|${resourceId.toLowerCase()}`,
    label: 'contoso-prod',
    resourceId,
    signIn: 'default',
    tier: 'Premium',
    region: 'westeurope',
    purpose: 'manual',
    account: 'stcontosodr',
    container: 'apim-backups',
    blobName: `contoso-prod.Premium.westeurope.${id}.apimbackup`,
    blobUrl: `https://stcontosodr.blob.core.windows.net/apim-backups/${id}.apimbackup`,
    backup: null,
    access: 'system-identity',
    apiVersion: '2024-05-01',
    parent: null,
    requester: { who: 'ana', host: 'laptop', door: 'cli' },
    reason: null,
    process: 'process-1',
    plannedAt: at,
    attempts: [],
    startedAt: null,
    endedAt: null,
    location: null,
    asyncOperation: null,
    requestId: null,
    correlationId: null,
    nextLookAt: null,
    lastAnswer: null,
    stateBefore: 'Succeeded',
    seenRunningAt: null,
    missedLooks: 0,
    blind: null,
    error: null,
    settings: null,
    ...changes,
  };
}

export function aLease(id: string, changes: Partial<Lease> = {}): Lease {
  return { id, process: 'process-1', since: at, ...changes };
}

export function aBeat(id: string, changes: Partial<Beat> = {}): Beat {
  return {
    id,
    host: 'laptop',
    pid: 4_001,
    startedAt: at,
    door: 'cli',
    who: 'ana',
    beat: 1,
    ...changes,
  };
}

export function aWarning(id: string, changes: Partial<Warning> = {}): Warning {
  return {
    id,
    service: `public|${resourceId.toLowerCase()}`,
    label: 'contoso-prod',
    threshold: '7d',
    since: at,
    backup: null,
    snoozedUntil: null,
    ...changes,
  };
}

export function aServiceSeen(id: string, changes: Partial<ServiceSeen> = {}): ServiceSeen {
  return {
    id,
    label: 'contoso-prod',
    at,
    exists: true,
    tier: 'Premium',
    region: 'westeurope',
    regions: ['northeurope'],
    provisioningState: 'Succeeded',
    gatewayUrl: 'https://contoso-prod.azure-api.net',
    storageReadAt: null,
    storageProblem: null,
    ...changes,
  };
}

export function anEntry(changes: Partial<AuditEntry> = {}): AuditEntry {
  return {
    at: '2026-11-23T03:00:00Z',
    event: 'note',
    who: 'ana',
    host: 'laptop',
    door: 'cli',
    subject: 'contoso-prod',
    operation: null,
    what: 'wrote a note',
    why: null,
    record: null,
    ...changes,
  };
}
