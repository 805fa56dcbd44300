import type { Notice } from '../../domain/notice.ts';
import type { Receiver } from '../../domain/receivers.ts';
import type { Notifier } from '../../ports/notifier.ts';
import { outcomeOf } from '../outcome-of.ts';
import { answerTimeoutMs, type NotifierParts } from '../parts.ts';
import { secretParts } from '../secret-parts.ts';

/**
 * A dead-man switch: somebody who raises the alarm when it was not told for too long that backups of a
 * service are made. Asked by POST with the notice's words; the end of the path says what happened.
 */
export function pingNotifier(
  receiver: Receiver & { kind: 'ping' },
  parts: NotifierParts,
): Notifier {
  return {
    name: receiver.name,
    wants: (notice) => receiver.wants(notice, null),
    async deliver(notice, signal) {
      const body = `${notice.title}\n${notice.text}\n`;
      const result = await parts.http.send(
        {
          method: 'POST',
          url: addressFor(receiver.url, notice.event),
          headers: {
            'content-type': 'text/plain; charset=utf-8',
            'content-length': String(Buffer.byteLength(body)),
            'user-agent': parts.userAgent,
            'x-lifeboat-id': notice.id,
          },
          body,
          freshConnection: true,
          timeoutMs: answerTimeoutMs,
        },
        signal,
      );
      signal?.throwIfAborted();
      return outcomeOf(result, parts.clock.now(), secretParts(receiver.url));
    },
  };
}

/**
 * The address for an event. `log` changes nothing about how a check stands, which is what a test is to
 * do. Source: healthchecks.io, "Pinging API", read 2026-11-24.
 */
function addressFor(ping: string, event: Notice['event']): string {
  const end = endings[event];
  if (end === undefined) return ping;
  const url = new URL(ping);
  url.pathname = `${url.pathname.replace(/\/+$/, '')}/${end}`;
  return url.href;
}

const endings: Readonly<Partial<Record<Notice['event'], string>>> = {
  start: 'start',
  failure: 'fail',
  test: 'log',
};
