import { beforeEach, describe, expect, it } from 'vitest';
import type { Backup } from '../../../packages/core/src/domain/backup.ts';
import { restorableForMs } from '../../../packages/core/src/domain/backup.ts';
import type { Configuration } from '../../../packages/core/src/domain/configuration.ts';
import type { Notice } from '../../../packages/core/src/domain/notice.ts';
import type { Operation } from '../../../packages/core/src/domain/operation.ts';
import { receiversOf } from '../../../packages/core/src/domain/receivers.ts';
import { refreshWarnings } from '../../../packages/core/src/workflows/refresh-warnings.ts';
import { moveOperation } from '../../../packages/core/src/workflows/transition.ts';
import { aBackup, anOperation, aService, dayMs, hourMs } from '../domain/build-records.ts';
import { type Company, company, stored } from './world.ts';

const hookUrl = 'https://hooks.contoso.com/lifeboat/0123456789';
let one: Company;
let now: number;

/** The company, with a webhook that hears of everything and a dead-man switch for contoso-prod. */
beforeEach(() => {
  const bare = company();
  const services = bare.work.configuration.services.map((service) =>
    service.label === 'contoso-prod'
      ? { ...service, ping: 'https://ping.contoso.com/0123456789', everyMs: 24 * hourMs }
      : service,
  );
  const configuration: Configuration = {
    ...bare.work.configuration,
    services,
    webhooks: [{ url: hookUrl, secretVariable: null, events: null }],
  };
  one = { ...bare, work: { ...bare.work, configuration } };
  now = one.work.ports.clock.now();
});

async function notices(): Promise<readonly Notice[]> {
  return (await one.work.ports.store.read()).all('notice');
}

const told = async () => (await notices()).map(({ event, title }) => `${event}: ${title}`);
const names = ({ deliveries }: Notice) => deliveries.map(({ notifier }) => notifier.split('#')[0]);

/** Puts an operation of contoso-prod as `submitting`, and moves it. */
async function move(changes: Partial<Operation>, then: Partial<Operation>): Promise<Operation> {
  const { id: service, label } = one.prod;
  const attempts = [{ at: now, answer: 'accepted' as const }];
  const operation = anOperation({
    id: 'op-1',
    service,
    label,
    status: 'submitting',
    plannedAt: now - 1000,
    startedAt: now,
    endedAt: null,
    attempts,
    ...changes,
  });
  await one.work.ports.store.update((draft) => draft.put('operation', operation));
  const moved = await moveOperation(one.work, operation, (current) => ({ ...current, ...then }));
  expect(moved.moved).toBe(true);
  return moved.operation;
}

const refusal = {
  status: 409,
  code: 'ServiceLocked',
  message: 'The API Service contoso-prod is transitioning at this time.',
  requestId: 'r-1',
  correlationId: null,
  details: [],
};

