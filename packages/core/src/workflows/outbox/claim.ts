import type { Instant } from '../../domain/instant.ts';
import type { Delivery, Notice } from '../../domain/notice.ts';
import type { Draft } from '../../ports/store.ts';
import type { ThisProcess } from '../../ports/system.ts';
import { dropIdleBeat, putBeat } from '../beat.ts';
import {
  afterTry,
  claimed,
  deliveryTo,
  isSettled,
  type Outcome,
  turnOf,
  type View,
} from './decide.ts';

/**
 * Claims the next notice a notifier may be given, for this process and one try; null when there is
 * none. Called inside an update: the compare-and-set that makes once once (promise 10). What was
 * answered meanwhile is dropped on the way.
 */
export function claimNext(
  draft: Draft,
  notifier: string,
  me: ThisProcess,
  view: View,
): Notice | null {
  const { claimable, answered } = turnOf(draft.all('notice'), notifier, view);
  for (const notice of answered) {
    putDelivery(draft, notice, notifier, (delivery) => ({
      ...delivery,
      status: 'dropped',
      process: null,
      claimedAt: null,
    }));
  }
  const [next] = claimable;
  if (next === undefined) return null;
  const before = deliveryTo(next, notifier)?.process ?? null;
  const notice = putDelivery(draft, next, notifier, (one) => claimed(one, me.id, view.now));
  // Others tell by it whether this process is gone while its claim stands.
  putBeat(draft, me, view.now);
  if (before !== null && before !== me.id) dropIdleBeat(draft, before);
  return notice;
}

/** A try that was made: of which claim, and what became of it. */
export type Tried = { notice: Notice; notifier: string; outcome: Outcome };

/**
 * Writes down what became of a try, inside an update. When others took the claim over meanwhile, only
 * what is certain counts: that the receiver has it.
 */
export function recordTry(
  draft: Draft,
  { notice, notifier, outcome }: Tried,
  at: { now: Instant; spread: number },
): void {
  const current = draft.get('notice', notice.id);
  const delivery = current === null ? null : deliveryTo(current, notifier);
  if (current === null || delivery === null) return;
  const ours = deliveryTo(notice, notifier);
  const isOurs =
    delivery.status === 'sending' &&
    delivery.process === ours?.process &&
    delivery.claimedAt === ours?.claimedAt;
  if (!isOurs && (outcome.kind !== 'delivered' || isSettled(delivery))) return;
  putDelivery(draft, current, notifier, (one) => afterTry(current, one, outcome, at));
}

function putDelivery(
  draft: Draft,
  notice: Notice,
  notifier: string,
  change: (delivery: Delivery) => Delivery,
): Notice {
  const deliveries = notice.deliveries.map((one) =>
    one.notifier === notifier ? change(one) : one,
  );
  const changed = { ...notice, deliveries };
  draft.put('notice', changed);
  return changed;
}
