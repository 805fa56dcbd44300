import type { Feature } from './features/feature.ts';

/** How Slack reaches the bot: by sockets, or at this address. */
export type Reach = { kind: 'socket' } | { kind: 'http'; url: string };

/** The app's manifest (page "App manifest reference", 2026-11-23), from what the features need. */
export function manifestOf(features: readonly Feature[], reach: Reach) {
  const at = reach.kind === 'http' ? { request_url: reach.url } : {};
  const unique = (all: readonly string[]): string[] => [...new Set(all)].sort();
  const events = unique(features.flatMap((feature) => feature.events));
  const scopes = ['usergroups:read', ...features.flatMap((feature) => feature.scopes)];
  return {
    display_information: {
      name: 'Lifeboat',
      description: 'Makes, follows and restores backups of Azure API Management',
    },
    features: {
      bot_user: { display_name: 'Lifeboat', always_online: true },
      slash_commands: features
        .flatMap(({ commands }) => commands)
        .map((command) => ({
          ...command,
          should_escape: false,
          ...(reach.kind === 'http' ? { url: reach.url } : {}),
        })),
    },
    oauth_config: { scopes: { bot: unique(scopes) } },
    settings: {
      socket_mode_enabled: reach.kind === 'socket',
      interactivity: { is_enabled: true, ...at },
      ...(events.length === 0 ? {} : { event_subscriptions: { bot_events: events, ...at } }),
      token_rotation_enabled: false,
      org_deploy_enabled: false,
    },
  };
}
