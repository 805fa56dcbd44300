import type { Approval, Asker } from '../../../packages/core/src/domain/approval.ts';
import type { Backup } from '../../../packages/core/src/domain/backup.ts';
import type { Operation } from '../../../packages/core/src/domain/operation.ts';
import type { Plan } from '../../../packages/core/src/domain/plan.ts';
import type { ServiceSeen } from '../../../packages/core/src/domain/service-seen.ts';

export const hourMs = 3_600_000;
export const dayMs = 24 * hourMs;
export const now = Date.parse('2026-11-23T12:00:00Z');

/** A present, seen, restorable backup of one hour ago; say what differs. */
export function aBackup(differs: Partial<Backup> = {}): Backup {
  return {
    id: 'b0000000001',
    service: 'public|/subscriptions/s/resourcegroups/rg/x/contoso',
    label: 'contoso',
    account: 'stcontoso',
    container: 'backups',
    name: 'contoso.Premium.westeurope.20261123T110000Z.apimbackup',
    url: 'https://stcontoso.blob.core.windows.net/backups/x',
    purpose: 'manual',
    createdAt: now - hourMs,
    estimated: false,
    tier: 'Premium',
    region: 'westeurope',
    state: 'present',
    seenAt: now - 60_000,
    etag: null,
    sizeBytes: 1,
    operation: 'o1',
    note: null,
    settings: null,
    imported: false,
    ...differs,
  };
}

/** A service read a minute ago, its storage too. */
export function aService(differs: Partial<ServiceSeen> = {}): ServiceSeen {
  return {
    id: 'public|/subscriptions/s/resourcegroups/rg/x/contoso',
    label: 'contoso',
    at: now - 60_000,
    exists: true,
    tier: 'Premium',
    region: 'westeurope',
    regions: [],
    provisioningState: 'Succeeded',
    gatewayUrl: null,
    storageReadAt: now - 60_000,
    storageProblem: null,
    ...differs,
  };
}

/** A manual backup that succeeded an hour ago after ten minutes. */
export function anOperation(differs: Partial<Operation> = {}): Operation {
  return {
    id: 'o1',
    kind: 'backup',
    status: 'succeeded',
    service: 'public|/subscriptions/s/resourcegroups/rg/x/contoso',
    label: 'contoso',
    resourceId: '/subscriptions/s/resourceGroups/rg/x/contoso',
    signIn: 'default',
    tier: 'Premium',
    region: 'westeurope',
    purpose: 'manual',
    account: 'stcontoso',
    container: 'backups',
    blobName: 'x',
    blobUrl: 'https://stcontoso.blob.core.windows.net/backups/x',
    backup: null,
    access: 'system-identity',
    apiVersion: '2024-05-01',
    parent: null,
    requester: { who: 'ana', host: 'h', door: 'cli' },
    reason: null,
    process: 'p',
    plannedAt: now - hourMs,
    attempts: [],
    startedAt: now - hourMs,
    endedAt: now - 50 * 60_000,
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
    ...differs,
  };
}

/** A plan to back contoso up; say what differs. */
export function aPlan(differs: Partial<Plan> = {}): Plan {
  return {
    kind: 'backup',
    service: 'contoso',
    azureName: 'contoso',
    resourceId: '/subscriptions/s',
    tier: 'Premium',
    region: 'westeurope',
    account: 'st',
    container: 'backups',
    blobName: 'n',
    blobUrl: 'https://st/backups/n',
    access: 'system-identity',
    purpose: 'manual',
    from: null,
    fresh: null,
    safetyBackup: null,
    checks: [],
    losses: [],
    expected: null,
    steps: [{ what: 'backup', service: 'contoso', expected: null }],
    rawCommand: 'az',
    who: { name: 'ana@contoso.example', objectId: '44444444-4444-4444-8444-444444444444' },
    requester: { who: 'ana', host: 'laptop', door: 'cli' },
    environments: { from: null, to: 'production' },
    overrides: { forced: [], crossEnvironment: false, fresh: false },
    hash: 'a'.repeat(64),
    approval: null,
    ...differs,
  };
}

/** Somebody who is mapped by an object id; say what differs. */
export function anAsker(differs: Partial<Asker> = {}): Asker {
  return {
    who: 'ana',
    host: 'laptop',
    door: 'cli',
    person: 'ana',
    azure: '44444444-4444-4444-8444-444444444444',
    slack: null,
    ...differs,
  };
}

/** An open request of ana for a restore, of an hour ago and for 23 hours more; say what differs. */
export function anApproval(differs: Partial<Approval> = {}): Approval {
  return {
    id: 'a000001',
    kind: 'restore',
    service: 'public|/subscriptions/s/resourcegroups/rg/x/contoso',
    label: 'contoso',
    environment: 'production',
    planHash: 'a'.repeat(64),
    summary: ['This overwrites contoso.'],
    checks: [],
    line: 'apim restore contoso --from b0000000001',
    reason: null,
    asker: anAsker(),
    askedAt: now - hourMs,
    endsAt: now + 23 * hourMs,
    status: 'open',
    decision: null,
    operation: null,
    ...differs,
  };
}
