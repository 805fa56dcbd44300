import { type CustomRoute, HTTPReceiver, type Logger } from '@slack/bolt';

type Parts = { signingSecret: string; logger: Logger; routes: CustomRoute[] };

/** Receives signed requests; what they were signed with goes into the context, for `createFreshness`. */
export function createHttpReceiver({ signingSecret, logger, routes }: Parts): HTTPReceiver {
  return new HTTPReceiver({
    signingSecret,
    logger,
    endpoints: '/slack/events',
    customRoutes: routes,
    customPropertiesExtractor: ({ headers }) => ({
      signature: headers['x-slack-signature'] ?? null,
      timestamp: headers['x-slack-request-timestamp'] ?? null,
    }),
  });
}
