import { describe, expect, it } from 'vitest';
import { spreadOf } from '../../../../packages/core/src/domain/schedule.ts';
import type { FakePorts } from '../../../../packages/core/src/testing.ts';
import { createLeases } from '../../../../packages/core/src/workflows/lease.ts';
import { planBackup } from '../../../../packages/core/src/workflows/plan-backup.ts';
import {
  holdService,
  pauseSchedule,
  releaseService,
} from '../../../../packages/core/src/workflows/stops.ts';
import { isWatched } from '../../../../packages/core/src/workflows/watch-beat.ts';
import {
  backupsOf,
  day,
  type Fleet,
  fleet,
  hour,
  minute,
  mostAtOnce,
  processOf,
  startWatch,
} from './watched-fleet.ts';

/** Backups of the night before, so that nothing is due when the watch starts. */
async function backedUp(one: Fleet): Promise<void> {
  const watching = startWatch(processOf(one, 90));
  await one.clock.advance(40 * minute);
  await watching.stop();
  expect(Object.values(backupsOf(one))).toEqual(one.services.map(() => 1));
}

function times(count: number, one: Fleet): number[] {
  return one.services.map(() => count);
}

async function runs(one: Fleet) {
  return (await processOf(one, 99).ports.store.read()).all('run');
}

