import type { Configuration } from '../domain/configuration.ts';
import { type Receiver, receiversOf } from '../domain/receivers.ts';
import type { Notifier } from '../ports/notifier.ts';
import type { NotifierParts } from './parts.ts';
import { pingNotifier } from './ping/ping-notifier.ts';
import { secretParts } from './secret-parts.ts';
import { webhookNotifier } from './webhook/webhook-notifier.ts';

/** Every kind of notifier core has: one folder and one line each. */
function notifierOf(receiver: Receiver, parts: NotifierParts): Notifier {
  switch (receiver.kind) {
    case 'webhook':
      return webhookNotifier(receiver, parts);
    case 'ping':
      return pingNotifier(receiver, parts);
  }
}

/** A notifier for everybody the configuration names, in its order. Nothing is sent by making them. */
export function notifiersOf(configuration: Configuration, parts: NotifierParts): Notifier[] {
  return receiversOf(configuration).map((receiver) => notifierOf(receiver, parts));
}

/** What must not be shown of the addresses of a configuration's receivers. */
export function secretsOfReceivers(configuration: Configuration): string[] {
  const urls = [
    ...configuration.webhooks.map(({ url }) => url),
    ...configuration.services.flatMap(({ ping }) => (ping === null ? [] : [ping])),
  ];
  return urls.flatMap(secretParts);
}
