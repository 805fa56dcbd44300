import type { Instant } from '../../domain/instant.ts';
import type { Delivery, Notice } from '../../domain/notice.ts';
import { receiversOf } from '../../domain/receivers.ts';
import type { Snapshot } from '../../ports/store.ts';
import type { Work } from '../work.ts';
import { giveUpAfterMs, isSettled } from './decide.ts';

/**
 * Drops what waits for a receiver that neither the configuration nor this process knows, once it is so
 * old that it would be given up anyway: nobody would ever send it, and it would lie in the store for
 * ever. Writes nothing when there is none.
 */
export async function dropForsaken(work: Work, snapshot: Snapshot): Promise<void> {
  const { clock, store, notifiers } = work.ports;
  const old = (notice: Notice, now: Instant): boolean => now - notice.at > giveUpAfterMs;
  const isOpen = (delivery: Delivery): boolean => !isSettled(delivery);
  const now = clock.now();
  const waiting = snapshot
    .all('notice')
    .filter((notice) => old(notice, now) && notice.deliveries.some(isOpen));
  if (waiting.length === 0) return;
  const known = new Set([
    ...receiversOf(work.configuration).map(({ name }) => name),
    ...notifiers.map(({ name }) => name),
  ]);
  const isForsaken = (delivery: Delivery): boolean =>
    isOpen(delivery) && !known.has(delivery.notifier);
  const ids = waiting.filter(({ deliveries }) => deliveries.some(isForsaken)).map(({ id }) => id);
  if (ids.length === 0) return;
  await store.update((draft) => {
    for (const id of ids) {
      const notice = draft.get('notice', id);
      if (notice === null) continue;
      const deliveries = notice.deliveries.map((delivery) =>
        isForsaken(delivery)
          ? { ...delivery, status: 'dropped' as const, process: null }
          : delivery,
      );
      draft.put('notice', { ...notice, deliveries });
    }
  });
}
