import type { Lifeboat } from '@lifeboat/core';
import { App, type Logger, type Receiver } from '@slack/bolt';
import { WebClient, type WebClientOptions } from '@slack/web-api';
import { redact } from './blocks/redact.ts';
import type { Feature } from './features/feature.ts';
import { features as allFeatures } from './features/index.ts';
import { createRoles } from './guards/roles.ts';
import { createSeen } from './guards/seen.ts';
import { createInFlight, type InFlight } from './listener/in-flight.ts';
import { createListen } from './listener/listen.ts';

/** What the bot is made of. */
export type SlackAppParts = {
  lifeboat: Lifeboat;
  settings: NonNullable<Lifeboat['configuration']['slack']>;
  token: string;
  /** All deliver into one app; the transport starts and stops them. */
  receivers: readonly Receiver[];
  logger: Logger;
  clientOptions?: Pick<WebClientOptions, 'fetch' | 'timeout'>;
  features?: readonly Feature[];
};

/** The bot, made and not started. */
export type SlackApp = {
  app: App;
  client: WebClient;
  inFlight: InFlight;
  /** Asks Slack who the bot is; nothing is answered before. Rejects when the token is refused. */
  identify(): Promise<void>;
  /** Makes running commands stop waiting; Azure goes on. */
  stopWaiting(reason: unknown): void;
};

/** An event id may come again within the hour (page "Events API", retries; read 2026-11-23). */
const rememberedMs = 2 * 60 * 60_000;

/** Puts the bot together; reaches nothing until it is told to. */
export function createSlackApp(parts: SlackAppParts): SlackApp {
  const { lifeboat, settings, token, receivers, logger } = parts;
  const { clock } = lifeboat.ports;
  // A new object each: libraries write into what they are given (facts T1 and T2), and no headers.
  const options = (): WebClientOptions => ({
    timeout: 8_000,
    ...parts.clientOptions,
    slackApiUrl: settings.apiUrl,
    allowAbsoluteUrls: false,
    rejectRateLimitedCalls: true,
    retryConfig: { retries: 1, factor: 1, minTimeout: 300, maxTimeout: 300 },
    logger,
  });
  const client = new WebClient(token, options());
  let identity: { team: string; botId: string; botUserId: string } | null = null;
  const known = () => {
    if (identity === null) throw new Error('Slack has not said yet who the bot is.');
    return identity;
  };
  const [receiver = silent(), ...others] = receivers;
  const app = new App({
    receiver,
    logger,
    clientOptions: options(),
    convoStore: false,
    deferInitialization: true,
    authorize: async () => {
      const { team, botId, botUserId } = known();
      return { botToken: token, teamId: team, botId, botUserId };
    },
  });
  for (const other of others) other.init(app);
  app.error(async (error) => logger.error(redact(String(error.original ?? error))));

  const inFlight = createInFlight();
  const controller = new AbortController();
  const roles = createRoles({
    roles: settings.roles,
    clock,
    async membersOf(usergroup) {
      const { users } = await client.usergroups.users.list({ usergroup });
      return users ?? [];
    },
  });
  const listen = createListen({
    lifeboat,
    team: () => known().team,
    channels: settings.channels.map(({ id }) => id),
    client,
    roles,
    seen: createSeen({ clock, forMs: rememberedMs }),
    inFlight,
    signal: controller.signal,
  });
  for (const feature of parts.features ?? allFeatures)
    feature.register(app, { lifeboat, settings, client, listen });

  return {
    app,
    client,
    inFlight,
    async identify() {
      const { team_id: team, bot_id: botId, user_id: botUserId } = await client.auth.test();
      if (!team || !botId || !botUserId) throw new Error('Slack did not say who the bot is.');
      identity = { team, botId, botUserId };
      await app.init();
    },
    stopWaiting: (reason) => controller.abort(reason),
  };
}

/** For tests, which hand events to the app themselves, and for sockets that join later. */
function silent(): Receiver {
  return { init: () => undefined, start: async () => undefined, stop: async () => undefined };
}
