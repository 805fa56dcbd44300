import { isoTime } from '../../domain/instant.ts';
import type { Notice } from '../../domain/notice.ts';

/**
 * What a webhook gets, as docs/notifications.md describes it. It grows by addition only; `version`
 * goes up when something is taken away or means something else.
 */
export type WebhookMessage = {
  version: 1;
  /** The same when a message comes again. */
  id: string;
  event: Notice['event'];
  severity: Notice['severity'];
  /** The service's name in the configuration. */
  service: string | null;
  title: string;
  text: string;
  /** When it was raised; ISO 8601 UTC. */
  at: string;
  operation: string | null;
  backup: string | null;
  threshold: string | null;
};

/** The message of a notice. */
export function messageOf(notice: Notice): WebhookMessage {
  const { id, event, severity, label, title, text, at, operation, backup, threshold } = notice;
  return {
    version: 1,
    id,
    event,
    severity,
    service: label,
    title,
    text,
    at: isoTime(at),
    operation,
    backup,
    threshold,
  };
}
