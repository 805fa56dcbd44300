import type { ServiceId } from '../domain/configuration.ts';
import type { Instant } from '../domain/instant.ts';
import type { Notice } from '../domain/notice.ts';
import type { Draft } from '../ports/store.ts';

/**
 * Marks notices of a service as answered, inside the update that answers them: who has not heard yet
 * need not hear any more, and who has can be told that it is over. One on its way stays on its way.
 */
export function answerNotices(
  draft: Draft,
  service: ServiceId,
  isAnswered: (notice: Notice) => boolean,
  now: Instant,
): void {
  const own = draft.all('notice').filter((notice) => notice.service === service);
  answerThese(draft, own, isAnswered, now);
}

/** The same among the notices that are given, which are those of the draft. */
export function answerThese(
  draft: Draft,
  notices: readonly Notice[],
  isAnswered: (notice: Notice) => boolean,
  now: Instant,
): void {
  for (const notice of notices) {
    if (notice.answeredAt !== null || !isAnswered(notice)) continue;
    const deliveries = notice.deliveries.map((delivery) =>
      delivery.status === 'due' ? { ...delivery, status: 'dropped' as const } : delivery,
    );
    draft.put('notice', { ...notice, answeredAt: now, deliveries });
  }
}

/** A good backup answers the failures of backups before it, but not those of a restore. */
export function answerFailures(draft: Draft, service: ServiceId, now: Instant): void {
  const isOfBackup = ({ event, operation }: Notice): boolean =>
    event === 'failure' &&
    (operation === null || draft.get('operation', operation)?.kind === 'backup');
  answerNotices(draft, service, isOfBackup, now);
}
