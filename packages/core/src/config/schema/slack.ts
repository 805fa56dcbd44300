import * as z from 'zod/mini';
import { label, secureAddress, textLike, wholeNumber } from './atoms.ts';
import { events, slackUser } from './automation.ts';

/** A channel's id. Source: docs.slack.dev, conversation objects, read 2026-11-23: C, or G for older private ones. */
const channel = textLike(
  /^[CG][A-Z0-9]{2,20}$/,
  "must be a channel's id, such as C0123456, not its name",
);

/** A user or a user group. Source: docs.slack.dev, usergroups.list, read 2026-11-23: groups begin with S. */
const member = textLike(
  /^(?:\*|[UWS][A-Z0-9]{2,20})$/,
  'must be the id of a Slack user (U0CCC) or user group (S0AAA), or "*" for everybody',
);

const timeZone = z.string().check(
  z.check<string>(({ value, issues }) => {
    if (isTimeZone(value)) return;
    const message = 'must be a time zone of the IANA list, such as Europe/Rome';
    issues.push({ code: 'custom', input: value, message });
  }),
);

/** `slack:`. Its secrets are in the environment only. */
export const slackShape = z.strictObject({
  transport: z.optional(z.enum(['socket', 'http'])),
  port: z.optional(wholeNumber(1, 65_535, 'http: /slack/events; both: /health')),
  apiUrl: z.optional(secureAddress),
  auth: z.optional(label),
  restoreAuth: z.optional(label),
  channels: z.optional(
    z.record(
      channel,
      z.strictObject({
        services: z.optional(z.array(label)),
        events: z.optional(events),
        timeZone: z.optional(timeZone),
      }),
    ),
  ),
  roles: z.optional(
    z.strictObject({
      viewer: z.optional(z.array(member)),
      operator: z.optional(z.array(member)),
      approver: z.optional(z.array(slackUser)),
    }),
  ),
  restore: z.optional(z.boolean()),
});

function isTimeZone(text: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: text });
    return true;
  } catch {
    return false;
  }
}
