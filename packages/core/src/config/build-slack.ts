import type { SlackChannel, SlackSettings } from '../domain/configuration.ts';
import type { ConfigurationFileShape } from './schema/file.ts';

type RawSlack = NonNullable<ConfigurationFileShape['slack']>;

/** How the bot works unless configured (product.md, "Configuration"): who is not named may do nothing. */
const usual: SlackSettings = {
  transport: 'socket',
  port: 3000,
  apiUrl: 'https://slack.com/api/',
  signIn: null,
  restoreSignIn: null,
  channels: [],
  roles: { viewer: [], operator: [], approver: [] },
  restore: false,
};

/** `slack:` with its defaults. Pure. */
export function buildSlack(raw: RawSlack): SlackSettings {
  const { roles = {}, channels = {}, apiUrl = usual.apiUrl } = raw;
  return {
    transport: raw.transport ?? usual.transport,
    port: raw.port ?? usual.port,
    apiUrl: apiUrl.endsWith('/') ? apiUrl : `${apiUrl}/`,
    signIn: raw.auth ?? null,
    restoreSignIn: raw.restoreAuth ?? null,
    channels: Object.entries(channels).map(
      ([id, { services, events, timeZone }]): SlackChannel => ({
        id,
        services: services ?? null,
        events: events ?? null,
        timeZone: timeZone ?? 'UTC',
      }),
    ),
    roles: {
      viewer: roles.viewer ?? [],
      operator: roles.operator ?? [],
      approver: roles.approver ?? [],
    },
    restore: raw.restore ?? usual.restore,
  };
}