describe('a watch', () => {
  it('makes each due backup once, at its own share after the due time', async () => {
    const one = fleet(3);
    await backedUp(one);
    startWatch(processOf(one, 1));

    await one.clock.advance(3 * day);

    expect(Object.values(backupsOf(one))).toEqual(times(4, one));
    const dueAt = Date.UTC(2026, 10, 24, 2);
    for (const service of one.services) {
      const run = one.azure
        .runs()
        .find(
          (each) => each.service === service.resourceId.toLowerCase() && each.startedAt > dueAt,
        );
      const share = spreadOf(service.id, { dueAt, nextAt: dueAt + day });
      const after = (run?.startedAt ?? 0) - dueAt;
      expect(after).toBeGreaterThanOrEqual(share);
      expect(after).toBeLessThanOrEqual(share + minute);
    }
    expect((await runs(one)).map(({ status, tries }) => ({ status, tries }))).toEqual(
      times(0, one).map(() => ({ status: 'done', tries: 1 })),
    );
  });

  it('shares the work with another one: each due backup once, at most four at once over both', async () => {
    const one = fleet(12);
    const two = [startWatch(processOf(one, 1)), startWatch(processOf(one, 2))];

    await one.clock.advance(2 * day);

    // The one of before it started, and two nights.
    expect(Object.values(backupsOf(one))).toEqual(times(3, one));
    expect(mostAtOnce(one)).toBe(4);
    const started = two.map(({ events }) => events.filter(({ kind }) => kind === 'started').length);
    expect(started[0] ?? 0).toBeGreaterThan(0);
    expect(started[1] ?? 0).toBeGreaterThan(0);
    expect((started[0] ?? 0) + (started[1] ?? 0)).toBe(36);
  });

  it('catches up once what was missed for days, with the newest due time', async () => {
    const one = fleet(2);
    await backedUp(one);
    await one.clock.advance(5 * day + hour);
    const watching = startWatch(processOf(one, 1));

    await one.clock.advance(hour);

    expect(Object.values(backupsOf(one))).toEqual(times(2, one));
    expect((await runs(one)).map(({ dueAt }) => dueAt)).toEqual(
      times(Date.UTC(2026, 10, 28, 2), one),
    );
    expect(watching.events.filter((each) => each.kind === 'taken' && each.late)).toHaveLength(2);
  });

  it('makes none where a person made one since the due time', async () => {
    const one = fleet(1);
    await backedUp(one);
    await one.clock.advance(5 * day);
    // That of the last night, by hand.
    await backedUpByHand(one);
    startWatch(processOf(one, 1));

    await one.clock.advance(2 * hour);

    expect(Object.values(backupsOf(one))).toEqual([2]);
  });

  it('starts nothing while held, and catches up once when released', async () => {
    const one = fleet(2);
    await backedUp(one);
    const watching = startWatch(processOf(one, 1));
    await holdService(watching.work, null, { forMs: 3 * day, reason: 'incident 4711' });

    await one.clock.advance(2 * day);
    expect(Object.values(backupsOf(one))).toEqual(times(1, one));

    await releaseService(watching.work, null);
    await one.clock.advance(hour);
    expect(Object.values(backupsOf(one))).toEqual(times(2, one));
  });

  it('goes on by itself when a hold or a pause ends', async () => {
    const one = fleet(2);
    await backedUp(one);
    const watching = startWatch(processOf(one, 1));
    const [first, second] = one.services;
    if (first === undefined || second === undefined) throw new Error('two services');
    await holdService(watching.work, first, { forMs: 30 * hour, reason: 'incident' });
    await pauseSchedule(watching.work, second, { forMs: 2 * day, reason: null });

    await one.clock.advance(29 * hour);
    expect(backupsOf(one)).toEqual({ [first.label]: 1, [second.label]: 1 });
    await one.clock.advance(2 * hour);
    expect(backupsOf(one)).toEqual({ [first.label]: 2, [second.label]: 1 });
    await one.clock.advance(day);
    expect(backupsOf(one)).toEqual({ [first.label]: 3, [second.label]: 2 });
  });

  it('waits while a restore of the service is open, and makes the backup afterwards', async () => {
    const one = fleet(1);
    await backedUp(one);
    const { ports } = processOf(one, 50);
    const made = (await ports.store.read()).all('operation')[0];
    if (made === undefined) throw new Error('one operation');
    const open = {
      ...made,
      id: '99999999-0000-4000-8000-000000000000',
      kind: 'restore' as const,
      status: 'unknown' as const,
      purpose: null,
      endedAt: null,
      dueAt: made.dueAt ?? 0,
      nextLookAt: ports.clock.now() + 30 * day,
    };
    await ports.store.update((draft) => draft.put('operation', open));
    startWatch(processOf(one, 1));

    await one.clock.advance(2 * day);
    expect(Object.values(backupsOf(one))).toEqual([1]);

    await ports.store.update((draft) =>
      draft.put('operation', { ...open, status: 'failed', endedAt: ports.clock.now() }),
    );
    await one.clock.advance(hour);
    expect(Object.values(backupsOf(one))).toEqual([2]);
  });

  it('starts nothing when it is read-only, and follows all the same', async () => {
    const one = fleet(1, { configuration: { readOnly: true } });
    startWatch(processOf(one, 1));

    await one.clock.advance(2 * day);

    expect(one.azure.runs()).toHaveLength(0);
    // Whoever waits for a backup must not take it for a watch.
    const { store, clock } = processOf(one, 99).ports;
    expect(isWatched(await store.read(), one.processes, clock.now())).toBe(false);
  });

  it('signs in as watch.auth says', async () => {
    const base = fleet(1);
    const configuration = {
      ...base.configuration,
      watch: { ...base.configuration.watch, signIn: 'automatics' },
    };
    const one = { ...base, configuration };
    startWatch(processOf(one, 1));

    await one.clock.advance(hour);

    expect(new Set(one.azure.calls().map(({ signIn }) => signIn))).toEqual(new Set(['automatics']));
    expect(one.azure.runs()).toHaveLength(1);
  });

  it('says in the store that it watches, until it stops', async () => {
    const one = fleet(1);
    const { store, clock } = processOf(one, 99).ports;
    const watching = startWatch(processOf(one, 1));
    await clock.advance(10 * minute);

    const beating = await store.read();
    await watching.stop();
    const stopped = await store.read();

    expect(isWatched(beating, one.processes, clock.now())).toBe(true);
    expect(isWatched(beating, one.processes, clock.now() + 6 * minute)).toBe(false);
    expect(isWatched(stopped, one.processes, clock.now())).toBe(false);
    one.processes.end(4_001);
    expect(isWatched(beating, one.processes, clock.now())).toBe(false);
  });

  it('leaves what runs in Azure to the next one when it is stopped', async () => {
    const one = fleet(1);
    const first = startWatch(processOf(one, 1));
    await one.clock.advance(2 * minute);
    await first.stop();
    const { store } = processOf(one, 99).ports;
    expect((await store.read()).all('lease')).toEqual([]);
    expect((await store.read()).all('operation').map(({ status }) => status)).toEqual(['running']);

    const second = startWatch(processOf(one, 2));
    await one.clock.advance(10 * minute);

    expect(second.events.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['adopted', 'ended']),
    );
    expect((await runs(one)).map(({ status }) => status)).toEqual(['done']);
    expect(Object.values(backupsOf(one))).toEqual([1]);
  });

  it('goes on when a task of it fails, and says so once', async () => {
    const one = fleet(1);
    const broken = {
      name: 'broken',
      everyMs: minute,
      run: () => Promise.reject(new Error('no such thing')),
    };
    const watching = startWatch(processOf(one, 1), [broken]);

    await one.clock.advance(day + 2 * hour);

    expect(watching.events.filter(({ kind }) => kind === 'trouble')).toMatchObject([
      { task: 'broken', words: expect.stringContaining('no such thing') },
    ]);
    expect(Object.values(backupsOf(one))).toEqual([2]);
  });
});

