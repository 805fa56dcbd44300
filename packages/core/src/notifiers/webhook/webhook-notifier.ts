import type { Receiver } from '../../domain/receivers.ts';
import type { Secret } from '../../domain/secret.ts';
import type { Notifier } from '../../ports/notifier.ts';
import { outcomeOf } from '../outcome-of.ts';
import { answerTimeoutMs, type NotifierParts } from '../parts.ts';
import { secretParts } from '../secret-parts.ts';
import { messageOf } from './message.ts';
import { signatureOf } from './signature.ts';

/**
 * Delivers by a POST of JSON, signed where the configuration names a key. One request a try, on a
 * connection of its own, and no redirect is followed.
 */
export function webhookNotifier(
  receiver: Receiver & { kind: 'webhook' },
  parts: NotifierParts,
): Notifier {
  const { url, secretVariable } = receiver.webhook;
  const keyOf = (): Secret | null =>
    secretVariable === null ? null : parts.secrets.get(secretVariable);
  const problem = (): string | null =>
    secretVariable !== null && keyOf() === null
      ? `${secretVariable}, the key it is signed with, is not set in the environment`
      : null;
  return {
    name: receiver.name,
    wants: (notice) => receiver.wants(notice, null),
    problem,
    async deliver(notice, signal) {
      const notSetUp = problem();
      // Sent without its signature it would be taken for a forgery, and be lost.
      if (notSetUp !== null) return { kind: 'try-again', words: notSetUp, retryAfterMs: null };
      const key = keyOf()?.reveal() ?? null;
      const now = parts.clock.now();
      const timestamp = Math.floor(now / 1000);
      const body = JSON.stringify(messageOf(notice));
      const signature =
        key === null
          ? {}
          : {
              'x-lifeboat-timestamp': String(timestamp),
              'x-lifeboat-signature': signatureOf(key, timestamp, body),
            };
      const result = await parts.http.send(
        {
          method: 'POST',
          url,
          headers: {
            'content-type': 'application/json',
            'content-length': String(Buffer.byteLength(body)),
            'user-agent': parts.userAgent,
            'x-lifeboat-id': notice.id,
            ...signature,
          },
          body,
          freshConnection: true,
          timeoutMs: answerTimeoutMs,
        },
        signal,
      );
      signal?.throwIfAborted();
      return outcomeOf(result, parts.clock.now(), [
        ...secretParts(url),
        ...(key === null ? [] : [key]),
      ]);
    },
  };
}
