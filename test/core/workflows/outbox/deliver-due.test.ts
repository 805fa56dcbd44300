import { beforeEach, describe, expect, it } from 'vitest';
import type { Delivery, Notice } from '../../../../packages/core/src/domain/notice.ts';
import type { Notifier } from '../../../../packages/core/src/ports/notifier.ts';
import { fakeNotifier } from '../../../../packages/core/src/testing.ts';
import { deliverDue } from '../../../../packages/core/src/workflows/outbox/deliver-due.ts';
import { dueDelivery } from '../../../../packages/core/src/workflows/raise-notice.ts';
import { aNotice } from '../../../contract/watch-records.ts';
import { type Company, company, otherProcess, stoppedProcess } from '../world.ts';

const hook = 'webhook:hooks.contoso.com#aaaaaaaa';
const signal = new AbortController().signal;
let one: Company;
beforeEach(() => {
  one = company();
});

async function put(id: string, changes: Partial<Notice> = {}, names = [hook]): Promise<void> {
  const now = one.work.ports.clock.now();
  const deliveries = names.map((name) => dueDelivery(name, now));
  await one.work.ports.store.update((draft) =>
    draft.put('notice', aNotice(id, { at: now, deliveries, ...changes })),
  );
}

async function delivery(id: string, name = hook): Promise<Delivery | undefined> {
  const notice = (await one.work.ports.store.read()).get('notice', id);
  return notice?.deliveries.find(({ notifier }) => notifier === name);
}

const ids = (notifier: { received: readonly Notice[] }) => notifier.received.map(({ id }) => id);

describe('a round of deliveries', () => {
  it('hands over what is due, in order, and writes it down', async () => {
    const notifier = fakeNotifier(hook);
    for (const id of ['a', 'b', 'c']) await put(id);

    const round = await deliverDue(one.work, [notifier], signal);

    expect(round).toEqual({ delivered: 3, refused: 0, putOff: 0, nextAt: null });
    expect(ids(notifier)).toEqual(['a', 'b', 'c']);
    expect(await delivery('b')).toMatchObject({ status: 'delivered', attempts: 1, process: null });
  });

  it('writes nothing when nothing is due', async () => {
    await put('a');
    await deliverDue(one.work, [fakeNotifier(hook)], signal);
    const { revision } = await one.work.ports.store.read();

    await deliverDue(one.work, [fakeNotifier(hook)], signal);

    expect((await one.work.ports.store.read()).revision).toBe(revision);
  });

  it('has claimed a notice before it hands it over, with a beat that tells whether it lives', async () => {
    let seen: unknown;
    const { store, thisProcess } = one.work.ports;
    await put('a');

    await deliverDue(
      one.work,
      [
        {
          name: hook,
          wants: () => true,
          async deliver() {
            seen = [await delivery('a'), (await store.read()).get('beat', thisProcess.id)];
            return { kind: 'delivered' };
          },
        },
      ],
      signal,
    );

    expect(seen).toMatchObject([{ status: 'sending', process: thisProcess.id }, { pid: 4_001 }]);
    expect((await store.read()).all('beat')).toEqual([]);
  });

  it('keeps that beat when other work of the process ends meanwhile', async () => {
    let seen: unknown;
    const { store, leases, thisProcess } = one.work.ports;
    await put('a');
    await leases.take('op-1');

    const notifier: Notifier = {
      name: hook,
      wants: () => true,
      async deliver() {
        await leases.release('op-1');
        seen = (await store.read()).get('beat', thisProcess.id);
        return { kind: 'delivered' };
      },
    };
    await deliverDue(one.work, [notifier], signal);

    expect(seen).toMatchObject({ pid: 4_001 });
    expect((await store.read()).all('beat')).toEqual([]);
  });

  it('tries again after a while, keeping what comes behind, and says when', async () => {
    const notifier = fakeNotifier(hook);
    notifier.answer({ kind: 'try-again', words: 'HTTP 503', retryAfterMs: 90_000 });
    await put('a');
    await put('b');

    const round = await deliverDue(one.work, [notifier], signal);

    expect(round).toMatchObject({ delivered: 0, putOff: 1 });
    expect(round.nextAt).toBe(one.work.ports.clock.now() + 90_000);
    expect(await delivery('a')).toMatchObject({ status: 'due', problem: 'HTTP 503', attempts: 1 });
    await one.work.ports.clock.advance(89_999);
    expect(await deliverDue(one.work, [notifier], signal)).toMatchObject({ delivered: 0 });
    await one.work.ports.clock.advance(1);
    await deliverDue(one.work, [notifier], signal);
    expect(ids(notifier)).toEqual(['a', 'b']);
  });

  it('goes on behind one that is refused for good', async () => {
    const notifier = fakeNotifier(hook);
    notifier.answer({ kind: 'refused', words: 'HTTP 410' });
    await put('a');
    await put('b');

    expect(await deliverDue(one.work, [notifier], signal)).toMatchObject({
      delivered: 1,
      refused: 1,
    });
    expect(await delivery('a')).toMatchObject({ status: 'refused', problem: 'HTTP 410' });
  });

  it('lets one receiver that is slow or broken hold up no other', async () => {
    const slow = fakeNotifier('ping:contoso-prod');
    slow.answer('hang');
    const broken: Notifier = {
      name: 'webhook:broken#bbbbbbbb',
      wants: () => true,
      deliver: () => Promise.reject(new Error('a bug')),
    };
    const good = fakeNotifier(hook);
    await put('a', {}, [slow.name, broken.name, hook]);

    const round = deliverDue(one.work, [slow, broken, good], signal);
    await one.work.ports.clock.untilSleepers(1);
    await one.work.ports.clock.advance(60_000);
    await round;

    expect(await delivery('a')).toMatchObject({ status: 'delivered' });
    expect(await delivery('a', slow.name)).toMatchObject({
      status: 'due',
      problem: 'no answer within 60 s',
    });
    expect(await delivery('a', broken.name)).toMatchObject({ status: 'due' });
  });

  it('leaves to others what this process is not set up for', async () => {
    const notifier = { ...fakeNotifier(hook), problem: () => 'HOOK_SECRET is not set' };
    await put('a');

    await deliverDue(one.work, [notifier], signal);

    expect(await delivery('a')).toMatchObject({ status: 'due', attempts: 0 });
  });

  it('lets go of what is under way when it is stopped, so that it is due again', async () => {
    const notifier = fakeNotifier(hook);
    notifier.answer('hang');
    const stop = new AbortController();
    await put('a');

    const round = deliverDue(one.work, [notifier], stop.signal);
    await one.work.ports.clock.untilSleepers(1);
    stop.abort();
    await round;

    expect(await delivery('a')).toMatchObject({ status: 'due', process: null });
    await deliverDue(one.work, [notifier], signal);
    expect(ids(notifier)).toEqual(['a']);
  });

  it('drops what waits for somebody nobody knows any more, after three days', async () => {
    await put('a', {}, ['webhook:gone#cccccccc']);
    await one.work.ports.clock.advance(3 * 24 * 3_600_000);
    await deliverDue(one.work, [], signal);
    expect(await delivery('a', 'webhook:gone#cccccccc')).toMatchObject({ status: 'due' });

    await one.work.ports.clock.advance(1);
    await deliverDue(one.work, [], signal);

    expect(await delivery('a', 'webhook:gone#cccccccc')).toMatchObject({ status: 'dropped' });
  });
});

