import type { Configuration, ServiceId } from '../domain/configuration.ts';
import type { Instant } from '../domain/instant.ts';
import type { Delivery, EventKind, Notice, Severity } from '../domain/notice.ts';
import { noticeId } from '../domain/notice-id.ts';
import { receiversOf } from '../domain/receivers.ts';
import type { Threshold } from '../domain/warning.ts';
import type { Draft } from '../ports/store.ts';

/** What people should hear, and what made it: the same `cause` never makes a second notice. */
export type NoticeCause = {
  event: EventKind;
  cause: string;
  severity: Severity;
  service: ServiceId | null;
  label: string | null;
  title: string;
  text: string;
  operation?: string;
  backup?: string;
  threshold?: Threshold;
  /** True tells it again when it holds once more after it was answered, as a warning may. */
  mayReturn?: boolean;
  /** True sends it to everybody who reads words, whatever they want to hear of. */
  everybody?: boolean;
};

/**
 * Puts a notice into the outbox, inside the update that writes its cause. Nothing happens when the
 * cause was told before, or when nobody wants to hear of such events. The operation it names has to
 * be in the draft already.
 */
export function raiseNotice(
  draft: Draft,
  configuration: Configuration,
  cause: NoticeCause,
  now: Instant,
): void {
  const id = newId(draft, cause);
  if (id === null) return;
  const deliveries = receiverNames(draft, configuration, cause).map((name) =>
    dueDelivery(name, now),
  );
  if (deliveries.length === 0) return;
  const { event, severity, service, label, title, text } = cause;
  const notice: Notice = {
    id,
    event,
    severity,
    service,
    label,
    title,
    text,
    at: now,
    operation: cause.operation ?? null,
    backup: cause.backup ?? null,
    threshold: cause.threshold ?? null,
    answeredAt: null,
    deliveries,
  };
  draft.put('notice', notice);
}

/** The id of the notice that is to be written; null when its cause was told and still holds, or is over for good. */
function newId(draft: Draft, { event, cause, mayReturn = false }: NoticeCause): string | null {
  let id = noticeId(event, cause);
  for (;;) {
    const known = draft.get('notice', id);
    if (known === null) return id;
    if (!mayReturn || known.answeredAt === null) return null;
    id = noticeId(event, `${cause}|again after ${known.answeredAt}`);
  }
}

/** Names of those who want to hear of it, as the configuration has them. */
function receiverNames(draft: Draft, configuration: Configuration, cause: NoticeCause): string[] {
  const operation = cause.operation === undefined ? null : draft.get('operation', cause.operation);
  return receiversOf(configuration)
    .filter(
      (receiver) =>
        // A dead-man switch reads no words: it would take what it is told for a backup.
        (cause.everybody === true && receiver.kind !== 'ping') || receiver.wants(cause, operation),
    )
    .map(({ name }) => name);
}

/** A delivery that was not tried yet. */
export function dueDelivery(notifier: string, now: Instant): Delivery {
  return {
    notifier,
    status: 'due',
    attempts: 0,
    nextAt: now,
    process: null,
    claimedAt: null,
    deliveredAt: null,
    problem: null,
  };
}