describe('an operation', () => {
  it('is told of when Azure took it, to webhooks and to its dead-man switch', async () => {
    await move({}, { status: 'running' });

    expect(await told()).toEqual(['start: Backup of contoso-prod started']);
    const [notice] = await notices();
    expect(notice).toMatchObject({ severity: 'info', operation: 'op-1', service: one.prod.id });
    expect(notice && names(notice)).toEqual(['webhook:hooks.contoso.com', 'ping:contoso-prod']);
  });

  it('is told of once, however often it is seen to run', async () => {
    const running = await move({}, { status: 'running' });
    const unknown = await moveOperation(one.work, running, (current) => ({
      ...current,
      status: 'unknown',
    }));
    await moveOperation(one.work, unknown.operation, (current) => ({
      ...current,
      status: 'running',
    }));

    expect(await notices()).toHaveLength(1);
  });

  it('that succeeded says until when it can be restored', async () => {
    await move({}, { status: 'succeeded', endedAt: now + 432_000 });

    const [notice] = await notices();
    expect(notice).toMatchObject({ event: 'success', severity: 'info' });
    expect(notice?.backup).toBe((await stored(one, 'op-1'))?.backup);
    expect(notice?.text).toMatch(/can be restored until 23 Dec 03:00 UTC. It took 07:12./);
  });

  it('that failed says why, in Azure’s words, and what to do', async () => {
    await move({}, { status: 'failed', endedAt: now, error: refusal });

    const [notice] = await notices();
    expect(notice).toMatchObject({ event: 'failure', severity: 'warning' });
    for (const words of ['ServiceLocked', refusal.message, 'r-1', 'Wait until it is done'])
      expect(notice?.text).toContain(words);
  });

  it('that is tried again for one due time is told of once', async () => {
    for (const id of ['op-1', 'op-2'])
      await move({ id, dueAt: now }, { status: 'failed', endedAt: now, error: refusal });
    expect(await told()).toEqual(['failure: Backup of contoso-prod failed']);

    const later = { id: 'op-3', dueAt: now + 86_400_000 };
    await move(later, { status: 'failed', endedAt: now, error: refusal });
    expect(await told()).toHaveLength(2);
  });

  it('that is a restore and failed is critical, and no dead-man switch hears of it', async () => {
    await move(
      { kind: 'restore', purpose: null },
      { status: 'failed', endedAt: now, error: refusal },
    );

    const [notice] = await notices();
    expect(notice).toMatchObject({ severity: 'critical', title: 'Restore of contoso-prod failed' });
    expect(notice && names(notice)).toEqual(['webhook:hooks.contoso.com']);
  });

  it('that was not started is told of only when it had been sent', async () => {
    await move({ id: 'op-2', attempts: [] }, { status: 'not-started', endedAt: now });
    expect(await told()).toEqual([]);

    await move({}, { status: 'not-started', endedAt: now });
    expect(await told()).toEqual(['failure: Backup of contoso-prod was not started']);
  });

  it('that is a safety backup speaks of its failure alone, and not to the dead-man switch', async () => {
    await move({ id: 'op-2', purpose: 'safety' }, { status: 'running' });
    await move({ id: 'op-3', purpose: 'safety' }, { status: 'succeeded', endedAt: now });
    expect(await told()).toEqual([]);

    await move({ purpose: 'safety' }, { status: 'failed', endedAt: now, error: refusal });
    const [notice] = await notices();
    expect(notice?.title).toBe('Safety backup of contoso-prod failed');
    expect(notice && names(notice)).toEqual(['webhook:hooks.contoso.com']);
  });

  it('is told of to those alone who want such events, and to nobody without any', async () => {
    const quiet = { url: hookUrl, secretVariable: null, events: ['expiry' as const] };
    const services = one.work.configuration.services.map((each) => ({ ...each, ping: null }));
    const configuration = { ...one.work.configuration, services, webhooks: [quiet] };
    one = { ...one, work: { ...one.work, configuration } };

    await move({}, { status: 'running' });

    expect(await notices()).toEqual([]);
  });
});

/** A backup of contoso-prod that ends after so long. */
const ending = (inMs: number, id: string): Backup =>
  aBackup({
    id,
    service: one.prod.id,
    label: 'contoso-prod',
    createdAt: now + inMs - restorableForMs,
  });

async function refresh(...backups: Backup[]): Promise<void> {
  await one.work.ports.store.update((draft) => {
    draft.put('service', aService({ id: one.prod.id, label: 'contoso-prod' }));
    for (const backup of backups) draft.put('backup', backup);
    refreshWarnings(draft, one.prod.id, one.work.configuration, one.work.ports.clock.now());
  });
}

const thresholds = async () =>
  (await notices()).map(({ threshold, answeredAt }) =>
    answeredAt === null ? threshold : `${threshold} answered`,
  );

