import { describe, expect, it } from 'vitest';
import { type FakeNotifier, fakeNotifier, fakePorts } from '../../../packages/core/src/testing.ts';
import { deliverDue } from '../../../packages/core/src/workflows/outbox/deliver-due.ts';
import { type Company, company } from '../workflows/world.ts';
import { lifeboatOf, runLine } from './run-line.ts';

function listening(...notifiers: FakeNotifier[]): Company {
  const bare = company();
  const ports = fakePorts({ ...bare.work.ports, notifiers });
  return { ...bare, work: { ...bare.work, ports } };
}

describe('notify test', () => {
  it('reaches every receiver by a notice of the store, and says so', async () => {
    const [hook, ping] = [fakeNotifier('webhook:a#1'), fakeNotifier('ping:contoso-prod')];
    const one = listening(hook, ping);

    const report = await runLine(lifeboatOf(one), 'notify test');

    expect(report.error).toBeNull();
    expect(report.data.receivers).toMatchObject([
      { name: 'webhook:a#1', outcome: 'delivered', words: null },
      { name: 'ping:contoso-prod', outcome: 'delivered' },
    ]);
    const [notice] = (await one.work.ports.store.read()).all('notice');
    expect(notice).toMatchObject({ event: 'test', id: report.data.notice });
    expect(notice?.deliveries.map(({ status }) => status)).toEqual(['delivered', 'delivered']);
    expect(hook.received[0]).toMatchObject({ id: notice?.id, event: 'test' });
    expect(one.work.ports.audit.entries).toMatchObject([{ event: 'notify', who: 'ana' }]);
  });

  it('exits 1 with the names of those it did not reach, and tries none of them again', async () => {
    const [good, away, shut] = ['good', 'away', 'shut'].map((name) => fakeNotifier(name));
    if (!good || !away || !shut) throw new Error('there are three');
    away.answer({ kind: 'try-again', words: 'ECONNREFUSED', retryAfterMs: null });
    shut.answer({ kind: 'refused', words: 'HTTP 404' });
    const unset: FakeNotifier = { ...fakeNotifier('unset'), problem: () => 'KEY is not set' };
    const one = listening(good, away, shut, unset);

    const report = await runLine(lifeboatOf(one), 'notify test');

    expect(report.error).toMatchObject({
      code: 'notify-failed',
      message: 'The test did not reach away, shut, unset.',
    });
    expect(report.data.receivers).toMatchObject([
      { outcome: 'delivered' },
      { outcome: 'try-again', words: 'ECONNREFUSED' },
      { outcome: 'refused', words: 'HTTP 404' },
      { outcome: 'not-set-up', words: 'KEY is not set' },
    ]);
    const later = await deliverDue(one.work, one.work.ports.notifiers, AbortSignal.timeout(5_000));
    expect(later).toEqual({ delivered: 0, refused: 0, putOff: 0, nextAt: null });
  });

  it('leaves nothing to be tried again when the person stops waiting', async () => {
    const hook = fakeNotifier('webhook:a#1');
    hook.answer('hang');
    const one = listening(hook);
    const stop = new AbortController();

    const running = runLine(lifeboatOf(one), 'notify test', { signal: stop.signal });
    await one.work.ports.clock.untilSleepers(1);
    stop.abort(new Error('ctrl-c'));

    await expect(running).rejects.toThrow('ctrl-c');
    const [notice] = (await one.work.ports.store.read()).all('notice');
    expect(notice?.deliveries).toMatchObject([{ status: 'refused', problem: 'interrupted' }]);
    expect(one.work.ports.audit.entries[0]?.what).toContain('webhook:a#1 interrupted');
  });

  it('reaches one with --to, by a part of its name', async () => {
    const [hook, ping] = [fakeNotifier('webhook:a#1'), fakeNotifier('ping:contoso-prod')];
    const one = listening(hook, ping);

    await runLine(lifeboatOf(one), 'notify test --to contoso-prod');

    expect([hook.received.length, ping.received.length]).toEqual([0, 1]);
    await expect(runLine(lifeboatOf(one), 'notify test --to nobody')).rejects.toMatchObject({
      code: 'usage',
    });
    await expect(runLine(lifeboatOf(one), 'notify test --to :')).rejects.toMatchObject({
      code: 'usage',
    });
  });

  it('says so when nobody is told of anything', async () => {
    await expect(runLine(lifeboatOf(listening()), 'notify test')).rejects.toMatchObject({
      code: 'notify-failed',
    });
  });
});