async function backedUpByHand(one: Fleet): Promise<void> {
  const { ports, configuration } = processOf(one, 91);
  const [service] = configuration.services;
  if (service?.storage == null) throw new Error('a service with a storage');
  const { startBackup } = await import('../../../../packages/core/src/workflows/back-up.ts');
  const { follow } = await import('../../../../packages/core/src/workflows/follow.ts');
  const work = { ports, configuration };
  const { signal } = new AbortController();
  const wish = { service, storage: service.storage, purpose: 'manual', name: null } as const;
  const planned = await planBackup(work, { ...wish, parent: null, reason: null });
  const { id } = await startBackup(work, planned, signal);
  const following = follow(work, id, { signal, onChange: () => undefined });
  await one.clock.advance(20 * minute);
  expect((await following).status).toBe('succeeded');
}

describe('a failure that passes', () => {
  it.each([
    ['the network is away', 'no-network'],
    ['nobody is signed in', 'not-signed-in'],
  ] as const)('is tried again inside its window: %s', async (_name, kind) => {
    const one = fleet(1);
    await backedUp(one);
    const watching = startWatch(processOf(one, 1));
    await one.clock.advance(21 * hour);
    const mend = one.azure.refuse('apiManagement.get', kind);
    await one.clock.advance(5 * hour);
    expect(Object.values(backupsOf(one))).toEqual([1]);
    mend();

    await one.clock.advance(hour);

    expect(Object.values(backupsOf(one))).toEqual([2]);
    const failed = watching.events.filter((each) => each.kind === 'failed');
    // A minute, two, four, … up to half an hour: not more often in five hours.
    expect(failed.length).toBeGreaterThan(5);
    expect(failed.length).toBeLessThan(20);
    expect((await runs(one))[0]).toMatchObject({ status: 'done', tries: failed.length + 1 });
  });

  it('is not tried again where a person made a backup meanwhile', async () => {
    const one = fleet(1);
    await backedUp(one);
    await one.clock.advance(day);
    const mend = one.azure.refuse('apiManagement.get', 'no-network');
    const watching = startWatch(processOf(one, 1));
    await one.clock.advance(2 * minute);
    mend();
    expect(watching.events.some(({ kind }) => kind === 'failed')).toBe(true);
    await backedUpByHand(one);

    await one.clock.advance(3 * hour);

    expect(Object.values(backupsOf(one))).toEqual([2]);
  });

  it('is a busy service, a throttled POST, and a server error that was not taken', async () => {
    const one = fleet(1);
    await backedUp(one);
    const [service] = one.services;
    if (service === undefined) throw new Error('a service');
    one.azure.putService(service.resourceId, { provisioningState: 'Updating' });
    startWatch(processOf(one, 1));
    await one.clock.advance(26 * hour);
    expect(Object.values(backupsOf(one))).toEqual([1]);

    one.azure.putService(service.resourceId, { provisioningState: 'Succeeded' });
    one.azure.script('apiManagement.start', {
      kind: 'unclear',
      words: '503 ServiceUnavailable',
      azure: null,
    });
    await one.clock.advance(2 * hour);

    expect(Object.values(backupsOf(one))).toEqual([2]);
    expect((await runs(one))[0]).toMatchObject({ status: 'done' });
  });

  it('does not bring a fleet back at once when its region returns', async () => {
    const one = fleet(20);
    await backedUpAll(one);
    startWatch(processOf(one, 1));
    startWatch(processOf(one, 2));
    await one.clock.advance(20 * hour);
    const before = one.azure.runs().length;
    const mend = one.azure.refuse('apiManagement.get', 'no-network');
    await one.clock.advance(10 * hour);
    expect(one.azure.runs()).toHaveLength(before);
    const returned = one.clock.now();
    mend();

    await one.clock.advance(3 * hour);

    expect(Object.values(backupsOf(one))).toEqual(times(2, one));
    expect(mostAtOnce(one)).toBeLessThanOrEqual(4);
    const starts = one.azure.runs().slice(before);
    const firstMinute = starts.filter(({ startedAt }) => startedAt < returned + minute);
    expect(firstMinute.length).toBeLessThanOrEqual(4);
  });
});

async function backedUpAll(one: Fleet): Promise<void> {
  const watching = startWatch(processOf(one, 90));
  await one.clock.advance(2 * hour);
  await watching.stop();
}

