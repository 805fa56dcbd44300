import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Delivery, Notice } from '../../../../packages/core/src/domain/notice.ts';
import {
  afterTry,
  claimed,
  claimForMs,
  giveUpAfterMs,
  leastTries,
  longestRetryMs,
  turnOf,
} from '../../../../packages/core/src/workflows/outbox/decide.ts';
import { dueDelivery } from '../../../../packages/core/src/workflows/raise-notice.ts';
import { propertyRuns } from '../../../contract/property-runs.ts';
import { aNotice } from '../../../contract/watch-records.ts';

const now = Date.UTC(2026, 10, 23, 12);
const hook = 'webhook:hooks.contoso.com#aaaaaaaa';

function notice(
  id: string,
  delivery: Partial<Delivery> = {},
  changes: Partial<Notice> = {},
): Notice {
  const deliveries = [{ ...dueDelivery(hook, now - 1000), ...delivery }];
  return aNotice(id, { at: now - 1000, deliveries, ...changes });
}

const sending = (claimedAt: number): Partial<Delivery> => ({
  status: 'sending',
  process: 'p9',
  claimedAt,
});

function turn(notices: Notice[], gone: string[] = [], at = now) {
  const { claimable, answered, nextAt } = turnOf(notices, hook, {
    now: at,
    isGone: (process) => gone.includes(process),
  });
  return {
    claimable: claimable.map(({ id }) => id),
    answered: answered.map(({ id }) => id),
    nextAt,
  };
}

describe('whose turn it is', () => {
  it.each([
    ['what is due', notice('a'), ['a']],
    ['nothing that waits', notice('a', { nextAt: now + 1 }), []],
    ['nothing that another is sending', notice('a', sending(now - claimForMs)), []],
    ['a claim older than two minutes', notice('a', sending(now - claimForMs - 1)), ['a']],
    ['a claim from before the clock was set back', notice('a', sending(now + 3_600_000)), ['a']],
    [
      'a wait from before the clock was set back',
      notice('a', { nextAt: now + 2 * longestRetryMs }),
      ['a'],
    ],
    ['nothing delivered', notice('a', { status: 'delivered' }), []],
    ['nothing refused', notice('a', { status: 'refused' }), []],
    ['nothing dropped', notice('a', { status: 'dropped' }), []],
    ['nothing of another notifier', notice('a', { notifier: 'ping:contoso-prod' }), []],
  ])('takes %s', (_, one, expected) => {
    expect(turn([one]).claimable).toEqual(expected);
  });

  it('takes the claim of a process that is proven gone, at once', () => {
    expect(turn([notice('a', sending(now))], ['p9']).claimable).toEqual(['a']);
  });

  it('keeps the order of a service: the next waits for the one before, also while that is tried again', () => {
    expect(turn([notice('a', { nextAt: now + 5 }), notice('b')])).toEqual({
      claimable: [],
      answered: [],
      nextAt: now + 5,
    });
    expect(turn([notice('a', sending(now)), notice('b')]).claimable).toEqual([]);
    expect(turn([notice('a', { status: 'refused' }), notice('b')]).claimable).toEqual(['b']);
  });

  it('lets services pass each other, and what is about none', () => {
    const other = { service: 'public|/other' };

    expect(turn([notice('a', { nextAt: now + 5 }), notice('b', {}, other)]).claimable).toEqual([
      'b',
    ]);
    expect(
      turn([
        notice('a', { nextAt: now + 5 }, { service: null }),
        notice('b', {}, { service: null }),
      ]).claimable,
    ).toEqual(['b']);
  });

  it('drops what was answered, unless it is on its way', () => {
    const answered = { answeredAt: now };

    expect(turn([notice('a', {}, answered), notice('b')])).toMatchObject({
      claimable: ['b'],
      answered: ['a'],
    });
    expect(turn([notice('a', sending(now), answered)]).answered).toEqual([]);
    expect(turn([notice('a', sending(now), answered)], ['p9']).answered).toEqual(['a']);
  });
});

