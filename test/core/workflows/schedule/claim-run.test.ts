import { describe, expect, it } from 'vitest';
import { readSchedules } from '../../../../packages/core/src/domain/schedule.ts';
import { claimRun } from '../../../../packages/core/src/workflows/schedule/claim-run.ts';
import {
  azureMayPass,
  errorMayPass,
} from '../../../../packages/core/src/workflows/schedule/may-pass.ts';
import {
  afterFailure,
  retryAfterMs,
} from '../../../../packages/core/src/workflows/schedule/retry.ts';
import { day, fleet, hour, minute, processOf } from './watched-fleet.ts';

describe('a claim', () => {
  it('is had once for a due time', async () => {
    const one = fleet(1);
    const [service] = one.services;
    if (service === undefined) throw new Error('a service');
    const [first, second] = [processOf(one, 1), processOf(one, 2)];
    const finish = (): Promise<void> =>
      second.ports.store.update((draft) => {
        const run = draft.get('run', service.id);
        if (run !== null) draft.put('run', { ...run, status: 'done' });
      });

    const claim = await claimRun(first, service, readSchedules());
    await finish();
    const again = await claimRun(second, service, readSchedules());

    expect(claim).toMatchObject({ process: 'process-1', tries: 1, status: 'taken' });
    expect(again).toBeNull();
  });

  it('is refused while as many are under way as may be, whoever made them', async () => {
    const one = fleet(3, { concurrency: 2 });
    const claims = [];
    for (const [index, service] of one.services.entries()) {
      claims.push(await claimRun(processOf(one, index), service, readSchedules()));
    }

    expect(claims.map((claim) => claim?.label ?? null)).toEqual(['service-00', 'service-01', null]);
  });

  it('of a clock that was a year ahead does not keep the service without backups for a year', async () => {
    const one = fleet(1);
    const [service] = one.services;
    if (service === undefined) throw new Error('a service');
    const { clock } = one;
    const now = clock.now();
    clock.setWall(now + 365 * day);
    const work = processOf(one, 1);
    const wrong = await claimRun(work, service, readSchedules());
    await work.ports.store.update((draft) => {
      if (wrong !== null) draft.put('run', { ...wrong, status: 'done' });
    });

    clock.setWall(now);

    expect(wrong?.dueAt).toBeGreaterThan(now);
    expect(await claimRun(work, service, readSchedules())).toMatchObject({ tries: 1 });
  });
});

describe('a retry', () => {
  it('waits a minute, then twice as long each time up to half an hour, half of it by chance', () => {
    expect([1, 2, 3, 4, 5, 6, 7, 60].map((tries) => retryAfterMs(tries, 0.5) / minute)).toEqual([
      1, 2, 4, 8, 16, 30, 30, 30,
    ]);
    expect(retryAfterMs(6, 0) / minute).toBe(15);
    expect(retryAfterMs(6, 1) / minute).toBe(45);
  });

  it('is given up where the next due time comes first, or where nothing passes', () => {
    const now = Date.UTC(2026, 10, 23, 3);
    const run = {
      id: 's',
      label: 'contoso',
      dueAt: now - hour,
      status: 'taken' as const,
      process: 'p',
      takenAt: now,
      tries: 6,
      nextTryAt: null,
      operation: null,
      words: null,
    };
    const failure = { words: 'x', now, spread: 0.5, nextAt: now + day, mayPass: true };

    expect(afterFailure(run, failure)).toMatchObject({
      status: 'failed',
      nextTryAt: now + 30 * minute,
    });
    expect(afterFailure(run, { ...failure, nextAt: now + 20 * minute }).status).toBe('given-up');
    expect(afterFailure(run, { ...failure, mayPass: false }).status).toBe('given-up');
    expect(afterFailure(run, { ...failure, nextAt: null }).status).toBe('failed');
  });

  it.each([
    [409, 'ServiceLocked', true],
    [422, 'ManagementApiRequestFailed', true],
    [429, 'TooManyRequests', true],
    [503, null, true],
    [409, 'ScopeLocked', false],
    [403, 'AuthorizationFailed', false],
    [400, 'BackupFailed', false],
    // A person gave the operation up: nobody knows what became of it.
    [null, null, true],
    [null, 'BackupFailed', false],
  ])('after Azure said %s %s may help: %s', (status, code, passes) => {
    const words = { message: 'x', requestId: null, correlationId: null, details: [] };

    expect(azureMayPass({ status, code, ...words })).toBe(passes);
  });

  it('helps after what passes by itself, not after what a person has to mend', () => {
    const codes = ['azure-unreachable', 'service-busy', 'not-signed-in', 'held'] as const;
    const lasting = [
      'tier-has-no-backup',
      'not-allowed',
      'check-failed',
      'service-not-found',
    ] as const;

    expect(codes.map(errorMayPass)).toEqual([true, true, true, true]);
    expect(lasting.map(errorMayPass)).toEqual([false, false, false, false]);
  });
});
