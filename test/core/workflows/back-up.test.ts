import { describe, expect, it } from 'vitest';
import type { StartAnswer } from '../../../packages/core/src/ports/azure.ts';
import { startBackup } from '../../../packages/core/src/workflows/back-up.ts';
import { follow } from '../../../packages/core/src/workflows/follow.ts';
import { holdService } from '../../../packages/core/src/workflows/stops.ts';
import { company, otherProcess, place, plannedBackup, runThrough, stored } from './world.ts';

const { signal } = new AbortController();
const watch = { signal, onChange: () => undefined };
const unclear: StartAnswer = { kind: 'unclear', words: 'ECONNRESET', azure: null };

function notTaken(
  why: 'challenged' | 'throttled' | 'never-connected',
  claims: string | null = null,
): StartAnswer {
  return { kind: 'not-taken', why, claims, retryAfterMs: null, azure: null, words: why };
}

describe('a backup', () => {
  it('runs from the intent to a record that counts from Azure’s Date', async () => {
    const one = company();
    const planned = await plannedBackup(one);
    const acceptedAt = one.work.ports.clock.now();

    const started = await startBackup(one.work, planned, signal);
    const ended = await runThrough(one, follow(one.work, started.id, watch));

    expect(ended).toMatchObject({ status: 'succeeded', startedAt: acceptedAt });
    const backup = (await one.work.ports.store.read()).get('backup', ended.backup ?? '');
    expect(backup).toMatchObject({
      createdAt: acceptedAt,
      estimated: false,
      tier: 'Premium',
      state: 'present',
      purpose: 'manual',
    });
    expect(backup?.seenAt).not.toBeNull();
    expect([...one.azure.blobs(place).keys()]).toEqual([
      planned.plan.blobName,
      `${planned.plan.blobName}.json`,
    ]);
  });

  it('ends with nothing left to give back: record, lease and beat in one update', async () => {
    const one = company();
    const started = await startBackup(one.work, await plannedBackup(one), signal);
    const { store } = one.work.ports;
    const left: number[] = [];
    store.subscribe((snapshot) => {
      const hasEnded = snapshot.get('operation', started.id)?.status === 'succeeded';
      if (hasEnded) left.push(snapshot.all('lease').length + snapshot.all('beat').length);
    });

    await runThrough(one, follow(one.work, started.id, watch));

    expect(left[0]).toBe(0);
  });

  it('is not sent when a hold came after its plan', async () => {
    const one = company();
    const planned = await plannedBackup(one);
    await holdService(one.work, null, { forMs: 3_600_000, reason: 'incident' });

    await expect(startBackup(one.work, planned, signal)).rejects.toMatchObject({ code: 'held' });
    expect(one.azure.runs()).toEqual([]);
    expect((await one.work.ports.store.read()).all('operation')).toEqual([]);
  });

  it('gets no companion from somebody who is read-only', async () => {
    const one = company();
    const started = await startBackup(one.work, await plannedBackup(one), signal);
    const configuration = { ...one.work.configuration, readOnly: true };
    const reader = { ...one.work, configuration };

    await runThrough(one, follow(reader, started.id, watch));

    expect([...one.azure.blobs(place).keys()]).toEqual([started.blobName]);
  });

  it('has its intent and its attempt on disk before the POST', async () => {
    const one = company();
    const planned = await plannedBackup(one);
    one.azure.script('apiManagement.start', async (perform) => {
      const seen = await stored(one, planned.operation.id);
      expect(seen).toMatchObject({ status: 'submitting', attempts: [{ answer: null }] });
      expect(one.work.ports.audit.entries.map((entry) => entry.event)).toEqual([
        'intent',
        'attempt',
      ]);
      return perform();
    });

    await startBackup(one.work, planned, signal);

    expect(one.azure.runs()).toHaveLength(1);
  });

  it.each(['challenged', 'throttled', 'never-connected'] as const)(
    'is sent again after proof that it was not taken: %s',
    async (why) => {
      const one = company();
      const planned = await plannedBackup(one);
      one.azure.script('apiManagement.start', notTaken(why, 'claims'));

      const operation = await runThrough(one, startBackup(one.work, planned, signal));

      expect(operation).toMatchObject({
        status: 'running',
        attempts: [{ answer: why }, { answer: 'accepted' }],
      });
      expect(one.azure.runs()).toHaveLength(1);
    },
  );

  it('answers a claims challenge once, with the claims', async () => {
    const one = company();
    const planned = await plannedBackup(one);
    one.azure.script(
      'apiManagement.start',
      notTaken('challenged', 'claims-1'),
      notTaken('challenged', 'claims-2'),
    );

    const operation = await runThrough(one, startBackup(one.work, planned, signal));

    expect(operation.status).toBe('not-started');
    expect(one.azure.calls('apiManagement.start').map((call) => call.arguments[0])).toMatchObject([
      { claims: null },
      { claims: 'claims-1' },
    ]);
  });

  it('is never sent again after a lost answer, and is found by its blob', async () => {
    const one = company();
    const planned = await plannedBackup(one);
    one.azure.script('apiManagement.start', (perform) => {
      perform();
      return unclear;
    });

    const started = await startBackup(one.work, planned, signal);
    const ended = await runThrough(one, follow(one.work, started.id, watch));

    expect(started.status).toBe('unknown');
    expect(ended.status).toBe('succeeded');
    expect(one.azure.calls('apiManagement.start')).toHaveLength(1);
  });

  it('is not-started after 15 minutes without any trace of a lost POST, and not sooner', async () => {
    const one = company();
    const planned = await plannedBackup(one);
    one.azure.script('apiManagement.start', unclear);

    const started = await startBackup(one.work, planned, signal);
    const ended = await runThrough(one, follow(one.work, started.id, watch));

    expect(ended.status).toBe('not-started');
    expect((ended.endedAt ?? 0) - (started.attempts[0]?.at ?? 0)).toBeGreaterThanOrEqual(
      15 * 60_000,
    );
    expect(one.azure.calls('apiManagement.start')).toHaveLength(1);
  });

  it('stays unknown while the activity log cannot be read', async () => {
    const one = company();
    one.azure.refuse('activityLog.read', 'denied');
    const planned = await plannedBackup(one);
    one.azure.script('apiManagement.start', unclear);
    const started = await startBackup(one.work, planned, signal);
    const stop = new AbortController();

    const following = follow(one.work, started.id, { ...watch, signal: stop.signal });
    following.catch(() => undefined);
    for (let minutes = 0; minutes < 120; minutes += 1) await one.work.ports.clock.advance(60_000);
    stop.abort();

    await expect(following).rejects.toBeDefined();
    expect(await stored(one, started.id)).toMatchObject({
      status: 'unknown',
      blind: { reason: 'post-answer-lost' },
    });
  });

  it('fails with Azure’s own words', async () => {
    const one = company();
    const started = await startBackup(one.work, await plannedBackup(one), signal);
    const words = {
      status: 400,
      code: 'BackupFailed',
      message: 'No room.',
      requestId: 'r-9',
      correlationId: null,
      details: [],
    };
    one.azure.failLastRun(words);

    const ended = await runThrough(one, follow(one.work, started.id, watch));

    expect(ended).toMatchObject({
      status: 'failed',
      error: { code: 'BackupFailed', message: 'No room.' },
    });
    expect((await one.work.ports.store.read()).all('backup')).toEqual([]);
  });

  it('stands when its address vanishes, and the evidence decides', async () => {
    const one = company();
    const started = await startBackup(one.work, await plannedBackup(one), signal);
    const gone = {
      kind: 'answer',
      answer: { status: 404, headers: { 'x-ms-request-id': 'r' }, text: '' },
    } as const;
    one.azure.script('apiManagement.ask', gone);

    const ended = await runThrough(one, follow(one.work, started.id, watch));

    expect(ended.status).toBe('succeeded');
    expect(ended.lastAnswer?.words).toMatch(/blob|activity log/);
  });

  it('refuses a second one of the same service with the id of the first', async () => {
    const one = company();
    const first = await startBackup(one.work, await plannedBackup(one), signal);
    const other = otherProcess(one, 'process-2');

    const second = await plannedBackup(other);

    await expect(startBackup(other.work, second, signal)).rejects.toMatchObject({
      code: 'operation-open',
      data: { operation: first.id },
    });
    expect(one.azure.runs()).toHaveLength(1);
  });

  it('makes one POST when two processes plan before either writes', async () => {
    const one = company();
    const other = otherProcess(one, 'process-2');
    const [a, b] = await Promise.all([plannedBackup(one), plannedBackup(other)]);

    const results = await Promise.allSettled([
      startBackup(one.work, a, signal),
      startBackup(other.work, b, signal),
    ]);

    expect(results.map((result) => result.status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(one.azure.calls('apiManagement.start')).toHaveLength(1);
  });
});

describe('a refusal before any POST', () => {
  it.each([
    ['a tier without backup', { tier: 'StandardV2' }, 'tier-has-no-backup'],
    ['Consumption', { tier: 'Consumption' }, 'tier-has-no-backup'],
    ['a service that is not idle', { provisioningState: 'Updating' }, 'service-busy'],
  ])('names %s', async (_name, changes, code) => {
    const one = company();
    one.azure.putService(one.prod.resourceId, changes);
    const planned = await plannedBackup(one);

    await expect(startBackup(one.work, planned, signal)).rejects.toMatchObject({ code });
    expect(one.azure.calls('apiManagement.start')).toEqual([]);
    expect((await one.work.ports.store.read()).all('operation')).toEqual([]);
    expect(one.work.ports.audit.entries).toMatchObject([
      { event: 'refusal', subject: 'contoso-prod', why: code },
    ]);
  });

  it('names who keeps the service busy from outside', async () => {
    const one = company();
    one.azure.putService(one.prod.resourceId, { provisioningState: 'Updating' });
    one.azure.putEvent({
      at: one.work.ports.clock.now() - 60_000,
      submittedAt: null,
      operationName: 'microsoft.apimanagement/service/backup/action',
      status: 'accepted',
      caller: 'raj@contoso.example',
      correlationId: 'c-77',
      clientRequestId: null,
      resourceId: one.prod.resourceId.toLowerCase(),
      failure: null,
    });

    const { plan } = await plannedBackup(one);

    expect(plan.checks).toContainEqual(
      expect.objectContaining({
        name: 'idle',
        measured:
          'the service is Updating: a backup runs, started outside this Lifeboat by raj@contoso.example',
      }),
    );
  });

  it('names a name that exists', async () => {
    const one = company();
    const planned = await plannedBackup(one);
    one.azure.putBlob(place, planned.plan.blobName);

    await expect(startBackup(one.work, await plannedBackup(one), signal)).rejects.toMatchObject({
      code: 'name-taken',
    });
  });

  it('does not count a service in state Failed as busy', async () => {
    const one = company();
    one.azure.putService(one.prod.resourceId, { provisioningState: 'Failed' });
    const planned = await plannedBackup(one);

    const operation = await startBackup(one.work, planned, signal);

    expect(operation.status).toBe('running');
    expect(planned.plan.checks).toContainEqual(
      expect.objectContaining({ name: 'idle', verdict: 'warn' }),
    );
  });

  it('holds for --read-only', async () => {
    const one = company();
    const work = { ...one.work, configuration: { ...one.work.configuration, readOnly: true } };

    await expect(startBackup(work, await plannedBackup(one), signal)).rejects.toMatchObject({
      code: 'read-only',
    });
  });
});
