import type { Clock } from '@lifeboat/core';
import type { RespondFn } from '@slack/bolt';
import type { WebClient } from '@slack/web-api';
import type { SlackMessage } from '../blocks/check-limits.ts';

/** How a listener answers. */
export type Reply = {
  /** Only the person sees it. */
  person(message: SlackMessage): Promise<void>;
  /** The channel sees it. */
  channel(message: SlackMessage): Promise<void>;
};

type Parts = {
  client: Pick<WebClient, 'chat'>;
  /** Null where Slack gave no address to answer to. */
  respond: RespondFn | null;
  channel: string | null;
  user: string;
  clock: Pick<Clock, 'monotonic'>;
};

/** A response_url works 5 times within 30 minutes (page "Handling user interaction", 2026-11-23); fewer, to be sure. */
const mostResponses = 4;
const respondsForMs = 25 * 60_000;

/** Answers to where Slack says at first, which works in every channel; later as the bot itself. */
export function createReply({ client, respond, channel, user, clock }: Parts): Reply {
  const startedAt = clock.monotonic();
  let used = 0;
  const quiet = { unfurl_links: false, unfurl_media: false };
  return {
    async person(message) {
      if (
        respond !== null &&
        used < mostResponses &&
        clock.monotonic() - startedAt < respondsForMs
      ) {
        used += 1;
        await respond({
          ...message,
          ...quiet,
          response_type: 'ephemeral',
          replace_original: false,
        });
      } else if (channel !== null) await client.chat.postEphemeral({ ...message, channel, user });
    },
    async channel(message) {
      if (channel !== null) await client.chat.postMessage({ ...message, ...quiet, channel });
    },
  };
}
