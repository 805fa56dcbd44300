import * as z from 'zod/mini';
import { label, says, secureAddress, textLike, wholeNumber } from './atoms.ts';
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
  transport: z.optional(
    z.enum(['socket', 'http']).check(says('How Slack reaches the bot', 'socket')),
  ),
  port: z.optional(
    wholeNumber(1, 65_535, 'http: /slack/events; both: /health').check(z.meta({ default: 3000 })),
  ),
  apiUrl: z.optional(
    secureAddress.check(says("Slack's Web API, for GovSlack", 'https://slack.com/api/')),
  ),
  auth: z.optional(label.check(says('Sign-in of the bot: a name under auths:'))),
  restoreAuth: z.optional(label.check(says('Sign-in of its restores'))),
  channels: z.optional(
    z.record(
      channel,
      z.strictObject({
        services: z.optional(z.array(label).check(says('Which services; all unless given'))),
        events: z.optional(events.check(says('What it hears of; all unless given'))),
        timeZone: z.optional(
          timeZone.check(says('For the morning digest, of the IANA list', 'UTC')),
        ),
      }),
    ),
  ),
  roles: z.optional(
    z.strictObject({
      viewer: z.optional(z.array(member).check(says('May look'))),
      operator: z.optional(z.array(member).check(says('May back up, snooze, hold'))),
      approver: z.optional(z.array(slackUser).check(says('May approve; users only'))),
    }),
  ),
  restore: z.optional(z.boolean().check(says('Whether restores may be asked for there', false))),
});

function isTimeZone(text: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: text });
    return true;
  } catch {
    return false;
  }
}