describe('two processes on one store', () => {
  /** Process 4003 hands a notice over, and is then no more. */
  function dying(received: string[] = []): Promise<void> {
    return new Promise((resolve) => {
      const notifier: Notifier = {
        name: hook,
        wants: () => true,
        deliver(notice) {
          received.push(notice.id);
          resolve();
          return new Promise(() => undefined);
        },
      };
      void deliverDue(stoppedProcess(one, 'process-2').work, [notifier], signal);
    });
  }

  it('deliver each notice once between them', async () => {
    const [left, right] = [fakeNotifier(hook), fakeNotifier(hook)];
    const other = otherProcess(one, 'process-2');
    for (let index = 0; index < 40; index += 1)
      await put(`n${index}`, { service: `s${index % 7}` });

    await Promise.all([
      deliverDue(one.work, [left], signal),
      deliverDue(other.work, [right], signal),
    ]);

    const all = [...ids(left), ...ids(right)];
    expect(all).toHaveLength(40);
    expect(new Set(all).size).toBe(40);
    expect(Math.min(left.received.length, right.received.length)).toBeGreaterThan(0);
  });

  it('repeat, with its id, what one sent that died before it could say so', async () => {
    const received: string[] = [];
    const notifier = fakeNotifier(hook);
    await put('a');
    await dying(received);

    await deliverDue(one.work, [notifier], signal);
    expect(ids(notifier)).toEqual([]);
    one.work.ports.processes.end(4_003);
    await deliverDue(one.work, [notifier], signal);

    expect([...received, ...ids(notifier)]).toEqual(['a', 'a']);
    expect(await delivery('a')).toMatchObject({ status: 'delivered', attempts: 2 });
    expect((await one.work.ports.store.read()).all('beat')).toEqual([]);
  });

  it('take over a claim after two minutes when nothing is known of its process', async () => {
    const notifier = fakeNotifier(hook);
    await put('a');
    await dying();

    await one.work.ports.clock.advance(119_000);
    await deliverDue(one.work, [notifier], signal);
    expect(ids(notifier)).toEqual([]);
    await one.work.ports.clock.advance(2_000);
    await deliverDue(one.work, [notifier], signal);

    expect(ids(notifier)).toEqual(['a']);
  });

  it('believe one that was thought dead when it says that the receiver has it', async () => {
    const other = otherProcess(one, 'process-2', 4_002);
    let finish: (() => void) | undefined;
    const late: Notifier = {
      name: hook,
      wants: () => true,
      deliver: () =>
        new Promise((resolve) => {
          finish = () => resolve({ kind: 'delivered' });
        }),
    };
    await put('a');
    const theirs = deliverDue(other.work, [late], signal);
    await one.work.ports.clock.untilSleepers(1);
    one.work.ports.processes.end(4_002);
    const notifier = fakeNotifier(hook);
    notifier.answer({ kind: 'try-again', words: 'HTTP 503', retryAfterMs: null });
    await deliverDue(one.work, [notifier], signal);

    finish?.();
    await theirs;

    expect(await delivery('a')).toMatchObject({ status: 'delivered' });
  });
});
