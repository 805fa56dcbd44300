import type { ServiceId } from './configuration.ts';
import type { Instant } from './instant.ts';
import type { Threshold } from './warning.ts';

/** What people can be told about; a webhook or a channel chooses among them. */
export const eventKinds = [
  'start',
  'success',
  'failure',
  'expiry',
  'late',
  'pause',
  'approval',
] as const;

/** One of {@link eventKinds}. */
export type EventKind = (typeof eventKinds)[number];

/** How soon a person should look. */
export type Severity = 'info' | 'warning' | 'critical';

/** How the delivery of a notice to one notifier stands. `dropped`: answered before it was sent. */
export type DeliveryStatus = 'due' | 'sending' | 'delivered' | 'refused' | 'dropped';

/** One notifier's part of a notice. */
export type Delivery = {
  /** The notifier's name, such as `webhook:hooks.contoso.com/apim`. */
  notifier: string;
  status: DeliveryStatus;
  attempts: number;
  /** Not before this instant is it tried again. */
  nextAt: Instant;
  /** The process that claimed it while `sending`; null otherwise. */
  process: string | null;
  claimedAt: Instant | null;
  deliveredAt: Instant | null;
  /** The receiver's last words when it did not take it. */
  problem: string | null;
};

/**
 * A message of the outbox, written in the same store update as its cause. Its id is made from the
 * cause, so that one cause is one notice (promise 10), and travels with it, so that a receiver can
 * tell a repetition.
 */
export type Notice = {
  id: string;
  /** `test` goes to every notifier. */
  event: EventKind | 'test';
  severity: Severity;
  service: ServiceId | null;
  label: string | null;
  /** One line; the text says what to do. */
  title: string;
  text: string;
  at: Instant;
  operation: string | null;
  backup: string | null;
  threshold: Threshold | null;
  /** When what it says was answered, such as by a fresh backup; null while it holds. */
  answeredAt: Instant | null;
  deliveries: Delivery[];
};
