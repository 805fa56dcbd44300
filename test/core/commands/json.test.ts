import { describe, expect, it } from 'vitest';
import {
  answerDocument,
  backupDocument,
  checkDocument,
  errorDocument,
  operationDocument,
  serviceDocument,
  warningDocument,
} from '../../../packages/core/src/commands/json.ts';
import { planDocument } from '../../../packages/core/src/commands/plan-document.ts';
import { LifeboatError } from '../../../packages/core/src/domain/error.ts';
import type { Plan } from '../../../packages/core/src/domain/plan.ts';
import { aBackup, anOperation, aPlan, dayMs, now } from '../domain/build-records.ts';

const azure = {
  status: 409,
  code: 'ServiceLocked',
  message: 'The service is transitioning.',
  requestId: 'r-1',
  correlationId: 'c-1',
  details: [{ code: 'Inner', message: 'inner', target: null }],
};
const said = {
  status: 409,
  code: 'ServiceLocked',
  message: 'The service is transitioning.',
  requestId: 'r-1',
};

describe('the documented shape', () => {
  it('of an operation', () => {
    const failed = anOperation({ status: 'failed', error: azure, parent: 'o0', backup: 'b1' });

    expect(operationDocument(failed)).toStrictEqual({
      id: 'o1',
      kind: 'backup',
      service: 'contoso',
      status: 'failed',
      startedAt: '2026-11-23T11:00:00Z',
      endedAt: '2026-11-23T11:10:00Z',
      backup: 'b1',
      parent: 'o0',
      error: said,
    });
    expect(operationDocument(anOperation({ startedAt: null, endedAt: null }))).toMatchObject({
      startedAt: null,
      endedAt: null,
      error: null,
    });
  });

  it('of a backup', () => {
    const context = { targetTier: 'Premium', now };

    expect(backupDocument(aBackup(), context)).toStrictEqual({
      id: 'b0000000001',
      service: 'contoso',
      storage: 'stcontoso/backups',
      name: 'contoso.Premium.westeurope.20261123T110000Z.apimbackup',
      purpose: 'manual',
      createdAt: '2026-11-23T11:00:00Z',
      expiresAt: '2026-12-23T11:00:00Z',
      estimated: false,
      restorable: true,
      tier: 'Premium',
      region: 'westeurope',
      state: 'present',
    });
    expect(backupDocument(aBackup({ createdAt: now - 30 * dayMs }), context)).toMatchObject({
      restorable: false,
      state: 'expired',
    });
    expect(backupDocument(aBackup(), { targetTier: null, now }).restorable).toBeNull();
  });

  it('of a service', () => {
    const service = {
      label: 'contoso',
      azureName: 'contoso-az',
      resourceId: '/subscriptions/s',
      tier: 'Premium',
      region: 'westeurope',
      verdict: 'fresh',
      lastBackup: 'b1',
      restorableUntil: now,
      heldUntil: null,
      pausedUntil: now,
    };

    expect(serviceDocument(service)).toStrictEqual({
      name: 'contoso',
      azureName: 'contoso-az',
      resourceId: '/subscriptions/s',
      tier: 'Premium',
      region: 'westeurope',
      verdict: 'fresh',
      lastBackup: 'b1',
      restorableUntil: '2026-11-23T12:00:00Z',
      failover: null,
      heldUntil: null,
      pausedUntil: '2026-11-23T12:00:00Z',
    });
    expect(serviceDocument({ ...service, restorableUntil: null }).restorableUntil).toBeNull();
  });

  it('of a warning', () => {
    const warning = {
      id: 's|7d',
      service: 's',
      label: 'contoso',
      threshold: '7d' as const,
      since: now,
      backup: null,
      snoozedUntil: now + dayMs,
    };

    expect(warningDocument(warning)).toStrictEqual({
      service: 'contoso',
      threshold: '7d',
      since: '2026-11-23T12:00:00Z',
      backup: null,
      snoozedUntil: '2026-11-24T12:00:00Z',
      snoozedBy: null,
      snoozeReason: null,
    });
  });

  it('of a check', () => {
    const check = {
      name: 'idle',
      verdict: 'fail' as const,
      measured: 'Updating',
      threshold: null,
      remedy: 'Wait.',
      code: 'service-busy' as const,
    };

    expect(checkDocument(check)).toStrictEqual({
      name: 'idle',
      verdict: 'fail',
      measured: 'Updating',
      threshold: null,
      remedy: 'Wait.',
    });
  });

  it('of a plan', () => {
    const plan: Plan = {
      ...aPlan(),
      kind: 'restore',
      service: 'dr',
      azureName: 'contoso-dr',
      resourceId: '/subscriptions/s',
      tier: 'Premium',
      region: 'northeurope',
      account: 'st',
      container: 'apim',
      blobName: 'x.apimbackup',
      blobUrl: 'https://st/apim/x.apimbackup',
      access: 'system-identity',
      purpose: null,
      from: { backup: 'b1', service: 'prod', createdAt: now, expiresAt: null, estimated: true },
      safetyBackup: { made: true, blobName: 'y.apimbackup', reason: null },
      checks: [],
      losses: ['Everything changed since.'],
      expected: { medianMs: 3, shortestMs: 2, longestMs: 4, runs: 5 },
      rawCommand: 'az resource invoke-action',
    };

    expect(planDocument(plan)).toStrictEqual({
      kind: 'restore',
      service: 'dr',
      azureName: 'contoso-dr',
      resourceId: '/subscriptions/s',
      tier: 'Premium',
      region: 'northeurope',
      storage: 'st/apim',
      name: 'x.apimbackup',
      url: 'https://st/apim/x.apimbackup',
      access: 'system-identity',
      purpose: null,
      from: {
        backup: 'b1',
        service: 'prod',
        createdAt: '2026-11-23T12:00:00Z',
        expiresAt: null,
        estimated: true,
      },
      safetyBackup: { made: true, name: 'y.apimbackup', reason: null },
      checks: [],
      losses: ['Everything changed since.'],
      expected: { medianMs: 3, shortestMs: 2, longestMs: 4, runs: 5 },
      rawCommand: 'az resource invoke-action',
      fresh: null,
      steps: [{ what: 'backup', service: 'contoso', expected: null }],
      who: { name: 'ana@contoso.example', objectId: '44444444-4444-4444-8444-444444444444' },
      requester: { who: 'ana', host: 'laptop', door: 'cli' },
      environments: { from: null, to: 'production' },
      overrides: { forced: [], crossEnvironment: false, fresh: false },
      hash: 'a'.repeat(64),
      approval: null,
    });
    expect(planDocument({ ...plan, from: null, safetyBackup: null, expected: null })).toMatchObject(
      {
        from: null,
        safetyBackup: null,
        expected: null,
      },
    );
  });

  it('of an error, with and without what Azure said', () => {
    expect(
      errorDocument(new LifeboatError('service-busy', 'Busy.', { hint: 'Wait.', azure })),
    ).toStrictEqual({
      code: 'service-busy',
      message: 'Busy.',
      hint: 'Wait.',
      azure: said,
    });
    expect(errorDocument(new LifeboatError('usage', 'No.'))).toStrictEqual({
      code: 'usage',
      message: 'No.',
      hint: null,
      azure: null,
    });
  });

  it('of an answer', () => {
    expect(answerDocument('backup', { data: { operations: [] }, error: null })).toStrictEqual({
      ok: true,
      command: 'backup',
      data: { operations: [] },
    });
  });

  it('of a failed answer, with what is known from the report and from the error', () => {
    const error = new LifeboatError('partial', 'Some.', {
      data: { running: 'o2', operations: [] },
    });

    expect(answerDocument('backup', { data: { operations: [1] }, error })).toMatchObject({
      ok: false,
      command: 'backup',
      error: { code: 'partial' },
      data: { running: 'o2', operations: [1] },
    });
  });
});