describe('a failure for good', () => {
  it('is given up until the next due time, with a notice in words', async () => {
    const one = fleet(1);
    await backedUp(one);
    const [service] = one.services;
    if (service === undefined) throw new Error('a service');
    startWatch(processOf(one, 1));
    await one.clock.advance(20 * hour);
    const mend = one.azure.refuse('apiManagement.get', 'denied');
    one.azure.putService(service.resourceId, { tier: 'Consumption' });
    mend();

    await one.clock.advance(12 * hour);

    const [run] = await runs(one);
    expect(run).toMatchObject({ status: 'given-up', tries: 1, nextTryAt: null });
    expect(run?.words).toContain('Consumption');
    const notices = (await processOf(one, 99).ports.store.read()).all('notice');
    expect(notices.filter(({ event }) => event === 'failure')).toMatchObject([
      { service: service.id, severity: 'critical', text: expect.stringContaining('Consumption') },
    ]);

    one.azure.putService(service.resourceId, { tier: 'Premium' });
    await one.clock.advance(day);
    expect(Object.values(backupsOf(one))).toEqual([2]);
  });

  it('is a backup that Azure refused for what it is', async () => {
    const one = fleet(1);
    const refusal = { status: 403, code: 'AuthorizationFailed', message: 'no right' };
    const azure = { ...refusal, requestId: 'r', correlationId: null, details: [] };
    one.azure.script('apiManagement.start', { kind: 'rejected', azure });
    startWatch(processOf(one, 1));

    await one.clock.advance(40 * minute);

    expect(one.azure.runs()).toHaveLength(0);
    expect((await runs(one))[0]).toMatchObject({ status: 'given-up', tries: 1 });
  });
});

/** A store that answers no more after the update that `fits`; what it did stays. */
function diesAfter(ports: FakePorts, fits: (ports: FakePorts) => Promise<boolean>): void {
  const { store } = ports;
  const dead = new Promise<never>(() => undefined);
  const state = { dead: false };
  Object.assign(ports, {
    store: {
      ...store,
      read: () => (state.dead ? dead : store.read()),
      async update<T>(change: Parameters<typeof store.update<T>>[0]): Promise<T> {
        if (state.dead) return dead;
        const answer = await store.update(change);
        state.dead = await fits({ ...ports, store });
        return state.dead ? dead : answer;
      },
    },
  });
  // Leases and their beat die with the process.
  Object.assign(ports, { leases: createLeases(ports) });
}

describe('a watch that is killed', () => {
  it.each([
    ['between its claim and the intent', 'taken'],
    ['between the intent and the POST', 'started'],
  ] as const)('%s loses nothing and makes nothing twice', async (_name, status) => {
    const one = fleet(3);
    const dying = processOf(one, 1);
    diesAfter(dying.ports, async ({ store }) =>
      (await store.read()).all('run').some((run) => run.status === status),
    );
    startWatch(dying);
    await one.clock.advance(minute);
    expect((await runs(one)).some((run) => run.status === status)).toBe(true);
    expect(one.azure.runs()).toHaveLength(0);

    one.processes.end(4_001);
    startWatch(processOf(one, 2));
    await one.clock.advance(day + 2 * hour);

    expect(Object.values(backupsOf(one))).toEqual(times(2, one));
    expect((await runs(one)).every((run) => run.status === 'done')).toBe(true);
  });

  it('is succeeded after a minute of silence where nothing proves that it is gone', async () => {
    const one = fleet(2);
    const dying = processOf(one, 1);
    diesAfter(dying.ports, async ({ store }) => (await store.read()).all('run').length > 0);
    startWatch(dying);
    await one.clock.advance(1_000);

    startWatch(processOf(one, 2));
    await one.clock.advance(50_000);
    expect((await runs(one)).filter((run) => run.process === 'process-1')).toHaveLength(2);
    await one.clock.advance(20 * minute);

    expect(Object.values(backupsOf(one))).toEqual([1, 1]);
  });

  it('after Azure took the backup is found again by whoever watches next', async () => {
    const one = fleet(1);
    const dying = processOf(one, 1);
    diesAfter(dying.ports, async ({ store }) =>
      (await store.read()).all('operation').some((each) => each.status === 'running'),
    );
    startWatch(dying);
    await one.clock.advance(minute);
    one.processes.end(4_001);
    startWatch(processOf(one, 2));

    await one.clock.advance(day + 2 * hour);

    expect(Object.values(backupsOf(one))).toEqual([2]);
  });

  it('cannot send what another one has taken over meanwhile', async () => {
    const one = fleet(1);
    const slow = processOf(one, 1);
    let letGo = (): void => undefined;
    // A hang of ten minutes in the middle of planning, and no beat meanwhile.
    one.azure.script('apiManagement.get', async (perform) => {
      await new Promise<void>((resolve) => {
        letGo = resolve;
      });
      return perform();
    });
    const stopped = { ...one.clock, sleep: () => new Promise<void>(() => undefined) };
    Object.assign(slow.ports, { clock: stopped });
    const sleepy = processOf({ ...one, clock: stopped }, 1);
    startWatch(sleepy);
    await one.clock.advance(1_000);
    startWatch(processOf(one, 2));
    await one.clock.advance(20 * minute);
    expect(one.azure.runs()).toHaveLength(1);

    letGo();
    await one.clock.advance(20 * minute);

    expect(one.azure.runs()).toHaveLength(1);
  });
});
