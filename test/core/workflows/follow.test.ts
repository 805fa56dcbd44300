import { describe, expect, it } from 'vitest';
import { startBackup } from '../../../packages/core/src/workflows/back-up.ts';
import { follow } from '../../../packages/core/src/workflows/follow.ts';
import { releaseLease } from '../../../packages/core/src/workflows/lease.ts';
import { startRequest } from '../../../packages/core/src/workflows/start-request.ts';
import { submit } from '../../../packages/core/src/workflows/submit.ts';
import { writeIntent } from '../../../packages/core/src/workflows/write-intent.ts';
import {
  company,
  otherProcess,
  plannedBackup,
  runThrough,
  stoppedProcess,
  stored,
} from './world.ts';

const { signal } = new AbortController();
const watch = { signal, onChange: () => undefined };

async function running() {
  const one = company();
  const started = await startBackup(one.work, await plannedBackup(one), signal);
  return { one, started };
}

describe('following', () => {
  it('asks no more often than Retry-After allows', async () => {
    const { one, started } = await running();

    await runThrough(one, follow(one.work, started.id, watch));

    // Seven minutes at one question a minute, and the one that brings the end.
    expect(one.azure.calls('apiManagement.ask')).toHaveLength(7);
  });

  it.each([
    ['the network is lost', { kind: 'no-answer', noAnswer: { kind: 'lost', words: 'ECONNRESET' } }],
    [
      'Azure has an error',
      { kind: 'answer', answer: { status: 503, headers: { 'x-ms-request-id': 'r' }, text: '' } },
    ],
    [
      'the right to look is gone',
      { kind: 'answer', answer: { status: 403, headers: { 'x-ms-request-id': 'r' }, text: '' } },
    ],
    ['the sign-in has expired', { kind: 'no-token', words: 'expired', remedy: 'az login' }],
  ] as const)('goes on when %s, shown as unknown in between', async (_name, look) => {
    const { one, started } = await running();
    one.azure.script('apiManagement.ask', look, look, look);
    const statuses = new Set<string>();

    const ended = await runThrough(
      one,
      follow(one.work, started.id, { signal, onChange: (each) => statuses.add(each.status) }),
    );

    expect([...statuses]).toEqual(
      ['running', 'unknown', 'running', 'succeeded'].filter(
        (each, index, all) => all.indexOf(each) === index,
      ),
    );
    expect(ended.status).toBe('succeeded');
  });

  it('stops when the person does, and the operation goes on', async () => {
    const { one, started } = await running();
    const person = new AbortController();
    const following = follow(one.work, started.id, { ...watch, signal: person.signal });
    await one.work.ports.clock.untilSleepers(1);

    person.abort();

    await expect(following).rejects.toBeDefined();
    expect(await stored(one, started.id)).toMatchObject({ status: 'running' });
    expect((await one.work.ports.store.read()).get('lease', started.id)).toBeNull();
  });

  it('watches the store while another process holds the lease, and asks Azure nothing', async () => {
    const { one, started } = await running();
    const other = otherProcess(one, 'process-2');
    const [mine, theirs] = [
      follow(one.work, started.id, watch),
      follow(other.work, started.id, watch),
    ];

    const [a, b] = await runThrough(one, Promise.all([mine, theirs]));

    expect(a).toEqual(b);
    expect(one.azure.calls('apiManagement.ask')).toHaveLength(7);
  });

  it('is taken over at once from a process that is proven gone', async () => {
    const { one, started } = await running();
    one.work.ports.processes.end(4_001);
    const other = otherProcess(one, 'process-2');

    const ended = await runThrough(one, follow(other.work, started.id, watch));

    expect(ended.status).toBe('succeeded');
  });

  it('is taken over from a silent process after a minute of our own clock', async () => {
    const one = company();
    const stopped = stoppedProcess(one, 'process-3');
    const started = await startBackup(stopped.work, await plannedBackup(stopped), signal);
    const began = one.work.ports.clock.monotonic();
    const asked: number[] = [];
    one.azure.script('apiManagement.ask', (perform) => {
      asked.push(one.work.ports.clock.monotonic());
      return perform();
    });

    const ended = await runThrough(one, follow(one.work, started.id, watch));

    expect(ended.status).toBe('succeeded');
    expect((asked[0] ?? 0) - began).toBeGreaterThanOrEqual(60_000);
  });
});

describe('what a dead process left behind', () => {
  it('is never sent: a planned operation ends as not-started', async () => {
    const one = company();
    const planned = await plannedBackup(one);
    await writeIntent(one.work, planned.operation);
    one.work.ports.processes.end(4_001);
    const other = otherProcess(one, 'process-2');

    const ended = await runThrough(one, follow(other.work, planned.operation.id, watch));

    expect(ended.status).toBe('not-started');
    expect(one.azure.calls('apiManagement.start')).toEqual([]);
  });

  it('ends as not-started after 10 minutes when its process is only silent', async () => {
    const one = company();
    const stopped = stoppedProcess(one, 'process-3');
    const intent = await writeIntent(stopped.work, (await plannedBackup(stopped)).operation);

    const ended = await runThrough(one, follow(one.work, intent.id, watch));

    expect(ended.status).toBe('not-started');
    expect((ended.endedAt ?? 0) - intent.plannedAt).toBeGreaterThanOrEqual(10 * 60_000);
  });

  it('cannot be sent by the process that wakes after it was ended', async () => {
    const one = company();
    const stopped = stoppedProcess(one, 'process-3');
    const planned = await plannedBackup(stopped);
    const intent = await writeIntent(stopped.work, planned.operation);
    await runThrough(one, follow(one.work, intent.id, watch));

    const request = await startRequest(stopped.work, intent, planned.service, planned.storage);
    const woken = await submit(stopped.work, intent, request, signal);

    expect(woken.status).toBe('not-started');
    expect(one.azure.calls('apiManagement.start')).toEqual([]);
  });

  it('is unknown and settled by evidence when it died while sending', async () => {
    const one = company();
    const planned = await plannedBackup(one);
    const died = new Promise<never>(() => undefined);
    one.azure.script('apiManagement.start', (perform) => {
      perform();
      return died;
    });
    void startBackup(one.work, planned, signal);
    while ((await stored(one, planned.operation.id))?.status !== 'submitting')
      await one.work.ports.clock.advance(0);
    one.work.ports.processes.end(4_001);
    const other = otherProcess(one, 'process-2');

    const ended = await runThrough(one, follow(other.work, planned.operation.id, watch));

    expect(ended.status).toBe('succeeded');
    expect(one.azure.calls('apiManagement.start')).toHaveLength(1);
  });

  it('that ended in Azure while nobody looked is settled by the next plan too', async () => {
    const { one, started } = await running();
    await releaseLease(one.work.ports, started.id);
    await one.work.ports.clock.advance(20 * 60_000);

    const next = await startBackup(one.work, await plannedBackup(one), signal);

    expect(await stored(one, started.id)).toMatchObject({ status: 'succeeded' });
    expect(next.status).toBe('running');
  });

  it('does not block the service: the next plan settles it', async () => {
    const one = company();
    const planned = await plannedBackup(one);
    await writeIntent(one.work, planned.operation);
    one.work.ports.processes.end(4_001);
    const other = otherProcess(one, 'process-2');
    await other.work.ports.clock.advance(1_000);

    const started = await startBackup(other.work, await plannedBackup(other), signal);

    expect(started.status).toBe('running');
  });
});
