import type { Notice } from '../../domain/notice.ts';
import { noticeId } from '../../domain/notice-id.ts';
import type { Delivered, Notifier } from '../../ports/notifier.ts';
import { dropIdleBeat, putBeat } from '../beat.ts';
import { dueDelivery } from '../raise-notice.ts';
import type { Work } from '../work.ts';
import { recordTry } from './claim.ts';
import { claimed } from './decide.ts';
import { deliverOne } from './deliver-one.ts';

/** What a receiver made of a test; `interrupted` when the person stopped waiting for it. */
export type TestResult = {
  name: string;
  outcome: Delivered['kind'] | 'interrupted' | 'not-set-up';
  words: string | null;
  tookMs: number;
};

/**
 * Sends a test notice to each of these notifiers, as a real one is sent: claimed in the store, handed
 * over, written down. It is tried once. Gives the results in their order.
 * Errors: those of the store.
 */
export async function sendTest(
  work: Work,
  notifiers: readonly Notifier[],
  signal: AbortSignal,
): Promise<{ notice: string; results: TestResult[] }> {
  const { store, clock, thisProcess } = work.ports;
  const able = notifiers.filter((notifier) => (notifier.problem?.() ?? null) === null);
  const notice = testNotice(work, able);
  if (able.length > 0) {
    await store.update((draft) => {
      draft.put('notice', notice);
      putBeat(draft, thisProcess, clock.now());
    });
  }
  const results = await Promise.all(
    notifiers.map(async (notifier): Promise<TestResult> => {
      const { name } = notifier;
      const problem = notifier.problem?.() ?? null;
      if (problem !== null) return { name, outcome: 'not-set-up', words: problem, tookMs: 0 };
      const from = clock.monotonic();
      const outcome = await deliverOne(work.ports, notifier, notice, signal);
      const tookMs = Math.round(clock.monotonic() - from);
      await store.update((draft) => {
        const at = { now: clock.now(), spread: 0 };
        const kept = outcome.kind === 'released' ? stopped : outcome;
        recordTry(draft, { notice, notifier: name, outcome: kept }, at);
      });
      if (outcome.kind === 'released') return { name, outcome: 'interrupted', words: null, tookMs };
      const words = outcome.kind === 'delivered' ? null : outcome.words;
      return { name, outcome: outcome.kind, words, tookMs };
    }),
  );
  if (able.length > 0) await store.update((draft) => dropIdleBeat(draft, thisProcess.id));
  return { notice: notice.id, results };
}

/** Nobody waits for a test that was interrupted, so it is not tried again. */
const stopped = { kind: 'refused', words: 'interrupted' } as const;

function testNotice({ ports }: Work, notifiers: readonly Notifier[]): Notice {
  const { who, host, door } = ports.thisProcess.requester;
  const now = ports.clock.now();
  return {
    id: noticeId('test', ports.ids.next()),
    event: 'test',
    severity: 'info',
    service: null,
    label: null,
    title: 'A test of Lifeboat',
    text: `${who} on ${host} (${door}) tries whether this reaches you. Nothing is wrong.`,
    at: now,
    operation: null,
    backup: null,
    threshold: null,
    answeredAt: null,
    deliveries: notifiers.map(({ name }) =>
      claimed(dueDelivery(name, now), ports.thisProcess.id, now),
    ),
  };
}
