import type { Instant } from '../../domain/instant.ts';
import type { Snapshot } from '../../ports/store.ts';
import { isSettled } from './decide.ts';

/** How a receiver of notices stands. */
export type ReceiverState = {
  name: string;
  /** Notices it has not taken yet, those on their way included. */
  waiting: number;
  sending: number;
  /** When the oldest of them was raised; null without any. */
  oldestAt: Instant | null;
  /** Notices that were refused or given up since it last took one. */
  refused: number;
  /** Its last words, when it did not take the last that was tried. */
  problem: string | null;
  deliveredAt: Instant | null;
};

/** How each receiver that the outbox knows stands, by name; tests are left out. Pure. */
export function receiverStates(snapshot: Snapshot): ReceiverState[] {
  const states = new Map<string, ReceiverState>();
  for (const { event, at, deliveries } of snapshot.all('notice')) {
    if (event === 'test') continue;
    for (const delivery of deliveries) {
      const { notifier: name } = delivery;
      const state = states.get(name) ?? nothingYet(name);
      states.set(name, state);
      if (!isSettled(delivery)) {
        state.waiting += 1;
        if (delivery.status === 'sending') state.sending += 1;
        state.oldestAt = Math.min(state.oldestAt ?? at, at);
        state.problem = delivery.problem ?? state.problem;
      } else if (delivery.status === 'refused') {
        state.refused += 1;
        state.problem = delivery.problem;
      } else if (delivery.status === 'delivered') {
        state.refused = 0;
        state.problem = null;
        state.deliveredAt = Math.max(state.deliveredAt ?? 0, delivery.deliveredAt ?? at);
      }
    }
  }
  return [...states.values()];
}

function nothingYet(name: string): ReceiverState {
  return {
    name,
    waiting: 0,
    sending: 0,
    oldestAt: null,
    refused: 0,
    problem: null,
    deliveredAt: null,
  };
}