describe('a try', () => {
  const at = { now, spread: 0 };
  const one = notice('a');
  const first = claimed(dueDelivery(hook, now), 'p1', now);
  const tryAgain = (retryAfterMs: number | null = null) =>
    ({ kind: 'try-again', words: 'HTTP 503', retryAfterMs }) as const;

  it('that was taken is over', () => {
    expect(afterTry(one, first, { kind: 'delivered' }, at)).toMatchObject({
      status: 'delivered',
      deliveredAt: now,
      process: null,
      attempts: 1,
    });
  });

  it('waits 30 s, then twice as long each time, up to an hour', () => {
    const waits = [1, 2, 3, 8, 50].map(
      (attempts) => afterTry(one, { ...first, attempts }, tryAgain(), at).nextAt - now,
    );

    expect(waits).toEqual([30_000, 60_000, 120_000, 3_600_000, 3_600_000]);
  });

  it('waits as long as the receiver asks for, but no longer than an hour', () => {
    expect(afterTry(one, first, tryAgain(7_000), at).nextAt).toBe(now + 7_000);
    expect(afterTry(one, first, tryAgain(longestRetryMs * 9), at).nextAt).toBe(
      now + longestRetryMs,
    );
  });

  it('is given up after three days, if it was tried often enough', () => {
    const old = notice('a', {}, { at: now - giveUpAfterMs });
    const often = { ...first, attempts: leastTries };

    expect(afterTry(old, often, tryAgain(), at)).toMatchObject({
      status: 'refused',
      problem: 'given up after 3 d: HTTP 503',
    });
    expect(afterTry(old, { ...first, attempts: leastTries - 1 }, tryAgain(), at).status).toBe(
      'due',
    );
    expect(afterTry({ ...old, at: old.at + 1 }, often, tryAgain(), at).status).toBe('due');
  });

  it('is not repeated once it was answered, nor for a test', () => {
    expect(afterTry({ ...one, answeredAt: now }, first, tryAgain(), at).status).toBe('dropped');
    expect(afterTry({ ...one, event: 'test' }, first, tryAgain(), at).status).toBe('refused');
  });

  it('that was stopped is due again at once', () => {
    expect(afterTry(one, first, { kind: 'released' }, at)).toMatchObject({
      status: 'due',
      nextAt: now,
      process: null,
    });
  });
});

describe('for any outbox', () => {
  it('a service has one notice at a notifier at most, and never a younger one before an older', () => {
    const delivery = fc.record({
      status: fc.constantFrom('due', 'sending', 'delivered', 'refused', 'dropped'),
      nextAt: fc.integer({ min: now - 5, max: now + 5 }),
      claimedAt: fc.integer({ min: now - claimForMs - 5, max: now }),
      process: fc.constantFrom('p1', 'gone'),
    });
    const notices = fc.array(
      fc.tuple(delivery, fc.constantFrom('s1', 's2'), fc.constantFrom(null, now)),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(notices, (all) => {
        const made = all.map(([one, service, answeredAt], index) =>
          notice(`n${index}`, one, { service, answeredAt }),
        );
        const { claimable } = turn(made, ['gone']);
        for (const service of ['s1', 's2']) {
          const own = made.filter((each) => each.service === service);
          const chosen = own.filter(({ id }) => claimable.includes(id));
          expect(chosen.length).toBeLessThanOrEqual(1);
          const before = own.slice(
            0,
            own.findIndex(({ id }) => id === chosen[0]?.id),
          );
          if (chosen.length === 0) continue;
          const open = before.filter(
            ({ answeredAt, deliveries: [first] }) =>
              (first?.status === 'due' && answeredAt === null) ||
              (first?.status === 'sending' &&
                (answeredAt === null ||
                  (first.process !== 'gone' && now - (first.claimedAt ?? 0) <= claimForMs))),
          );
          expect(open).toEqual([]);
        }
      }),
      propertyRuns(),
    );
  });
});
