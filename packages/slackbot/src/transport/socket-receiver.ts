import { type Logger, SocketModeReceiver } from '@slack/bolt';

type Parts = { appToken: string; apiUrl: string; logger: Logger };

/**
 * A receiver of its own for a socket. Its options are its own object, since the client writes into it
 * (facts T1); reconnecting has a ceiling of 30 s (T8); pings stay at 5 s, as longer ones make the gap of
 * a refresh longer (T5).
 */
export function createSocketReceiver({ appToken, apiUrl, logger }: Parts): SocketModeReceiver {
  return new SocketModeReceiver({
    appToken,
    logger,
    clientPingTimeout: 5_000,
    installerOptions: {
      clientOptions: {
        slackApiUrl: apiUrl,
        timeout: 10_000,
        retryConfig: { forever: true, factor: 1.3, maxTimeout: 30_000, randomize: true },
      },
    },
  });
}