describe('a warning', () => {
  it('is told once for each threshold, in the update that writes it', async () => {
    const one7d = ending(7 * dayMs, 'b1');
    await refresh(one7d);
    await refresh();
    expect(await thresholds()).toEqual(['7d', 'last-restorable', 'late']);

    await one.work.ports.clock.advance(4 * dayMs);
    await refresh();
    await refresh();

    expect(await thresholds()).toEqual(['7d', 'last-restorable', 'late', '3d']);
    const [first, , late] = await notices();
    expect(first).toMatchObject({ event: 'expiry', severity: 'warning', backup: 'b1' });
    expect(first?.title).toBe('contoso-prod: its last restorable backup ends within 7d');
    expect(first?.text).toContain('apim backup contoso-prod');
    expect(late?.event).toBe('late');
  });

  it('that crossed several times at once is told by the nearest', async () => {
    await refresh(ending(dayMs, 'b1'), ending(hourMs, 'b2'));

    expect(await thresholds()).toEqual(['1d', 'late']);
    expect((await notices())[0]).toMatchObject({ severity: 'critical' });
  });

  it('is told again when it is about another backup, and the old one is answered', async () => {
    await refresh(ending(7 * dayMs, 'b1'));
    await refresh({ ...ending(7 * dayMs, 'b1'), state: 'missing' }, ending(6 * dayMs, 'b2'));

    expect(await thresholds()).toEqual([
      '7d answered',
      'last-restorable answered',
      'late answered',
      '7d',
      'last-restorable',
      'late',
    ]);
  });

  it('is critical when nothing is left', async () => {
    await refresh(ending(0, 'b1'));

    expect((await notices())[0]).toMatchObject({ threshold: 'expired', severity: 'critical' });
  });
});

describe('a fresh backup', () => {
  it('answers what it renews: who has not heard yet need not hear any more', async () => {
    await refresh(ending(3 * dayMs, 'b1'));
    await move({ id: 'op-0' }, { status: 'failed', endedAt: now, error: refusal });
    await move({ id: 'op-9', kind: 'restore', purpose: null }, { status: 'failed', endedAt: now });
    const [first] = await notices();
    await one.work.ports.store.update((draft) => {
      if (first === undefined) return;
      const deliveries = first.deliveries.map((each) => ({
        ...each,
        status: 'delivered' as const,
      }));
      draft.put('notice', { ...first, deliveries });
    });

    await move({}, { status: 'succeeded', endedAt: now });

    const open = (await notices()).filter(({ answeredAt }) => answeredAt === null);
    expect(open.map(({ title }) => title)).toEqual([
      'Restore of contoso-prod failed',
      'Backup of contoso-prod done',
    ]);
    const answered = (await notices()).filter(({ answeredAt }) => answeredAt !== null);
    expect(answered.map(({ threshold, event }) => threshold ?? event)).toEqual([
      '3d',
      'last-restorable',
      'late',
      'failure',
    ]);
    const statuses = answered.map(({ deliveries }) => deliveries.map(({ status }) => status));
    expect(statuses).toEqual([['delivered'], ['dropped'], ['dropped'], ['dropped', 'dropped']]);
  });

  it('answers nothing of another service, and a safety backup answers nothing', async () => {
    await move({ service: one.dr.id, label: 'contoso-dr' }, { status: 'failed', endedAt: now });
    await move({ id: 'op-2' }, { status: 'failed', endedAt: now });
    await move({ id: 'op-3', purpose: 'safety' }, { status: 'succeeded', endedAt: now });

    expect((await notices()).filter(({ answeredAt }) => answeredAt !== null)).toEqual([]);
  });
});

describe('the receivers of a configuration', () => {
  it('have names that hold no secret, one each', () => {
    const twice = one.work.configuration.webhooks.flatMap((each) => [each, each]);
    const receivers = receiversOf({ ...one.work.configuration, webhooks: twice });

    expect(receivers.map(({ name }) => name.replace(/#.{8}$/, '#…'))).toEqual([
      'webhook:hooks.contoso.com#…',
      'ping:contoso-prod',
    ]);
  });
});
