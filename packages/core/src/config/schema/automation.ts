import * as z from 'zod/mini';
import type { ApprovalKind } from '../../domain/approval.ts';
import { restorableForMs } from '../../domain/backup.ts';
import { parseDuration } from '../../domain/duration.ts';
import { eventKinds } from '../../domain/notice.ts';
import {
  duration,
  guid,
  label,
  says,
  secretVariable,
  textLike,
  webAddress,
  wholeNumber,
} from './atoms.ts';

const hourMs = 3_600_000;

// A reminder is known by its hours or days, such as 7d or 36h; a text that is no duration is told elsewhere.
function isWholeHours(text: string): boolean {
  return (parseDuration(text) ?? 0) % hourMs === 0;
}

/** A list of events, for a webhook or a channel. */
export const events = z.array(z.enum(eventKinds));

/** `watch:`. */
export const watchShape = z.strictObject({
  auth: z.optional(label.check(says('Sign-in of scheduled work: a name under auths:'))),
  concurrency: z.optional(
    wholeNumber(1, 64, 'How many backups are under way at once').check(z.meta({ default: 4 })),
  ),
  metricsPort: z.optional(wholeNumber(1, 65_535, 'Loopback port of the metrics')),
});

/** `reminders:`. */
export const remindersShape = z.strictObject({
  before: z.optional(
    z
      .array(
        duration('Warn this long before the last restorable backup ends', {
          minMs: hourMs,
          maxMs: restorableForMs,
        }).check(z.refine(isWholeHours, { error: 'must be whole hours' })),
      )
      .check(
        z.maxLength(10, { error: 'must have at most 10 entries' }),
        says('Warn this long before, each', ['7d', '3d', '1d']),
      ),
  ),
});

/** `notify:`. */
export const notifyShape = z.strictObject({
  webhooks: z.optional(
    z.array(
      z.strictObject({
        url: webAddress.check(says('Where each notice is posted')),
        secret: z.optional(secretVariable),
        events: z.optional(events.check(says('What it hears of; all unless given'))),
      }),
    ),
  ),
});

/** A Slack user. Source: docs.slack.dev, user objects, read 2026-11-23: U, or W on Enterprise Grid. */
export const slackUser = textLike(/^[UW][A-Z0-9]{2,20}$/, 'must be a Slack user id, such as U0CCC');

/** `people:`. */
export const peopleShape = z.record(
  label,
  z.strictObject({
    azure: z.optional(guid.check(says('Object id in Microsoft Entra'))),
    slack: z.optional(slackUser.check(says('Slack user id'))),
  }),
);

/** `approvals:`. */
export const approvalsShape = z.strictObject({
  backup: environments('backup'),
  restore: environments('restore'),
  undelete: environments('undelete'),
  prune: environments('prune'),
  by: z.optional(z.array(label).check(says('Who may decide: names under people:'))),
  last: z.optional(
    duration('How long a request waits for a decision, and a decision may be used', {
      minMs: 60_000,
      maxMs: 7 * 24 * hourMs,
    }).check(z.meta({ default: '4h' })),
  ),
});

function environments(kind: ApprovalKind) {
  const description = `${kind[0]?.toUpperCase()}${kind.slice(1)} in this environment (or one of these) wants a second person`;
  return z.optional(z.union([label, z.array(label)]).check(says(description)));
}
