import type { Configuration, Service, Webhook } from './configuration.ts';
import type { EventKind, Notice } from './notice.ts';
import { webhookName } from './notice-id.ts';
import type { Operation } from './operation.ts';

/** What a receiver decides on. */
export type NoticeSubject = Pick<Notice, 'event' | 'service'>;

type Wants = {
  /** As `Notice.deliveries` name it; no secret in it. */
  name: string;
  /** Whether it is to hear of this, as of every test; `operation` is the one it is about, null without any. */
  wants(subject: NoticeSubject, operation: Operation | null): boolean;
};

/** Somebody the configuration names to be told. One kind a folder of the room `notifiers`. */
export type Receiver = Wants &
  ({ kind: 'webhook'; webhook: Webhook } | { kind: 'ping'; service: Service; url: string });

/** Everybody the configuration names, in its order, each name once. */
export function receiversOf(configuration: Configuration): Receiver[] {
  const all = [
    ...configuration.webhooks.map(webhookReceiver),
    ...configuration.services.flatMap(pingReceiver),
  ];
  return [...new Map(all.map((receiver) => [receiver.name, receiver])).values()];
}

function webhookReceiver(webhook: Webhook): Receiver {
  const { url, events } = webhook;
  return {
    kind: 'webhook',
    name: webhookName(url),
    webhook,
    wants: ({ event }) => event === 'test' || events === null || events.includes(event),
  };
}

const pinged: readonly EventKind[] = ['start', 'success', 'failure'];

/** A dead-man switch hears of the backups of its service: of restores and safety backups it knows nothing. */
function pingReceiver(service: Service): Receiver[] {
  const url = service.ping;
  if (url === null) return [];
  return [
    {
      kind: 'ping',
      name: `ping:${service.label}`,
      service,
      url,
      wants: ({ event, service: id }, operation) =>
        event === 'test' || (id === service.id && pinged.includes(event) && isPinged(operation)),
    },
  ];
}

/** A due backup that could not even be planned has no operation, and is a failure all the same. */
function isPinged(operation: Operation | null): boolean {
  return operation === null || (operation.kind === 'backup' && operation.purpose !== 'safety');
}
